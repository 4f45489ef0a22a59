"""A report depends on all code of the library, and of the packaged datasets only on the tables it reads."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from kgreport.builder import memo as memo_module
from kgreport.builder.installation import (
    NOT_CODE,
    PACKAGE,
    Installation,
    _required,
    is_code,
    stamps_of_installation,
)
from kgreport.builder.memo import Memo
from kgreport.data.datasets.folder import PACKAGED
from kgreport.whole_files import files_in

INSTALLED = Installation("ab", {"pandas": "3"})


def hashed() -> set[Path]:
    return {Path(entry.path) for entry in files_in(PACKAGE, NOT_CODE)}


def test_every_module_is_code_and_is_hashed() -> None:
    modules = set(PACKAGE.rglob("*.py"))

    assert [path for path in modules if not is_code(path)] == []
    assert modules <= hashed()


def test_a_packaged_table_is_no_code() -> None:
    tables = set(PACKAGED.rglob("*.csv"))

    assert tables
    assert [path for path in tables if is_code(path)] == []
    assert not tables & hashed()


def test_a_package_needs_what_its_lines_say_on_this_machine() -> None:
    """Lines with extras, and those of other machines, count nothing; names are written in one way."""
    lines = (
        "pandas>=2,<4",
        "Typing_Extensions (>=4.6)",
        "uvloop[dev]>=1 ; sys_platform == 'no-such-system'",
        'tomli; python_version >= "3"',
        "rich; extra == 'all'",
        "nbformat @ https://example.org/nbformat.zip",
    )
    assert list(_required(lines)) == ["pandas", "typing-extensions", "tomli", "nbformat"]


def test_what_is_installed_is_known_until_something_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process looks once; the next one knows it by the times of files and folders."""
    read: list[str] = []

    def read_now() -> Installation:
        read.append("read")
        return INSTALLED

    stamps = [("a.py", 1, 10)]

    def looked_up() -> list[str]:
        monkeypatch.setattr(Memo, "_installation", None)
        memo = Memo(tmp_path)
        assert memo.installation == Memo(tmp_path).installation
        memo.save()
        Memo(tmp_path).save()  # of the next plan of the same process, which asks no more
        return read

    monkeypatch.setattr(memo_module, "read_installation", read_now)
    monkeypatch.setattr(memo_module, "stamps_of_installation", lambda: stamps)

    assert looked_up() == looked_up() == ["read"]

    stamps[0] = ("a.py", 1, 11)
    assert looked_up() == looked_up() == ["read"] * 2


def test_what_changed_just_now_is_looked_up_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may change once more within the same tick of the clock."""
    stamps = [("a.py", 1, time.time_ns() + 60 * 10**9)]  # just now, however long it takes to look
    monkeypatch.setattr(memo_module, "stamps_of_installation", lambda: stamps)
    monkeypatch.setattr(Memo, "_installation", None)

    memo = Memo(tmp_path)
    assert memo.installation.library
    memo.save()

    assert not (tmp_path / "installed.json").exists()


def test_each_module_and_each_folder_of_packages_has_a_stamp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [str(tmp_path), "", str(tmp_path / "missing.zip")])

    before = stamps_of_installation()
    (tmp_path / "added-1.0.dist-info").mkdir()
    after = stamps_of_installation()

    assert {str(path) for path in hashed()} <= {place for place, _, _ in before}
    assert {place for place, *_ in set(after) - set(before)} == {str(tmp_path)}
