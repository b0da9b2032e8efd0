"""The CLDR packages: where they come from, and how their files are found."""

import json
import subprocess
import tarfile
from pathlib import Path

VERSION = "48.2.0"

PACKAGES = (
    "cldr-bcp47",
    "cldr-core",
    "cldr-dates-full",
    "cldr-localenames-full",
    "cldr-numbers-full",
    "cldr-rbnf",
    "cldr-units-full",
)


def download(folder):
    """Fetches every package from the npm registry into `folder`, one subfolder each."""
    for package in PACKAGES:
        subprocess.run(["npm", "pack", "--silent", f"{package}@{VERSION}"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        archive = Path(folder) / f"{package}-{VERSION}.tgz"
        with tarfile.open(archive) as tar:
            for member in tar.getmembers():
                # npm puts everything below `package/`.
                member.name = f"{package}/{member.name.partition('/')[2]}"
                if member.isfile() and ".." not in member.name.split("/"):
                    tar.extract(member, folder)
        archive.unlink()


class Source:
    """Reads the packages of one folder, each file once."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.files = {}
        for package in PACKAGES:
            found = self.json(f"{package}/package.json")["version"]
            if found != VERSION:
                raise SystemExit(f"{package} is {found}, not {VERSION}")

    def json(self, path):
        """A file by its path below the folder."""
        if path not in self.files:
            self.files[path] = json.loads((self.folder / path).read_text(encoding="utf-8"))
        return self.files[path]

    def main(self, package, tag, name):
        """What `main/<tag>/<name>.json` of a package says of the locale."""
        return self.json(f"{package}/main/{tag}/{name}.json")["main"][tag]

    def supplemental(self, name):
        """`supplemental/<name>.json` of cldr-core."""
        return self.json(f"cldr-core/supplemental/{name}.json")["supplemental"]

    def licence(self):
        """The licence that the data comes under."""
        return (self.folder / "cldr-core" / "LICENSE").read_text(encoding="utf-8")

    def parents(self):
        """Locale to parent, where that is not what truncation gives; `und` is the root."""
        return self.supplemental("parentLocales")["parentLocales"]["parentLocale"]

    def parent(self, tag):
        """The parent of a locale, empty at the root."""
        listed = self.parents().get(tag)
        if listed:
            return "" if listed in ("und", "root") else listed
        return tag.rpartition("-")[0]

    def ancestry(self, tag):
        """The locale and all its parents."""
        while tag:
            yield tag
            tag = self.parent(tag)
