"""A proxy before the platform: it can be slow, or answer in the platform's place."""

import time
from collections import defaultdict
from contextlib import closing, suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "server", "date"}


class Proxy(ThreadingHTTPServer):
    """`broken`: paths that it answers with 502. `slow`: seconds by path. `asked`: what came."""

    daemon_threads = True

    def __init__(self, behind: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behind = urlsplit(behind).netloc
        self.broken: set[str] = set()
        self.slow: dict[str, float] = defaultdict(float)
        self.asked: list[str] = []
        self.address = f"http://127.0.0.1:{self.server_port}"

    def __enter__(self):
        Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    def answer(self):
        path = urlsplit(self.path).path
        self.server.asked.append(f"{self.command} {path}")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if path in self.server.broken:
            return self.send(502, [("Content-Type", "text/html")], b"<h1>Bad gateway</h1>")
        time.sleep(self.server.slow[path])
        with closing(HTTPConnection(self.server.behind, timeout=60)) as behind:
            behind.request(self.command, self.path, body or None, dict(self.headers))
            found = behind.getresponse()
            headers = [pair for pair in found.getheaders() if pair[0].lower() not in HOP]
            return self.send(found.status, headers, found.read())

    do_GET = do_POST = answer  # noqa: N815

    def send(self, status, headers, body):
        self.send_response(status)
        for name, value in [*headers, ("Content-Length", str(len(body)))]:
            self.send_header(name, value)
        with suppress(ConnectionError):  # who had asked may be gone
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_words):
        """Says nothing: a test looks at `asked`."""
