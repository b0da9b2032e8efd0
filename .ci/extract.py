"""Puts the workflows of README.md and docs/ into FOLDER/snippets, and the bash scripts inside of workflows into FOLDER/scripts.

    extract.py FOLDER NAME…

The names are the marks `ci=NAME` that the documents have, all of them and no others. What a workflow gives to the action has to be an
input of it, of the version that this is.
"""

import re
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
VERSION = re.search(r'^version = "(.*)"', (ROOT / "Cargo.toml").read_text(), re.M)[1]
FENCE = re.compile(r"^```yaml (?:[^\n]* )?ci=(workflows:[\w-]+)[^\n]*\n(.*?)^```$", re.M | re.S)


def snippets():
    documents = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    return [found.groups() for document in documents for found in FENCE.finditer(document.read_text())]


def steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job.get("steps", [])]


def complaints(name, workflow):
    """What is wrong with how a workflow of the documents uses the action."""
    uses = [step for step in steps(workflow) if step.get("uses", "").startswith("driftlint/driftlint@")]
    if not uses:
        yield f"{name} does not use the action"
    for step in uses:
        if step["uses"] != f"driftlint/driftlint@v{VERSION}":
            yield f"{name} uses {step['uses']}, and this is v{VERSION}"
        for given in set(step.get("with", {})) - set(ACTION["inputs"]):
            yield f"{name} gives the action `{given}`, which is no input of it"


def documented():
    """What the document lacks of inputs, outputs and defaults."""
    page = (ROOT / "docs/github-action.md").read_text()
    for name, about in ACTION["inputs"].items():
        default = f"`{about['default']}`" if about["default"] else ""
        if not re.search(rf"^\| `{name}` \|.*\| {re.escape(default)}", page, re.M):
            yield f"docs/github-action.md has no row for the input `{name}` with its default {default}"
    for name in ACTION["outputs"]:
        if not re.search(rf"^\| [^|]*`{name}`", page, re.M):
            yield f"docs/github-action.md has no row for the output `{name}`"


def main(folder, *names):
    found = snippets()
    problems = list(documented())
    if sorted(name for name, _ in found) != sorted(names):
        problems.append(f"the documents have {[name for name, _ in found]}, expected {list(names)}")
    (folder / "snippets").mkdir()
    (folder / "scripts").mkdir()
    for name, text in found:
        (folder / "snippets" / f"{name.split(':')[1]}-workflow.yml").write_text(text)
        problems += complaints(name, yaml.safe_load(text))
    for file in [*sorted((ROOT / ".github/workflows").glob("*.yml")), ROOT / "action.yml"]:
        content = yaml.safe_load(file.read_text())
        for at, step in enumerate(content["runs"]["steps"] if "runs" in content else steps(content)):
            if "run" in step:
                # An expression is text by the time that bash sees it.
                script = re.sub(r"\$\{\{.*?\}\}", "expression", step["run"])
                (folder / "scripts" / f"{file.stem}-{at}.sh").write_text(f"#!/usr/bin/env bash\n{script}\n")
    if problems:
        sys.exit("\n".join(f"error: {problem}" for problem in problems))


main(Path(sys.argv[1]), *sys.argv[2:])
