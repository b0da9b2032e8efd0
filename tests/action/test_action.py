"""The action, used as workflows use it: action.yml and its scripts run as on a runner, on scratch repositories, against a GitHub of our own.

DRIFTLINT names the folder of the program. `.ci/action` runs it.
"""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from github import BOT, GitHub  # noqa: E402
from runner import ROOT, Run, report  # noqa: E402

PROGRAM = os.environ["DRIFTLINT"]
ENGLISH = "# Support\n\nCall +47 55 51 23 40.\n"
GERMAN = "# Support\n\nRufen Sie +47 55 51 23 40 an.\n"
WRONG = "# Support\n\nRufen Sie +47 55 51 23 04 an.\n"
MARK = "<!-- driftlint:comment -->"


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.github = GitHub()
        self.addCleanup(self.github.close)
        self.origin = self.folder / "origin"
        self.origin.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")
        # As GitHub: any commit may be asked for.
        self.git("config", "uploadpack.allowAnySHA1InWant", "true")
        for page in ("support", "hours"):
            self.write(f"docs/en/{page}.md", ENGLISH)
            self.write(f"docs/de/{page}.md", GERMAN)
        self.start = self.commit()

    def environment(self, where, event, payload, **more):
        temp = self.folder / "temp"
        temp.mkdir(exist_ok=True)
        file = self.folder / "event.json"
        file.write_text(json.dumps(payload))
        return {
            "PATH": os.pathsep.join([PROGRAM, os.environ["PATH"]]), "HOME": str(self.folder), "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1", "GITHUB_WORKSPACE": str(where), "GITHUB_EVENT_NAME": event, "GITHUB_EVENT_PATH": str(file),
            "GITHUB_REPOSITORY": "fjordline/docs", "GITHUB_SERVER_URL": self.github.url, "GITHUB_API_URL": f"{self.github.url}/api",
            "GITHUB_REF": "refs/heads/main", "RUNNER_OS": "Linux", "RUNNER_ARCH": "X64", "RUNNER_TEMP": str(temp),
        } | more

    def git(self, *arguments, where=None):
        command = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@fjordline.example", "-c", "commit.gpgSign=false", *arguments]
        return subprocess.run(command, cwd=where or self.origin, check=True, capture_output=True, text=True).stdout.strip()

    def write(self, path, text, where=None):
        file = (where or self.origin) / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def commit(self):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=A change")
        return self.git("rev-parse", "HEAD")

    def clone(self, commit, *options):
        """What actions/checkout leaves behind."""
        where = Path(tempfile.mkdtemp(dir=self.folder)) / "a clone"
        self.git("init", "--quiet", str(where))
        self.git("remote", "add", "origin", self.origin.as_uri(), where=where)
        self.git("fetch", "--quiet", "--no-tags", *options, "origin", commit, where=where)
        self.git("checkout", "--quiet", "--detach", commit, where=where)
        return where

    def pull_request(self, text=WRONG, commits=1, moves_on=True):
        """A branch with drift, while main moves on with drift of its own; gives the test merge and the payload of the event."""
        self.git("checkout", "--quiet", "-B", "topic", self.start)
        for _ in range(commits - 1):
            self.commit()
        self.write("docs/de/support.md", text)
        head = self.commit()
        self.git("checkout", "--quiet", "main")
        if moves_on:
            self.write("docs/de/hours.md", WRONG)
            self.commit()
        self.git("merge", "--quiet", "--no-ff", "--no-edit", "topic")
        merge = self.git("rev-parse", "HEAD")
        self.git("reset", "--quiet", "--hard", "HEAD^")
        return merge, self.payload(head)

    def payload(self, head, repository="fjordline/docs"):
        pull_request = {"number": 7, "base": {"sha": self.start}, "head": {"sha": head, "repo": {"full_name": repository}}}
        return {"pull_request": pull_request, "repository": {"full_name": "fjordline/docs", "default_branch": "main"}}

    def push(self, before, **more):
        return {"before": before, "repository": {"full_name": "fjordline/docs", "default_branch": "main"}} | more

    def use(self, where, event="pull_request", payload=None, variables=None, **inputs):
        options = {name: inputs.pop(name) for name in ("upload", "token") if name in inputs}
        inputs = {"version": "path"} | {name.replace("_", "-"): value for name, value in inputs.items()}
        environment = self.environment(where, event, payload or {}, **(variables or {}))
        return Run(environment, inputs, downloads=self.github.downloads, **options)

    def pages(self, run):
        return sorted(finding["translation"]["path"] for finding in report(run)["findings"])


