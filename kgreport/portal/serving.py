"""Serve a folder of reports on this machine alone; open pages load again when something in it changes.

Nothing hidden or outside of the folder is served, and nothing to a page of another site that asks for it in
the reader's browser.
"""

from __future__ import annotations

import base64
import hashlib
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

HOST = "127.0.0.1"
NAMES = ("127.0.0.1", "localhost")
"""By which names a browser may ask for the pages; another one is a page of another site that leads here."""

CHANGES = "/.changes"
"""The address that answers when something has changed."""

LONGEST = 25.0
"""Seconds until it answers all the same, so that no connection stays open for nothing."""

RELOADING = (
    "(async () => { for (let seen = ''; ;) { try {"
    f"const now = await (await fetch('{CHANGES}?' + seen)).text();"
    "if (seen && now !== seen) location.reload(); seen = now;"
    "} catch { await new Promise(again => setTimeout(again, 2000)); } } })();"
)
"""What a served page runs: it asks whether something has changed, and loads the page again."""

_POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')
_BODY_ENDS = b"</body>"


class Changes:
    """Counts the changes, and lets others wait for the next."""

    def __init__(self) -> None:
        self._count = 1
        self._changed = threading.Condition()

    def note(self) -> None:
        """Note that something has changed."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def wait(self, seen: str, longest: float = LONGEST) -> str:
        """Wait until the count is another than was seen, or for a while; give the count."""
        with self._changed:
            self._changed.wait_for(lambda: str(self._count) != seen, longest)
            return str(self._count)


def reloading(page: bytes) -> bytes:
    """Give a page the script that loads it again, and allow that script, and no other, beside its own."""
    digest = base64.b64encode(hashlib.sha256(RELOADING.encode()).digest())
    allowed = b"'sha256-" + digest + b"'"

    def allow(found: re.Match[bytes]) -> bytes:
        policy = found[2]
        if b"script-src " in policy:
            policy = policy.replace(b"script-src ", b"script-src " + allowed + b" ")
        else:
            policy += b"; script-src " + allowed
        return found[1] + policy + b"; connect-src 'self'" + found[3]

    before, ends, after = page.rpartition(_BODY_ENDS)
    script = b"<script>" + RELOADING.encode() + b"</script>\n"
    return _POLICY.sub(allow, before + script + ends + after, count=1) if ends else page


class Handler(SimpleHTTPRequestHandler):
    """Answers the requests of one browser; see `served`."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, changes: Changes, directory: str) -> None:
        self._changes = changes
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a file, or with the count of changes."""
        asked = urlsplit(self.path)
        if self._is_refused():
            self.send_error(HTTPStatus.NOT_FOUND)
        elif asked.path == CHANGES:
            self._send(self._changes.wait(asked.query).encode(), "text/plain")
        elif (page := self._page()) is not None:
            self._send(reloading(page.read_bytes()), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def do_HEAD(self) -> None:
        """Answer without the content."""
        if self._is_refused():
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            super().do_HEAD()

    def _is_refused(self) -> bool:
        """Whether the name is not of this machine, or the file is hidden, outside or missing."""
        try:
            host = urlsplit(f"//{self.headers.get('Host')}").hostname
            path = urlsplit(self.path).path
            return host not in NAMES or (path != CHANGES and not self._is_open(unquote(path)))
        except (OSError, RuntimeError, ValueError):  # a name that none can have, or links in a circle
            return True

    def _is_open(self, path: str) -> bool:
        """Whether a path, and what a link there leads to, is in the folder and not hidden."""
        found = Path(self.translate_path(self.path)).resolve(strict=True)
        led_to = found.relative_to(Path(self.directory).resolve())
        return not any(part.startswith(".") for part in (*path.split("/"), *led_to.parts))

    def _page(self) -> Path | None:
        """Give the page that is asked for, if it is one."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and urlsplit(self.path).path.endswith("/"):
            path /= "index.html"
        return path if path.suffix == ".html" and path.is_file() else None

    def list_directory(self, path: object) -> None:  # noqa: ARG002
        """List nothing: the portal leads to every file."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        """Let nothing be kept: what is built anew is shown at once."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing of single requests."""


@contextmanager
def served(folder: Path, port: int = 0) -> Iterator[tuple[str, Callable[[], None]]]:
    """Serve the folder of the reports while the block runs; at port 0, at any that is free.

    Yields
    ------
    str, callable
        The address, and what is to be called when something has changed.

    Raises
    ------
    OSError
        The port is taken.
    """
    changes = Changes()
    handler = partial(Handler, changes=changes, directory=str(folder))
    with ThreadingHTTPServer((HOST, port), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_address[1]}/", changes.note
        finally:
            changes.note()
            server.shutdown()
            thread.join()
