"""Runs the steps of action.yml as a runner does: expressions, conditions, environment files, workflow commands.

It knows the expressions that action.yml uses and refuses all others, so that a slip of the pen is an error here and no empty text.
"""

import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
TOKEN = re.compile(r"\s*(\|\||&&|==|!=|!|\(|\)|,|'(?:[^']|'')*'|[A-Za-z_][\w.-]*)")


class Expression:
    """One `${{ … }}`, read from the left; `&&` binds closer than `||`."""

    def __init__(self, text, lookup):
        self.tokens, at = [], 0
        text = text.strip()
        while at < len(text):
            found = TOKEN.match(text, at)
            if not found:
                raise ValueError(f"not understood: {text[at:]}")
            self.tokens.append(found[1])
            at = found.end()
        self.lookup = lookup

    def value(self):
        value = self.either()
        if self.tokens:
            raise ValueError(f"left over: {self.tokens}")
        return value

    def take(self, *wanted):
        if self.tokens and self.tokens[0] in wanted:
            return self.tokens.pop(0)
        return None

    def either(self):
        value = self.both()
        while self.take("||"):
            other = self.both()
            value = value or other
        return value

    def both(self):
        value = self.compared()
        while self.take("&&"):
            other = self.compared()
            value = other if value else value
        return value

    def compared(self):
        value = self.single()
        sign = self.take("==", "!=")
        if not sign:
            return value
        other = self.single()
        is_equal = value.lower() == other.lower()
        return is_equal if sign == "==" else not is_equal

    def single(self):
        if self.take("!"):
            return not self.single()
        if self.take("("):
            value = self.either()
            if not self.take(")"):
                raise ValueError("a parenthesis is open")
            return value
        token = self.tokens.pop(0)
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        return self.call(token) if self.take("(") else self.lookup(token)

    def call(self, name):
        arguments = []
        while not self.take(")"):
            arguments.append(self.either())
            self.take(",")
        if name == "format":
            return re.sub(r"\{(\d)\}", lambda found: arguments[int(found[1]) + 1], arguments[0])
        if name in ("cancelled", "always") and not arguments:
            return name == "always"
        raise ValueError(f"no function {name} with {arguments}")


def shown(value):
    """A value as text."""
    return value if isinstance(value, str) else "true" if value else "false"


class Step:
    """What came of a step."""

    def __init__(self, name):
        self.name, self.outputs, self.summary, self.log, self.status = name, {}, "", "", 0
        self.ran, self.used, self.given = False, None, {}


