"""What reports, units and their files may be called, so that every file system takes the names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from kgreport.terms.phrases import Phrase

LONGEST = 220
"""Bytes of the longest name of a file: systems take 255, and an unfinished file has a longer name."""

LONGEST_CODE = 100
"""Letters of the longest code of a unit, which is a part of the names of files."""

DEVICES = r"con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]"
"""Names that Windows keeps for devices, whatever follows them after a point."""

TAKEN = ("all", "whole", "failed")
"""Words that mean something else where units are named: all, the whole, and the folder of what failed."""


def fault_of_name(name: str) -> Phrase | None:
    r"""Say why a file or folder cannot have a name; None where it can.

    >>> [bool(fault_of_name(name)) for name in ("báo cáo 2018", "con.2018", "..", "a/b", "2018 ", "a\u200bb")]
    [False, True, True, True, True, True]
    """
    return next((say(name) for wrong, say in _FAULTS if wrong(name)), None)


def fault_of_unit(code: str) -> Phrase | None:
    """Say why a unit cannot have a code; None where it can.

    >>> [bool(fault_of_unit(code)) for code in ("rach-gia", "010", "all", "nul", "a" * 101, "manifest.json")]
    [False, False, True, True, True, True]
    """
    if code.casefold() in TAKEN:
        return Phrase(
            f"từ này đã có nghĩa riêng ({', '.join(TAKEN)})", f"{', '.join(TAKEN)} mean something else"
        )
    if len(code) > LONGEST_CODE:
        return Phrase(
            f"mã dài {len(code)} chữ; không quá {LONGEST_CODE}",
            f"{len(code)} letters long; at most {LONGEST_CODE}",
        )
    if _OF_FILES.fullmatch(code):
        return Phrase("mã trùng dạng với tên tệp của báo cáo", "files of reports are named so")
    return fault_of_name(code)


_DEVICE = re.compile(rf"(?:{DEVICES})\s*(?:\..*)?", re.IGNORECASE | re.DOTALL)
_NOT_IN_NAMES = re.compile(r'[/\\:*?"<>|]')
_OF_FILES = re.compile(r".*\.(?:json|jsonl|html|pdf|ipynb|lock|log)", re.IGNORECASE)

HOW_CODES_LOOK = Phrase(
    "viết thường, không dấu, nối bằng '-'", "use lower case, without accents, joined by '-'"
)
_EDGES = Phrase(
    "tên không được bắt đầu bằng dấu chấm, gạch nối, dấu cách, hay kết thúc bằng dấu chấm, dấu cách",
    "a name cannot begin with a point, a dash or a blank, nor end with a point or a blank",
)


def _length(name: str) -> int:
    return len(name.encode("utf-8", "surrogatepass"))


def _not_printed(name: str) -> Phrase:
    code = next(f"U+{ord(sign):04X}" for sign in name if not sign.isprintable())
    return Phrase(
        f"tên có ký tự {code}, không in ra được", f"it has the character {code}, which is not printed"
    )


_FAULTS: tuple[tuple[Callable[[str], object], Callable[[str], Phrase]], ...] = (
    (lambda name: not name, lambda _: Phrase("tên trống", "the name is empty")),
    (lambda name: not name.isprintable(), _not_printed),
    (
        _NOT_IN_NAMES.search,
        lambda _: Phrase(
            'tên tệp không được có / \\ : * ? " < > |', 'names of files cannot have / \\ : * ? " < > |'
        ),
    ),
    (lambda name: name[0] in ".- " or name[-1] in ". ", lambda _: _EDGES),
    (
        _DEVICE.fullmatch,
        lambda _: Phrase("Windows dành tên này cho thiết bị", "Windows keeps this name for a device"),
    ),
    (
        lambda name: _length(name) > LONGEST,
        lambda name: Phrase(
            f"tên dài {_length(name)} byte; không quá {LONGEST}",
            f"{_length(name)} bytes long; at most {LONGEST}",
        ),
    ),
)
"""What is wrong with a name, and how that is said."""


def fault_of_path(path: str) -> Phrase | None:
    r"""Say why there can be no file or folder at a path; None where there can.

    >>> [bool(fault_of_path(path)) for path in ("../data/2018", "/a" * 900, "a" * 300, "a\0b", "")]
    [False, True, True, True, True]
    """
    if not path:
        return Phrase("đường dẫn trống", "the path is empty")
    if not path.isprintable():
        return _not_printed(path)
    if _length(path) > _LONGEST_PATH or any(_length(part) > _LONGEST_PART for part in _PARTS.split(path)):
        return Phrase(
            f"đường dẫn dài {_length(path)} byte, quá dài", f"a path of {_length(path)} bytes is too long"
        )
    return None


def fault_of_output(path: str) -> Phrase | None:
    """Say why nothing can be written into a folder; None where it can.

    >>> [bool(fault_of_output(path)) for path in ("../out", "out/con", "a" * 300)]
    [False, True, True]
    """
    device = next((part for part in _PARTS.split(path) if _DEVICE.fullmatch(part)), None)
    if device:
        return Phrase(
            f"Windows dành tên {device} cho thiết bị", f"Windows keeps the name {device} for a device"
        )
    return fault_of_path(path)


def without_folders(text: str) -> str:
    r"""Give the name alone of an absolute path; any other text as it is.

    >>> [without_folders(text) for text in ("/home/an/2018", "C:\\số liệu\\2018", "../data/2018", "Lưu")]
    ['2018', '2018', '../data/2018', 'Lưu']
    """
    if not _ABSOLUTE.match(text):
        return text
    return next((part for part in reversed(_PARTS.split(text)) if part), "")


_ABSOLUTE = re.compile(r"[/\\]|~[/\\]|[A-Za-z]:[/\\]")
_PARTS = re.compile(r"[/\\]")
_LONGEST_PART, _LONGEST_PATH = 255, 1000


def as_compared(name: str) -> str:
    r"""Give a name as file systems compare it that do not tell capitals and composed letters apart.

    >>> as_compared("Rạch Giá") == as_compared("ra\u0323ch gia\u0301")
    True
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