class Events(Case):
    def test_a_pull_request_shows_what_it_brought(self):
        merge, payload = self.pull_request()
        for clone in ((), ("--depth=1",), ("--depth=2",)):
            run = self.use(self.clone(merge, *clone), payload=payload)
            self.assertEqual(self.pages(run), ["docs/de/support.md"], clone)
            self.assertEqual(run.outputs["since"], self.git("rev-parse", "main"))
            self.assertEqual(run.annotated(), [("error", "docs/de/support.md")])
            self.assertTrue(run.failed)

    def test_the_branch_of_a_pull_request_may_be_checked_out(self):
        _, payload = self.pull_request(commits=70)
        head = payload["pull_request"]["head"]["sha"]
        for clone in ((), ("--depth=1",), ("--depth=60",)):
            for event in ("pull_request", "pull_request_target"):
                run = self.use(self.clone(head, *clone), event, payload)
                self.assertEqual((self.pages(run), run.outputs["since"]), (["docs/de/support.md"], self.start), (clone, event))

    def test_a_merge_queue_shows_what_the_group_brought(self):
        merge, _ = self.pull_request()
        base = self.git("rev-parse", "main")
        run = self.use(self.clone(merge, "--depth=1"), "merge_group", {"merge_group": {"base_sha": base}})
        self.assertEqual((self.pages(run), run.outputs["since"]), (["docs/de/support.md"], base))

    def test_a_push_shows_what_came_since_the_one_before(self):
        self.write("docs/de/hours.md", WRONG)
        before = self.commit()
        self.write("docs/de/support.md", WRONG)
        after = self.commit()
        for clone in ((), ("--depth=1",)):
            run = self.use(self.clone(after, *clone), "push", self.push(before))
            self.assertEqual((self.pages(run), run.outputs["since"]), (["docs/de/support.md"], before))

    def test_a_new_branch_is_compared_with_the_default_branch(self):
        merge, payload = self.pull_request()
        head = payload["pull_request"]["head"]["sha"]
        for before in ("0" * 40, "deadbeef" * 5):
            for clone in ((), ("--depth=1",)):
                topic = {"GITHUB_REF": "refs/heads/topic"}
                where = self.clone(head, *clone)
                run = self.use(where, "push", self.push(before), variables=topic)
                self.assertEqual((self.pages(run), run.outputs["since"]), (["docs/de/support.md"], self.git("rev-parse", "main")))
                self.assertTrue(clone or self.git("rev-parse", "--is-shallow-repository", where=where) == "false")

    def test_where_nothing_was_before_everything_is_checked(self):
        merge, _ = self.pull_request()
        where = self.clone(merge, "--depth=1")
        nothing = self.push("0" * 40)
        for event, payload, ref in [
            ("push", nothing, "refs/heads/main"), ("push", self.push("deadbeef" * 5), "refs/heads/main"), ("push", nothing, "refs/tags/v1"),
            ("schedule", {}, "refs/heads/main"), ("workflow_dispatch", {"inputs": None}, "refs/heads/topic"),
        ]:
            run = self.use(where, event, payload, {"GITHUB_REF": ref})
            self.assertEqual((self.pages(run), run.outputs["since"]), (["docs/de/hours.md", "docs/de/support.md"], ""), (event, ref))

    def test_a_whole_clone_stays_whole_and_a_shallow_one_stays_small(self):
        merge, payload = self.pull_request(commits=70)
        whole, shallow = self.clone(merge), self.clone(merge, "--depth=1")
        for where, expected in ((whole, "false"), (shallow, "true")):
            self.use(where, payload=payload)
            self.assertEqual(self.git("rev-parse", "--is-shallow-repository", where=where), expected)
        self.assertLess(int(self.git("rev-list", "--count", "HEAD", where=shallow)), 10)

    def test_a_private_repository_whose_checkout_left_no_credentials(self):
        merge, payload = self.pull_request()
        where = self.clone(merge, "--depth=1")
        self.github.repository = self.origin / ".git"
        self.git("remote", "set-url", "origin", f"{self.github.url}/fjordline/docs", where=where)
        run = self.use(where, payload=payload)
        self.assertEqual(self.pages(run), ["docs/de/support.md"], run.log)
        self.assertNotIn("secret", run.log + (where / ".git/config").read_text())
        run = self.use(self.clone(merge, "--depth=1"), payload=payload, token="")
        self.assertEqual(self.pages(run), ["docs/de/support.md"], "origin needs no token here")

    def test_what_cannot_be_fetched_is_an_error_that_says_what_to_do(self):
        merge, payload = self.pull_request()
        where = self.clone(merge, "--depth=1")
        self.git("remote", "set-url", "origin", (self.folder / "gone").as_uri(), where=where)
        run = self.use(where, payload=payload)
        self.assertTrue(run.failed and run.outputs["exit-code"] == "2")
        self.assertRegex(run.said("error")[0], "fetch")
        self.assertIn("nothing was checked", run.summary)

    def test_outside_of_a_repository(self):
        where = self.folder / "empty"
        where.mkdir()
        _, payload = self.pull_request()
        run = self.use(where, payload=payload)
        self.assertTrue(run.failed and "run actions/checkout in a step before" in run.said("error")[0])
        self.write("docs/en/a.md", ENGLISH, where)
        self.write("docs/de/a.md", WRONG, where)
        run = self.use(where, payload=payload, since="none")
        self.assertEqual((run.annotated(), run.outputs["exit-code"]), ([("error", "docs/de/a.md")], "1"))


