"""The parts of GitHub that the action talks to: the comments of a pull request, the files of releases, and a private repository."""

import base64
import json
import os
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

BOT = "github-actions[bot]"


class GitHub:
    """A server with its state; `refuses` is the status that writing is answered with."""

    def __init__(self):
        self.comments, self.files, self.latest, self.refuses, self.calls = [], {}, "", None, []
        self.repository = None
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        threading.Thread(target=self.server.serve_forever, args=[0.02], daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.downloads = f"{self.url}/driftlint/driftlint/releases"

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def add(self, author, body):
        self.comments.append({"id": 1000 + len(self.comments), "user": {"login": author}, "body": body})

    def of_bot(self):
        return [comment["body"] for comment in self.comments if comment["user"]["login"] == BOT]

    def answer(self, method, url, body, token):
        parts = urlsplit(url)
        match parts.path.strip("/").split("/"):
            case ["driftlint", "driftlint", "releases", "latest"]:
                return 302, f"{self.downloads}/tag/{self.latest}"
            case ["driftlint", "driftlint", "releases", "download", *name]:
                content = self.files.get("/".join(name))
                return (404, b"Not Found") if content is None else (200, content)
            case ["api", "repos", "fjordline", "docs", "issues", *what]:
                self.calls.append((method, parts.path))
                if token != "Bearer a-secret-token":
                    return 401, {"message": "Bad credentials"}
                return self.comment(method, what, parse_qs(parts.query), body)
        return 404, {"message": "Not Found"}

    def comment(self, method, what, query, body):
        if method != "GET" and self.refuses:
            return self.refuses, {"message": "Resource not accessible by integration"}
        match method, what:
            case "GET", ["7", "comments"]:
                size, page = int(query["per_page"][0]), int(query["page"][0])
                assert size <= 100
                return 200, self.comments[(page - 1) * size : page * size]
            case "POST", ["7", "comments"]:
                self.add(BOT, checked(body))
                return 201, self.comments[-1]
            case "PATCH", ["comments", id]:
                [comment] = [comment for comment in self.comments if comment["id"] == int(id)]
                comment["body"] = checked(body)
                return 200, comment
        return 404, {"message": "Not Found"}

    def git(self, handler, body):
        """What git's own server answers about `repository`, to those who bring the token: status, headers, content."""
        parts, asked = urlsplit(handler.path), handler.headers
        if asked.get_all("Authorization") != ["basic " + base64.b64encode(b"x-access-token:a-secret-token").decode()]:
            return 401, {"WWW-Authenticate": "Basic"}, b""
        environment = os.environ | {
            "GIT_PROJECT_ROOT": str(self.repository), "GIT_HTTP_EXPORT_ALL": "1", "REQUEST_METHOD": handler.command,
            "PATH_INFO": parts.path.removeprefix("/fjordline/docs"), "QUERY_STRING": parts.query, "GIT_PROTOCOL": asked.get("Git-Protocol", ""),
            "CONTENT_TYPE": asked.get("Content-Type", ""), "HTTP_CONTENT_ENCODING": asked.get("Content-Encoding", ""),
        }
        answer = subprocess.run(["git", "http-backend"], input=body, env=environment, capture_output=True).stdout
        head, content = answer.split(b"\r\n\r\n", 1)
        headers = dict(line.split(": ", 1) for line in head.decode().splitlines())
        return int(headers.pop("Status", "200").split()[0]), headers, content

    def handler(self):
        github = self

        class Handler(BaseHTTPRequestHandler):
            def respond(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if self.path.startswith("/fjordline/docs/"):
                    status, headers, content = github.git(self, body)
                    self.send_response(status)
                    for name, value in headers.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(content)
                    return
                status, answer = github.answer(self.command, self.path, body, self.headers.get("Authorization"))
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", answer)
                    answer = b""
                self.end_headers()
                self.wfile.write(answer if isinstance(answer, bytes) else json.dumps(answer).encode())

            do_GET = do_POST = do_PATCH = respond

            def log_message(self, *_):
                pass

        return Handler


def checked(body):
    """The text of a comment, if GitHub would take it."""
    text = json.loads(body)["body"]
    assert 0 < len(text) <= 65536, len(text)
    return text
