"""No file that is named as a text makes fact-check wait, die or fill the memory."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from itertools import count
from pathlib import Path

import pytest

from kgreport.errors import TextFileError
from kgreport.fact_check.checked_text import check_text
from kgreport.fact_check.documents import bounds
from kgreport.fact_check.documents.bounds import time_limit
from kgreport.fact_check.documents.reading import read_text
from kgreport.fact_check.language.source import make_plain, sentences


def zipped(part: str) -> bytes:
    """Pack a part of a Word document."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", part)
    return packed.getvalue()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
@pytest.mark.parametrize("kind", ["pipe", "device", "link"])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.txt"
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero" if kind == "device" else "nowhere")

    with pytest.raises(
        TextFileError, match=r"a folder, pipe or device|is a link to a file that is not there"
    ):
        read_text(path)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.html", b"<div>" * 2000 + b"12", "nested too deeply"),
        ("a.txt", b"1 " * 30_000, "has 30,000 numbers; expected at most 20,000"),
        ("a.txt", b"a " * 600_000, "has more than 1,000,000 letters"),
        ("a.docx", zipped("a" * (33 << 20)), "33 MB when unpacked"),
        ("a.docx", zipped('<!DOCTYPE a [<!ENTITY a "aaa">]><a>&a;</a>'), "a DOCTYPE"),
    ],
)
def test_what_is_too_large_is_refused(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(TextFileError, match=message):
        read_text(tmp_path / name)


def test_a_file_that_is_too_large_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_BYTES", 10)
    (tmp_path / "a.txt").write_bytes(b"12 chi bo a")

    with pytest.raises(TextFileError, match="is larger than"):
        read_text(tmp_path / "a.txt")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot tell")
def test_a_text_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(TextFileError, match=r"takes more than 0\.1 seconds"), time_limit("a.txt", 0.1):
        sum(1 for _ in count())


def test_a_sentence_without_end_is_read_in_pieces() -> None:
    """So that the work grows with the length of a text, not with its square."""
    found = sentences("12 chi bộ, " * 1000)

    assert max(end - start for start, end in found) <= 2000
    assert [claim.count.value for claim in check_text("a", "12 chi bộ, " * 200).claims if claim.count] == [
        12
    ] * 200


def test_blanks_and_marks_without_end_are_shortened_and_places_stay() -> None:
    source = make_plain(" " * 5000 + "e" + "\u0301" * 5000 + "12")

    assert len(source.text) < 60
    assert source.origin(len(source.text) - 2, len(source.text)) == (10_001, 10_003)