class Since(Case):
    def test_a_revision_of_the_users(self):
        merge, payload = self.pull_request()
        main = self.git("rev-parse", "main")
        for clone in ((), ("--depth=1",)):
            for since, expected in ((self.start, self.start), ("main", main), ("origin/main", main)):
                run = self.use(self.clone(merge, *clone), payload=payload, since=since)
                self.assertEqual(run.outputs["since"], expected, (since, clone))
                self.assertIn("docs/de/support.md", self.pages(run))

    def test_none_is_everything(self):
        merge, payload = self.pull_request()
        run = self.use(self.clone(merge), payload=payload, since="none")
        self.assertEqual(self.pages(run), ["docs/de/hours.md", "docs/de/support.md"])

    def test_what_is_no_revision(self):
        merge, payload = self.pull_request()
        where = self.clone(merge)
        for since in ("", "--upload-pack=touch pwned", "nowhere", "$(touch pwned)", "`touch pwned`", "main; touch pwned", "main\ntouch pwned"):
            run = self.use(where, payload=payload, since=since)
            self.assertTrue(run.failed and run.said("error"), since)
        self.assertEqual(list(self.folder.rglob("pwned")), [])


class Reports(Case):
    def setUp(self):
        super().setUp()
        self.merge, self.payload_ = self.pull_request()
        self.where = self.clone(self.merge)

    def test_one_run_fills_all_outputs(self):
        run = self.use(self.where, payload=self.payload_, sarif="true", comment="true", key="docs", fail_on="warning")
        self.assertEqual(run.unset, set())
        numbers = {name: run.outputs[name] for name in ("errors", "warnings", "infos", "translations", "exit-code")}
        self.assertEqual(numbers, {"errors": "1", "warnings": "0", "infos": "0", "translations": "1", "exit-code": "1"})
        self.assertIn("## driftlint: 1 error", run.summary)
        self.assertIn("docs/de/support.md:3", Path(run.outputs["summary"]).read_text())
        upload = run.step("Upload to code scanning")
        self.assertRegex(upload.used, "^github/codeql-action/upload-sarif@[0-9a-f]{40}$")
        self.assertEqual(upload.given, {"sarif_file": run.outputs["sarif"], "category": "driftlint/docs"})
        [result] = json.loads(Path(run.outputs["sarif"]).read_text())["runs"][0]["results"]
        self.assertEqual(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "docs/de/support.md")

    def test_findings_fail_the_job_after_everything_else(self):
        run = self.use(self.where, payload=self.payload_, sarif="true", comment="true")
        self.assertEqual([step.name for step in run.steps if step.status], ["End with the status of the check"])
        self.assertTrue(all(step.ran for step in run.steps) and run.steps[-1].status == 1)
        self.assertEqual(run.step("Upload to code scanning").given["category"], "driftlint")

    def test_fail_on_never_forgives_findings_and_nothing_else(self):
        self.assertFalse(self.use(self.where, payload=self.payload_, fail_on="never").failed)
        for inputs in ({"args": "--no-such-option"}, {"args": "nowhere"}, {"since": "none", "args": "--config nowhere.toml"}):
            run = self.use(self.where, payload=self.payload_, fail_on="never", comment="true", sarif="true", **inputs)
            self.assertTrue(run.failed and run.outputs["exit-code"] == "2" and run.said("error"), inputs)
            self.assertFalse(run.step("Comment on the pull request").ran or run.step("Upload to code scanning").ran)
            self.assertIn("nothing was checked", run.summary)
        (self.where / "docs/de/support.md").write_bytes(b"\xff\xfe\x00")
        run = self.use(self.where, payload=self.payload_, fail_on="never")
        self.assertTrue(run.failed and run.outputs["exit-code"] == "2")
        self.assertIn("Not checked", run.summary)

    def test_a_change_without_drift(self):
        merge, payload = self.pull_request(GERMAN.replace("Rufen", "Bitte rufen"), moves_on=False)
        run = self.use(self.clone(merge), payload=payload, sarif="true", comment="true")
        self.assertFalse(run.failed)
        self.assertEqual((run.outputs["exit-code"], run.outputs["errors"], self.github.comments), ("0", "0", []))
        self.assertTrue(run.step("Upload to code scanning").ran, "so that alerts are closed")
        self.assertIn("no drift found", run.summary)

    def test_a_folder_below_the_top_with_blanks_in_its_name(self):
        self.write("my site/docs/en/a.md", ENGLISH, self.where)
        self.write("my site/docs/de/a.md", WRONG, self.where)
        run = self.use(self.where, payload=self.payload_, since="none", working_directory="my site", sarif="true")
        self.assertEqual(run.annotated(), [("error", "my site/docs/de/a.md")])
        self.assertIn('"my%20site/docs/de/a.md"', Path(run.outputs["sarif"]).read_text())
        self.assertIn("`my site/docs/de/a.md:3`", run.summary)

    def test_a_folder_that_is_not_there(self):
        for folder in ("nowhere", "$(touch pwned)", "`touch pwned`", "docs; touch pwned", "-x"):
            run = self.use(self.where, payload=self.payload_, working_directory=folder)
            self.assertTrue(run.failed and not run.outputs["exit-code"], folder)
        self.assertEqual(list(self.folder.rglob("pwned")), [])

    def test_many_findings_fit_where_they_are_shown(self):
        for at in range(1500):
            self.write(f"docs/en/{'long-' * 20}{at}.md", ENGLISH, self.where)
            self.write(f"docs/de/{'long-' * 20}{at}.md", WRONG, self.where)
        run = self.use(self.where, payload=self.payload_, since="none", comment="true", key="k" * 50)
        self.assertEqual(run.outputs["errors"], "1502")
        self.assertEqual(len(run.annotated()), 10)
        self.assertLess(len(run.summary.encode()), 1 << 20)
        [body] = self.github.of_bot()
        self.assertIn("more; the whole list is", body)

    def test_nothing_in_pages_or_their_names_gives_orders_to_the_runner(self):
        orders = ["::error::pwned", "::add-path::pwned", "##[set-output name=pwned]x", "::stop-commands::pwned"]
        text = "\n\n".join(orders)
        for at, order in enumerate(orders):
            self.write(f"docs/en/{at}.md", f"# {order}\n\nCall +47 55 51 23 40.\n\n{text}\n", self.where)
            self.write(f"docs/de/{at}.md", f"# {order}\n\nRufen Sie +47 55 51 23 0{at} an.\n\n{text}\n", self.where)
            name = f"{order.replace('/', '')}.md"
            self.write(f"docs/en/{name}", ENGLISH, self.where)
            (self.where / "docs/de" / name).write_bytes(b"\xff\xfe\x00")
        run = self.use(self.where, payload=self.payload_, since="none")
        self.assertEqual(run.outputs["exit-code"], "2")
        self.assertGreaterEqual(int(run.outputs["errors"]), len(orders))
        self.assertEqual({name for name, _, _ in run.commands()}, {"error"})
        self.assertTrue(all(properties["title"].startswith("driftlint") for _, properties, _ in run.commands()))


