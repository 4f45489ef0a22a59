"""Read the table of units, and find what keeps them from being a tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kgreport.data.records.cells import text_of
from kgreport.data.records.columns import check_columns
from kgreport.data.records.layout import UNITS
from kgreport.data.tables.faults import CORRECT_CELL, Fault, fault_of, gather
from kgreport.data.tables.files import open_table
from kgreport.terms.findings import RULE, Finding, Wording
from kgreport.terms.phrases import Phrase
from kgreport.terms.spelling import did_you_mean, nearest

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the whole organisation, as its row in the table says.

    Attributes
    ----------
    id, name
        Its code and its name.
    parent
        Code of the unit above; empty where it is directly under the whole.
    order
        Where it stands in lists, as text; empty where not said.
    row
        Its row in the file.
    """

    id: str
    name: str
    parent: str
    order: str
    row: int


def read_units(path: Path) -> tuple[tuple[Unit, ...], list[Finding]]:
    """Read the units of a dataset, in their order, with everything that is wrong with them."""
    opened = open_table(path)
    faults = check_columns(opened, UNITS) if not opened.problems else []
    if opened.problems or faults:
        return (), [*opened.problems, *gather(faults)]
    units: list[Unit] = []
    for part in (read() for read in opened.parts):
        columns = [[text.strip() for text in text_of(part.rows[name]).to_pylist()] for name in UNITS.columns]
        rows = zip(*columns, part.numbers.tolist(), strict=True)
        units += [Unit(*cells) for cells in rows]
    found = gather(fault for check in CHECKS for fault in check(units, path.name))
    return tuple(sorted(units, key=_place)), found


def _place(unit: Unit) -> tuple[int, int]:
    return (int(unit.order) if unit.order.isdecimal() else 10**9, unit.row)


def _fault(
    kind: str, file: str, column: str, wrong: Sequence[Unit], say: Callable[[Unit], Wording]
) -> Iterator[Fault]:
    rows = np.array([unit.row for unit in wrong], dtype=np.int64)
    yield from fault_of(kind, file, column, rows, lambda n: say(wrong[n]))


def unit_has_an_id(units: Sequence[Unit], file: str) -> Iterator[Fault]:
    """The id of a unit is a code: lower case, without accents, joined by hyphens."""
    said = (
        Phrase("mã như 'rach-gia'", "a code such as 'rach-gia'"),
        Phrase("viết thường, không dấu, nối bằng '-'", "use lower case, without accents, joined by '-'"),
    )
    wrong = [unit for unit in units if not _ID.fullmatch(unit.id)]
    yield from _fault("unit-id", file, "id", wrong, lambda unit: Wording(_quoted(unit.id), *said))


def unit_has_a_name(units: Sequence[Unit], file: str) -> Iterator[Fault]:
    """A unit has a name."""
    said = Wording(
        Phrase("ô trống", "a blank cell"),
        Phrase("tên đơn vị", "the name of the unit"),
        Phrase("điền tên", "fill it in"),
    )
    yield from _fault("unit-name", file, "name", [unit for unit in units if not unit.name], lambda _: said)


def unit_stands_once(units: Sequence[Unit], file: str) -> Iterator[Fault]:
    """A unit stands once in the table."""
    first: dict[str, Unit] = {}
    wrong = [unit for unit in units if first.setdefault(unit.id, unit) is not unit and unit.id]
    expected = Phrase("mỗi đơn vị một dòng", "one row per unit")
    advice = Phrase("bỏ một trong hai", "remove one of the two")

    def say(unit: Unit) -> Wording:
        row = first[unit.id].row
        found = Phrase(f"trùng với dòng {row}", f"the same unit as row {row}")
        return Wording(found, expected, advice, RULE)

    yield from _fault("duplicate", file, "id", wrong, say)


def unit_has_an_order(units: Sequence[Unit], file: str) -> Iterator[Fault]:
    """The order of a unit is a whole number, or blank."""
    wrong = [unit for unit in units if unit.order and not unit.order.isdecimal()]
    expected = Phrase("số thứ tự như 3, hoặc để trống", "a number such as 3, or blank")
    yield from _fault(
        "unit-order",
        file,
        "order",
        wrong,
        lambda unit: Wording(_quoted(unit.order), expected, CORRECT_CELL),
    )


def parent_exists(units: Sequence[Unit], file: str) -> Iterator[Fault]:
    """The parent of a unit is in the table."""
    known = {unit.id: unit for unit in units}
    wrong = [unit for unit in units if unit.parent and unit.parent not in known]
    expected = Phrase("mã có trong bảng, hoặc để trống", "an id of the table, or blank")

    def say(unit: Unit) -> Wording:
        found = Phrase(f"không có đơn vị '{unit.parent}'", f"there is no unit '{unit.parent}'")
        return Wording(found, expected, did_you_mean(nearest(unit.parent, known), CORRECT_CELL))

    yield from _fault("parent", file, "parent", wrong, say)


def no_unit_is_above_itself(units: Sequence[Unit], file: str) -> Iterator[Fault]:
    """No unit is its own parent, or a parent of its parents."""
    parents = {unit.id: unit.parent for unit in units}
    wrong = [unit for unit in units if unit.id in list(_above(unit.parent, parents))]
    expected = Phrase("cây đơn vị không có vòng", "a tree, without circles")
    advice = Phrase("sửa đơn vị cấp trên của một trong số đó", "correct the parent of one of them")

    def say(unit: Unit) -> Wording:
        way = " → ".join([unit.id, *_above(unit.parent, parents)])
        return Wording(Phrase(f"vòng {way}", f"a circle {way}"), expected, advice, RULE)

    yield from _fault("cycle", file, "parent", wrong, say)


def _above(parent: str, parents: Mapping[str, str]) -> Iterator[str]:
    """Walk up the tree; a unit met again is the last."""
    seen: set[str] = set()
    while parent and parent not in seen:
        yield parent
        seen.add(parent)
        parent = parents.get(parent, "")


def _quoted(text: str) -> Phrase:
    return Phrase(f"'{text}'", f"'{text}'")


CHECKS = (
    unit_has_an_id,
    unit_has_a_name,
    unit_stands_once,
    unit_has_an_order,
    parent_exists,
    no_unit_is_above_itself,
)
"""Every rule of the table of units."""
