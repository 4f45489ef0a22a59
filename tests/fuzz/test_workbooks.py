"""Damaged workbooks are read, or refused with the file; an annotated copy is made, or the file is named."""

from __future__ import annotations

import random
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from openpyxl import load_workbook

from kgreport.data.tables.files import open_table
from kgreport.data.workbooks.reading.workbook import read_workbooks
from kgreport.data.workbooks.writing.annotating import annotate
from kgreport.terms.findings import DatasetError
from tests.data.tables.raw_books import add_text_box
from tests.data.workbooks.blank_workbooks import blank_book, blank_form
from tests.fuzz.mutations import ODD_TEXTS, damage_bytes, seeded
from tests.fuzz.trying import TIMES, Attempts

FILE = "rach-gia-2018.xlsx"
NUMBER = 26
Parts = dict[str, bytes]

ODD_REFS = ("XFD1048576", "A1048576", "ZZ9", "a1", "A0", "1", "A1:B2", "A99999999999", "Ế9", "")
ODD_VALUES = ("1e400", "-0", "NaN", "10.000000000000002", "9e17", "2958466", "-1", "0.5", "x", "")
ODD_ATTRIBUTES = (
    *('s="999999"', 't="s"', 't="d"', 't="e"', 't="zz"', 'hidden="1"', 'r="B2"', 'max="99999999"', "\x01=''"),
)


@cache
def sound_parts() -> Mapping[str, bytes]:
    """Give the parts of a workbook that is filled in, and sound."""
    book = blank_book(2018, "rach-gia", "Thành ủy Rạch Giá")
    for ref in ("B15", "C17", "D18"):
        book["Kiểm điểm"][ref] = 12
    for row, code in enumerate(("00012", "00013"), start=9):
        for column, value in enumerate((code, "Được xếp loại", "Hoàn thành tốt nhiệm vụ"), start=1):
            book["Đảng viên"].cell(row, column).value = value
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        book.save(path)
        add_text_box(path, 2)
        with zipfile.ZipFile(path) as file:
            return {name: file.read(name) for name in file.namelist()}


def test_damaged_workbooks_are_read_or_refused_with_their_file() -> None:
    sound_parts()
    Attempts(read_and_annotate).try_all(cases(NUMBER * TIMES)).check("workbooks")


def cases(number: int) -> Iterator[tuple[str, bytes]]:
    """Damage the file, one of its parts, or what stands in its cells."""
    for name, rng in seeded(number):
        parts = dict(sound_parts())
        for _ in range(rng.choice((1, 1, 2, 3))):
            rng.choice(DAMAGES)(parts, rng)
        content = packed(parts, rng)
        yield name, damage_bytes(content, rng) if rng.random() < 0.2 else content


def packed(parts: Parts, rng: random.Random) -> bytes:
    """Pack parts into a file."""
    with tempfile.TemporaryFile() as target:
        with zipfile.ZipFile(target, "w", rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as file:
            for name, content in parts.items():
                file.writestr(name, content)
        target.seek(0)
        return target.read()


def some_part(parts: Parts, rng: random.Random) -> str:
    """Choose a part; those that every reading needs more often."""
    needed = [name for name in parts if "sheet" in name or name.startswith(("xl/styles", "xl/workbook"))]
    return rng.choice(needed) if needed and rng.random() < 0.7 else rng.choice(list(parts))


def damage_part(parts: Parts, rng: random.Random) -> None:
    """Change the bytes of a part."""
    name = some_part(parts, rng)
    parts[name] = damage_bytes(parts[name], rng)


def drop_part(parts: Parts, rng: random.Random) -> None:
    """Take a part away, or give it the content of another."""
    name, other = some_part(parts, rng), some_part(parts, rng)
    if rng.random() < 0.5:
        del parts[name]
    else:
        parts[name] = parts[other]


def damage_tag(parts: Parts, rng: random.Random) -> None:
    """Add an attribute to an element, drop the element, or repeat it."""
    name = some_part(parts, rng)
    pieces = parts[name].split(b"<")
    at = rng.randrange(len(pieces))
    match rng.randrange(4):
        case 0:
            pieces[at] = pieces[at].replace(b" ", f" {rng.choice(ODD_ATTRIBUTES)} ".encode(), 1)
        case 1:
            del pieces[at]
        case 2:
            pieces[at:at] = [pieces[at]] * rng.choice((1, 100))
        case _:
            pieces[at:at] = [rng.choice((b"!DOCTYPE a>", b"!--", b"![CDATA[", b"x:c r='A1'>", b"fill/>"))]
    parts[name] = b"<".join(pieces)


def write_cell(parts: Parts, rng: random.Random) -> None:
    """Put a cell anywhere into a sheet, with an odd place, value or text."""
    name = rng.choice(
        [part for part in parts if "worksheets/sheet" in part and part.endswith(".xml")] or [""]
    )
    if not name:
        return
    text = rng.choice(ODD_TEXTS).encode(
        "utf-8", "xmlcharrefreplace" if rng.random() < 0.9 else "surrogatepass"
    )
    safe = text.replace(b"&", b"&amp;").replace(b"<", b"&lt;")
    ref = rng.choice((*ODD_REFS, "B9", "C17", "A9", "B2", "B3"))
    value = rng.choice((b"<v>" + rng.choice(ODD_VALUES).encode() + b"</v>", b"<is><t>" + safe + b"</t></is>"))
    kind = b' t="inlineStr"' if b"<is>" in value else rng.choice((b"", b' t="s"', b' t="b"', b' t="str"'))
    cell = (
        f'<row r="{ref.lstrip("ABCDFXZ") or 9}"><c r="{ref}"'.encode() + kind + b">" + value + b"</c></row>"
    )
    at = rng.choice((b"</sheetData>", b"<row "))
    parts[name] = parts[name].replace(at, cell + at, 1)


DAMAGES: tuple[Callable[[Parts, random.Random], None], ...] = (
    *(damage_part, damage_tag, damage_tag, write_cell, write_cell, drop_part),
)


def read_and_annotate(content: bytes) -> None:
    """Read a workbook as one of a unit and as a table, and write its annotated copy; refuse what is wrong."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / FILE
        path.write_bytes(content)
        read = read_workbooks([path])
        for finding in read.findings:
            assert FILE in finding.place.say("vi")
            assert all(
                finding.say_expected(language) and finding.found.say(language) for language in ("vi", "en")
            )
        check_values(read.figures["value"].tolist())
        copies = annotate(Path(name), read.findings, "vi", Path(name) / "back")
        for copy in copies.written:
            assert load_workbook(copy, read_only=True).sheetnames[0] == "Phát hiện"
        assert FILE not in copies.left_out or not copies.written
        table = open_table(path)
        assert table.problems or table.blocks
        wrong = [one for one in read.findings if one.severity == "error"]
        if wrong:
            raise DatasetError(wrong)


def check_values(values: list[int]) -> None:
    """Figures are counts."""
    assert all(isinstance(value, int) and 0 <= value < 10**12 for value in values)


def test_the_sound_workbook_is_read(tmp_path: Path) -> None:
    """Else nothing would be tried."""
    path = tmp_path / FILE
    path.write_bytes(packed(dict(sound_parts()), random.Random(0)))

    assert [one.kind for one in read_workbooks([path]).findings] == ["shapes"]
    assert len(read_workbooks([path]).figures) == 3
    assert blank_form(2018, "rach-gia", "x") != path.read_bytes()