class Arguments(Case):
    """A program that writes down its arguments stands in for driftlint."""

    def setUp(self):
        super().setUp()
        program = self.folder / "bin" / "driftlint"
        program.parent.mkdir()
        program.write_text('#!/bin/sh\n[ "$1" = --version ] && exit\nfor argument; do printf "%s\\0" "$argument"; done >"$RUNNER_TEMP/arguments"\nexit 2\n')
        program.chmod(0o755)
        self.where = self.clone(self.start)

    def arguments(self, text, **variables):
        path = {"PATH": os.pathsep.join([str(self.folder / "bin"), os.environ["PATH"]])} | variables
        run = self.use(self.where, "schedule", variables=path, args=text)
        self.assertTrue(run.failed)
        all_of_them = (self.folder / "temp/arguments").read_text().split("\0")[:-1]
        self.assertEqual(all_of_them[0], "check")
        return [argument for argument in all_of_them[1:] if not argument.startswith(("--format=", "--fail-on=", "--relative-to=", "--report="))]

    def test_arguments_are_split_and_never_evaluated(self):
        for text, expected in {
            "": [],
            "  \n\t ": [],
            "docs": ["docs"],
            "docs  --locales de,fr\n--quiet\r\n": ["docs", "--locales", "de,fr", "--quiet"],
            "'my docs' \"other docs\"": ["my docs", "other docs"],
            "--config='my file.toml'": ["--config=my file.toml"],
            "'it''s' \"a 'b'\" 'c \"d\"'": ["its", "a 'b'", 'c "d"'],
            "''": [""],
            r"docs\de C:\docs": [r"docs\de", r"C:\docs"],
            "$(touch pwned) `touch pwned` ; touch pwned": ["$(touch", "pwned)", "`touch", "pwned`", ";", "touch", "pwned"],
            "'$(touch pwned)' \"`touch pwned`\" \"$HOME\"": ["$(touch pwned)", "`touch pwned`", "$HOME"],
            "* ~ {a,b} ? [a] & | > pwned !x #y": ["*", "~", "{a,b}", "?", "[a]", "&", "|", ">", "pwned", "!x", "#y"],
            "-n -e %s": ["-n", "-e", "%s"],
            "'two\nlines' größe": ["two\nlines", "größe"],
        }.items():
            self.assertEqual(self.arguments(text), expected, repr(text))
        self.assertEqual(self.arguments("größe 1", LC_ALL="C"), ["größe", "1"])
        self.assertEqual([*self.folder.rglob("pwned"), *ROOT.glob("pwned")], [])

    def test_a_quotation_mark_that_stays_open(self):
        for text in ("'docs", 'docs "a', "it's"):
            run = self.use(self.where, "schedule", args=text)
            self.assertTrue(run.failed and "is opened and not closed" in run.said("error")[0])


