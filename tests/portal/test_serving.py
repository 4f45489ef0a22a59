"""The portal is served on this machine alone, and open pages learn of every build."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kgreport.cli.published.serve import keep_current
from kgreport.portal.serving import CHANGES, Changes, reloading, served
from kgreport.portal.site import write_site
from tests.portal.made_up import make_report

Get = Callable[..., tuple[int, bytes]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_report(tmp_path)
    write_site(tmp_path)
    return tmp_path


@pytest.fixture
def get(folder: Path) -> Iterator[Get]:
    """Give what asks a server for a path."""
    with served(folder) as (address, _):
        port = urlsplit(address).port

        def ask(path: str, method: str = "GET", host: str = "") -> tuple[int, bytes]:
            connection = HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request(method, path, headers={"Host": f"{host or '127.0.0.1'}:{port}"})
            answer = connection.getresponse()
            found = answer.status, answer.read()
            connection.close()
            return found

        yield ask


def test_pages_and_files_are_served(get: Get, folder: Path) -> None:
    assert get("/")[1] == reloading((folder / "index.html").read_bytes())
    assert get("/tinh/2018/whole/annual-report-2018-whole.pdf") == (200, b"%PDF")
    assert get("/index.html", "HEAD")[0] == 200


@pytest.mark.parametrize(
    "path",
    ["/.kgreport/site.json", "/tinh/", "/%2e%2e/", "/tinh/%2ekg/x", "/nowhere.html", "//.kgreport/lock"],
)
def test_what_is_hidden_outside_or_a_folder_is_not_served(get: Get, path: str) -> None:
    assert get(path)[0] == 404


def test_a_link_to_what_is_hidden_or_outside_is_not_followed(get: Get, folder: Path) -> None:
    outside = folder.parent / f"{folder.name}-private.html"
    outside.write_text("<body></body>", "utf-8")
    (folder / "outside.html").symlink_to(outside)
    (folder / "hidden").symlink_to(folder / ".kgreport")
    (folder / "circle").symlink_to(folder / "circle")
    (folder / "inside").symlink_to(folder / "tinh")
    paths = ("outside.html", "hidden/site.json", "circle", "inside/2018/whole/annual-report-2018-whole.pdf")
    assert [get(f"/{path}")[0] for path in paths] == [404, 404, 404, 200]


@pytest.mark.parametrize("path", ["/%00.html", "/%ed%a0%80.html", f"/{'a' * 300}.html", f"/{'a/' * 3000}"])
def test_a_path_that_no_file_can_have_is_not_found(get: Get, path: str) -> None:
    assert get(path)[0] == 404


def test_a_page_of_another_site_gets_nothing(get: Get) -> None:
    asked = ("evil.example", "127.0.0.1.evil.example", "[", "localhost", "LOCALHOST")
    assert [get("/", host=host)[0] for host in asked] == [404, 404, 404, 200, 200]


def test_a_served_page_may_run_the_script_that_reloads_it_and_no_other(folder: Path) -> None:
    page = (folder / "index.html").read_text("utf-8")
    changed = reloading(page.encode()).decode()

    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', changed)[0]
    allowed = re.findall(r"script-src ([^;]*);", policy)[0].split()
    scripts = re.findall(r"(?s)<script>(.*?)</script>", changed)
    assert {
        f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in scripts
    } == {*allowed}
    assert policy.endswith("connect-src 'self'")
    assert len(scripts) == 2


def test_whoever_waits_learns_of_a_change() -> None:
    changes = Changes()
    seen = changes.wait("")
    changes.note()

    assert (seen, changes.wait(seen)) == ("1", "2")
    assert changes.wait("2", longest=0) == "2"


def test_the_count_of_changes_is_answered(get: Get) -> None:
    assert get(CHANGES) == (200, b"1")


def test_a_build_is_seen_and_a_look_without_one_changes_nothing(folder: Path) -> None:
    noted: list[str] = []
    keep_current(folder, None, lambda: noted.append("changed"))
    make_report(folder, 2017)
    keep_current(folder, None, lambda: noted.append("changed"))

    assert noted == ["changed"]
    assert (folder / "site/2017/whole/index.html").is_file()