LONGEST_PLAIN = 80
"""Letters of a plain name: with some folders around it, Windows still takes the whole path."""


def without_accents(text: str) -> str:
    """Give a Vietnamese text in plain letters.

    >>> without_accents("Đảng ủy huyện U Minh")
    'Dang uy huyen U Minh'
    """
    letters = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return re.sub(r"[\u0300-\u036f]", "", letters)


def plain_name(name: str) -> str:
    """Give a name that every system and every program that unpacks takes: that is in plain letters alone.

    A name that is plain stays as it is.

    >>> plain_name("Báo cáo Đảng bộ 2018"), plain_name("annual_report-2018.final"), plain_name("con.2018")
    ('Bao-cao-Dang-bo-2018', 'annual_report-2018.final', 'x-con.2018')
    """
    if _PLAIN.fullmatch(name) and len(name) <= LONGEST_PLAIN and fault_of_name(name) is None:
        return name
    words = re.sub(r"[^A-Za-z0-9._]+", "-", without_accents(name))
    ending = Path(words).suffix[:_LONGEST_ENDING] if len(words) > LONGEST_PLAIN else ""
    plain = f"{words[: LONGEST_PLAIN - len(ending)]}{ending}".strip("-.")
    return f"x-{plain}".rstrip("-") if fault_of_name(plain) else plain


_PLAIN = re.compile(r"[A-Za-z0-9._-]+")
_LONGEST_ENDING = 12


def parameters_files(folder: Path) -> list[Path]:
    """List the parameters files of a folder, but no hidden ones, such as ``._2018.yml`` of macOS.

    There are none where it is no folder.
    """
    if fault_of_path(str(folder)):
        return []
    found = [*folder.glob("*.yml"), *folder.glob("*.yaml")]
    return sorted(path for path in found if not path.name.startswith("."))