class Comments(Case):
    def setUp(self):
        super().setUp()
        self.merge, self.payload_ = self.pull_request()
        self.where = self.clone(self.merge)

    def fixed(self):
        merge, payload = self.pull_request(GERMAN + "\nBitte.\n", moves_on=False)
        return self.clone(merge), payload

    def test_one_comment_is_created_and_edited_until_nothing_is_left(self):
        self.use(self.where, payload=self.payload_, comment="true")
        self.use(self.where, payload=self.payload_, comment="true")
        [body] = self.github.of_bot()
        self.assertTrue(body.startswith(f"{MARK}\n## driftlint: 1 error\n"), body)
        where, payload = self.fixed()
        self.use(where, payload=payload, comment="true")
        [body] = self.github.of_bot()
        self.assertTrue(body.startswith(f"{MARK}\n## driftlint: no drift found\n"), body)
        self.assertEqual([method for method, _ in self.github.calls], ["GET", "POST", "GET", "PATCH", "GET", "PATCH"])

    def test_the_own_comment_is_found_among_many(self):
        self.github.add("mallory", f"{MARK}\nnot yours")
        for at in range(130):
            self.github.add("somebody", f"comment {at}")
        self.github.add(BOT, "of another action")
        self.github.add(BOT, f"I quote: {MARK}")
        self.github.add(BOT, "<!-- driftlint:comment:docs -->\nof another run")
        for _ in range(90):
            self.github.add("somebody", "later")
        self.github.add(BOT, f"{MARK}\nold")
        count = len(self.github.comments)
        self.use(self.where, payload=self.payload_, comment="true")
        self.assertEqual(len(self.github.comments), count)
        self.assertIn("## driftlint: 1 error", self.github.comments[-1]["body"])
        self.assertEqual(self.github.comments[0]["body"], f"{MARK}\nnot yours")

    def test_each_key_has_a_comment(self):
        for key in ("a", "b", "a", "a.b"):
            self.use(self.where, payload=self.payload_, comment="true", key=key)
        marks = [body.splitlines()[0] for body in self.github.of_bot()]
        self.assertEqual(marks, [f"<!-- driftlint:comment:{key} -->" for key in ("a", "b", "a.b")])

    def test_the_pull_request_of_a_fork_gets_all_but_the_comment(self):
        self.github.refuses = 403
        payload = self.payload(self.payload_["pull_request"]["head"]["sha"], "mallory/docs")
        run = self.use(self.where, payload=payload, comment="true", sarif="true", fail_on="never", upload=lambda step: 1)
        self.assertFalse(run.failed)
        self.assertEqual(run.annotated(), [("error", "docs/de/support.md")])
        self.assertRegex(run.said("notice")[0], "pull request from a fork")
        gone = {**payload, "pull_request": {**payload["pull_request"], "head": {"sha": payload["pull_request"]["head"]["sha"], "repo": None}}}
        run = self.use(self.where, payload=gone, comment="true", sarif="true", upload=lambda step: 1)
        self.assertEqual((run.failed, run.steps[-1].status), (True, 1))

    def test_an_upload_that_fails_is_no_secret_elsewhere(self):
        run = self.use(self.where, payload=self.payload_, sarif="true", fail_on="never", upload=lambda step: 1)
        self.assertTrue(run.failed)
        robot = {"GITHUB_ACTOR": "dependabot[bot]"}
        run = self.use(self.where, payload=self.payload_, sarif="true", fail_on="never", variables=robot, upload=lambda step: 1)
        self.assertFalse(run.failed)

    def test_the_verdict_is_that_of_the_check_whatever_the_api_says(self):
        for status in (401, 404, 422, 500):
            self.github.refuses = status
            run = self.use(self.where, payload=self.payload_, comment="true", fail_on="never")
            self.assertFalse(run.failed)
            self.assertEqual((len(run.said("notice")), len(run.said("warning"))), (1, 0) if status < 405 else (0, 1), status)
        nowhere = {"GITHUB_API_URL": "http://127.0.0.1:9"}
        run = self.use(self.where, payload=self.payload_, comment="true", fail_on="never", variables=nowhere)
        self.assertTrue(not run.failed and run.said("warning"))

    def test_the_token_shows_nowhere(self):
        run = self.use(self.where, payload=self.payload_, comment="true", sarif="true")
        files = [file.read_text() for file in (self.folder / "temp").rglob("*") if file.is_file()]
        self.assertNotIn("a-secret-token", "".join([run.log, run.summary, *files]))

    def test_without_a_pull_request_or_unasked_there_is_no_comment(self):
        self.assertTrue(self.use(self.where, "push", self.push(self.start), comment="true").step("Comment on the pull request").ran)
        self.use(self.where, payload=self.payload_)
        self.assertEqual(self.github.calls, [])