class Run:
    """One use of the action in a job."""

    def __init__(self, environment, inputs=None, upload=lambda step: 0, downloads=None, token="a-secret-token"):
        self.action = yaml.safe_load((ROOT / "action.yml").read_text())
        declared = self.action["inputs"]
        given = dict(inputs or {})
        unknown = set(given) - set(declared)
        if unknown:
            raise ValueError(f"no inputs {unknown}")
        self.inputs = {name: given.get(name, about["default"]) for name, about in declared.items()}
        self.environment, self.upload, self.downloads, self.token = dict(environment), upload, downloads, token
        self.steps, self.by_id, self.unset = [], {}, set()
        self.failed = False
        for step in self.action["runs"]["steps"]:
            self.run(step)
        self.outputs = {name: self.filled(about["value"]) for name, about in self.action["outputs"].items()}

    @property
    def log(self):
        return "".join(step.log for step in self.steps)

    @property
    def summary(self):
        return "".join(step.summary for step in self.steps)

    def step(self, name):
        [step] = [step for step in self.steps if step.name == name]
        return step

    def lookup(self, name):
        match name.split("."):
            case ["inputs", name]:
                return self.inputs[name]
            case ["github", "token"]:
                return self.token
            case ["steps", id, "outputs", name]:
                if name not in self.by_id[id].outputs:
                    self.unset.add(f"{id}.{name}")
                return self.by_id[id].outputs.get(name, "")
        raise ValueError(f"no value {name}")

    def evaluated(self, text):
        return Expression(text, self.lookup).value()

    def filled(self, text):
        return re.sub(r"\$\{\{(.*?)\}\}", lambda found: shown(self.evaluated(found[1]) or ""), text)

    def is_wanted(self, step):
        condition = str(step.get("if", "")).strip()
        inner = re.fullmatch(r"\$\{\{(.*)\}\}", condition)
        text = inner[1] if inner else condition
        if self.failed and not re.search(r"\b(always|cancelled|failure)\(", text):
            return False
        return bool(self.evaluated(text)) if text else True

    def run(self, step):
        done = Step(step["name"])
        self.steps.append(done)
        self.by_id[step.get("id", object())] = done
        if not self.is_wanted(step):
            return
        done.ran = True
        if "uses" in step:
            done.used, done.given = step["uses"], {name: self.filled(text) for name, text in step["with"].items()}
            done.status = self.upload(done)
        else:
            assert step["shell"] == "bash" and "${{" not in step["run"], "inputs go through the environment"
            self.execute(step, done)
        if done.status and self.filled(str(step.get("continue-on-error", ""))) != "true":
            self.failed = True

    def execute(self, step, done):
        with tempfile.TemporaryDirectory() as folder:
            files = {name: Path(folder, name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV", "GITHUB_PATH")}
            for file in files.values():
                file.touch()
            script = Path(folder, "script.sh")
            script.write_text(step["run"])
            environment = {name: self.filled(text) for name, text in step.get("env", {}).items()}
            if "DOWNLOADS" in environment and self.downloads:
                environment["DOWNLOADS"] = self.downloads
            environment |= self.environment | {name: str(file) for name, file in files.items()} | {"GITHUB_ACTION_PATH": str(ROOT)}
            ended = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", script], env=environment, capture_output=True,
                                   cwd=self.environment["GITHUB_WORKSPACE"], timeout=120)
            done.status, done.log = ended.returncode, (ended.stdout + ended.stderr).decode()
            done.summary = files["GITHUB_STEP_SUMMARY"].read_text()
            done.outputs = pairs(files["GITHUB_OUTPUT"].read_text())
            self.environment |= pairs(files["GITHUB_ENV"].read_text())
            paths = files["GITHUB_PATH"].read_text().splitlines()
            self.environment["PATH"] = os.pathsep.join(paths[::-1] + [self.environment["PATH"]])

    def commands(self):
        """The workflow commands that the runner obeys: (name, properties, message)."""
        found, end = [], None
        for line in self.log.splitlines():
            line = line.strip()
            if end:
                end = None if line == f"::{end}::" else end
                continue
            command = re.match(r"::([\w-]+)(?: (.*?))?::(.*)$", line) or re.search(r"##\[([\w-]+)( .*?)?\](.*)$", line)
            if not command:
                continue
            if command[1] == "stop-commands":
                end = command[3]
                continue
            properties = dict(pair.split("=", 1) for pair in (command[2] or "").split(",") if pair)
            found.append((command[1], properties, plain(command[3])))
        assert end is None, "commands stay stopped"
        return found

    def said(self, level):
        return [message for name, properties, message in self.commands() if name == level and "file" not in properties]

    def annotated(self):
        return [(name, plain(properties["file"])) for name, properties, _ in self.commands() if "file" in properties]


def plain(text):
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def pairs(text):
    """An environment file: `name=value`, or `name<<END`, lines, `END`."""
    found, lines = {}, iter(text.splitlines())
    for line in lines:
        block = re.fullmatch(r"([\w-]+)<<(.+)", line)
        if block:
            value = []
            for line in lines:
                if line == block[2]:
                    break
                value.append(line)
            else:
                raise ValueError(f"{block[1]} does not end")
            found[block[1]] = "\n".join(value)
        else:
            name, value = line.split("=", 1)
            found[name] = value
    return found


def report(run):
    """The JSON report of a run."""
    return json.loads(Path(run.outputs["report"]).read_text())
