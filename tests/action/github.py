"""The parts of GitHub that the action talks to: the comments of a pull request, and the files of releases."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

BOT = "github-actions[bot]"


class GitHub:
    """A server with its state; `refuses` is the status that writing is answered with."""

    def __init__(self):
        self.comments, self.files, self.latest, self.refuses, self.calls = [], {}, "", None, []
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

    def handler(self):
        github = self

        class Handler(BaseHTTPRequestHandler):
            def respond(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
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