class Install(Case):
    """A script that says its version is what these releases hold."""

    VERSION = next(line.split('"')[1] for line in (ROOT / "Cargo.toml").read_text().splitlines() if line.startswith("version = "))

    def release(self, version, target, digest=None):
        name = f"driftlint-{version}-{target}"
        program = f"#!/bin/sh\n[ \"$1\" = --version ] || exec '{PROGRAM}/driftlint' \"$@\"\necho 'driftlint {version} for {target}'\n".encode()
        packed = io.BytesIO()
        if "windows" in target:
            asset, entry = f"{name}.zip", zipfile.ZipInfo(f"{name}/driftlint.exe")
            entry.external_attr = 0o755 << 16
            with zipfile.ZipFile(packed, "w") as archive:
                archive.writestr(entry, program)
        else:
            asset, entry = f"{name}.tar.gz", tarfile.TarInfo(f"{name}/driftlint")
            entry.size, entry.mode = len(program), 0o755
            with tarfile.open(fileobj=packed, mode="w:gz") as archive:
                archive.addfile(entry, io.BytesIO(program))
        content = packed.getvalue()
        digest = hashlib.sha256(content).hexdigest() if digest is None else digest
        self.github.files[f"v{version}/{asset}"] = content
        self.github.files[f"v{version}/{asset}.sha256"] = f"{digest}  {asset}\n".encode()

    def install(self, version="", os_name="Linux", arch="X64", **inputs):
        where = self.clone(self.start)
        # Not the driftlint that was built here.
        variables = {"PATH": os.environ["PATH"], "RUNNER_OS": os_name, "RUNNER_ARCH": arch}
        return self.use(where, "schedule", variables=variables, version=version, **inputs)

    def test_the_release_for_the_runner_is_installed(self):
        for runner, target in {
            ("Linux", "X64"): "x86_64-unknown-linux-musl", ("Linux", "ARM64"): "aarch64-unknown-linux-musl",
            ("macOS", "X64"): "x86_64-apple-darwin", ("macOS", "ARM64"): "aarch64-apple-darwin",
            ("Windows", "X64"): "x86_64-pc-windows-msvc", ("Windows", "ARM64"): "x86_64-pc-windows-msvc",
        }.items():
            self.release("1.2.3", target)
            run = self.install("1.2.3", *runner)
            self.assertIn(f"driftlint 1.2.3 for {target}\n", run.step("Install driftlint").log)
        # The last of them is an .exe, which is no name of a program here.
        run = self.install("v1.2.3")
        self.assertEqual((run.failed, run.outputs["translations"]), (False, "2"), run.log)

    def test_the_version_is_that_of_the_action_unless_another_is_named(self):
        for version, named in ((self.VERSION, ""), ("9.8.7", "latest"), ("1.0.0-rc.1", "1.0.0-rc.1")):
            self.release(version, "x86_64-unknown-linux-musl")
            self.github.latest = f"v{version}"
            self.assertIn(f"driftlint {version} for", self.install(named).log)

    def test_what_is_not_the_release_is_not_run(self):
        for digest in ("0" * 64, "", "not a digest"):
            self.release("1.2.3", "x86_64-unknown-linux-musl", digest)
            run = self.install("1.2.3")
            self.assertTrue(run.failed and "is not the file that was released" in run.said("error")[0], digest)
            self.assertNotIn("for x86_64", run.log)

    def test_what_cannot_be_installed_is_said(self):
        for arguments, sentence in {
            ("1.2.3",): "there is no http", ("latest",): "is no version", ("one",): "is no version", ("../../evil",): "is no version",
            ("$(touch pwned)",): "is no version", ("1.2.3\n4",): "is no version",
            ("1.2.3", "Linux", "ARM"): "there is no release for Linux on ARM", ("path",): "there is none; install it in a step before",
        }.items():
            run = self.install(*arguments)
            self.assertTrue(run.failed and len(run.said("error")) == 1, arguments)
            self.assertIn(sentence, run.said("error")[0])
            self.assertEqual([step.name for step in run.steps if step.ran], ["Install driftlint"])

    def test_a_container_may_lack_a_program(self):
        few = self.folder / "few"
        few.mkdir()
        for program in ("bash", "curl", "dirname", "git", "sed", "tar"):
            (few / program).symlink_to(shutil.which(program))
        run = self.use(self.clone(self.start), "schedule", variables={"PATH": str(few)})
        self.assertTrue(run.failed and "needs the program jq" in run.said("error")[0], run.log)

    def test_inputs_are_checked_before_anything_runs(self):
        for inputs in ({"sarif": "yes"}, {"comment": "1"}, {"comment": ""}, {"key": "a b"}, {"key": "a --> <b>"}, {"key": "k" * 51}, {"key": "a\nb"}):
            run = self.use(self.clone(self.start), "schedule", **inputs)
            self.assertTrue(run.failed and not run.steps[1].ran and run.said("error"), inputs)


if __name__ == "__main__":
    unittest.main()
