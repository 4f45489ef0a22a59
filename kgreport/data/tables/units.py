"""Read the table of units, and check that the units form a tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from kgreport.data.tables.cells.phrases import CORRECT_CELL
from kgreport.data.tables.faults import Fault, always, fault_of, gather
from kgreport.data.tables.files import open_table
from kgreport.data.tables.folders import AnyFolders, Folders
from kgreport.data.tables.layout import UNITS, files_of_tables
from kgreport.data.tables.rows import TableRow, read_small_table
from kgreport.data.tables.values import Allowed
from kgreport.terms.findings import Finding, Wording
from kgreport.terms.phrases import Phrase
from kgreport.terms.spelling import did_you_mean, nearest

DEEPEST = 20
"""Levels that a tree of units may have; that of the Party has no more than six."""


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
    is_steady
        Whether the tables of all folders have it. One that was merged or founded between two years is
        expected to have figures only in the years in which it has any.
    """

    id: str
    name: str
    parent: str
    order: str
    row: int
    is_steady: bool = True


def read_units(path: Path, name: str = "") -> tuple[tuple[Unit, ...], list[Finding]]:
    """Read the units of a table, in their order, with everything that is wrong with them.

    Messages call the table by its `name`, if that is not the one of the file.
    """
    opened = open_table(path, name, strict=True)
    rows, findings = read_small_table([opened], UNITS, Allowed())
    units = list(map(_unit_of, rows))
    rules = (parents_exist, no_unit_is_above_itself, tree_is_not_deep)
    faults = [fault for rule in rules for fault in rule(units, opened.file)]
    return tuple(sorted(units, key=_rank)), [*findings, *gather(faults)]


def _unit_of(row: TableRow) -> Unit:
    order = row.values["order"]
    return Unit(
        id=row.texts["id"],
        name=row.texts["name"],
        parent=row.texts["parent"],
        order=order if isinstance(order, str) else "",
        row=row.number,
    )


def units_of_folder(given: AnyFolders) -> tuple[tuple[Unit, ...], list[Finding]]:
    """Read the tables of units of a dataset, if there are any, with everything that is wrong with them.

    A unit is as the table of the latest folder has it, in its order; units that it does not have come after.
    """
    folders, known, findings = Folders.of(given), dict[str, tuple[str, Unit]](), list[Finding]()
    tables = list[set[str]]()
    for path in reversed([path for folder in folders.paths for path in files_of_tables(folder, [UNITS])[:1]]):
        file = folders.name_of(path)
        units, found = read_units(path, file)
        tables.append({unit.id for unit in units})
        findings += found
        findings += gather(parent_stays(units, file, known))
        for unit in units:
            known.setdefault(unit.id, (file, unit))
    steady = set.intersection(*tables) if tables else set()
    return tuple(replace(unit, is_steady=unit.id in steady) for _, unit in known.values()), findings


def parent_stays(units: Sequence[Unit], file: str, later: Mapping[str, tuple[str, Unit]]) -> list[Fault]:
    """A unit has the same parent in the tables of all folders: a sum over its units is of one tree."""
    wrong = [unit for unit in units if unit.id in later and later[unit.id][1].parent != unit.parent]

    def say(n: int) -> Wording:
        unit, (other, now) = wrong[n], later[wrong[n].id]
        found, expected = (one or "∅" for one in (unit.parent, now.parent))
        advice = Phrase(
            "ghi cùng một đơn vị cấp trên, hoặc dùng mã khác cho đơn vị đã sắp xếp lại",
            "name the same parent in both, or give the unit another id once it was moved",
        )
        return Wording(
            Phrase(f"đơn vị cấp trên '{found}'", f"parent '{found}'"),
            Phrase(
                f"'{expected}' như {other}, dòng {now.row}", f"'{expected}', as in {other}, row {now.row}"
            ),
            advice,
        )

    return fault_of("parent", file, "parent", [unit.row for unit in wrong], say)


def _rank(unit: Unit) -> tuple[int, int]:
    return (int(unit.order) if unit.order else 10**9, unit.row)


def parents_exist(units: Sequence[Unit], file: str) -> list[Fault]:
    """The parent of a unit is in the table."""
    known = {unit.id: unit for unit in units}
    wrong = [unit for unit in units if unit.parent and unit.parent not in known]
    expected = Phrase("mã có trong bảng, hoặc để trống", "an id of the table, or blank")

    def say(unit: Unit) -> Wording:
        found = Phrase(f"không có đơn vị '{unit.parent}'", f"there is no unit '{unit.parent}'")
        return Wording(found, expected, did_you_mean(nearest(unit.parent, known), CORRECT_CELL))

    return fault_of("parent", file, "parent", [unit.row for unit in wrong], lambda n: say(wrong[n]))


def no_unit_is_above_itself(units: Sequence[Unit], file: str) -> list[Fault]:
    """No unit is its own parent, or a parent of its parents."""
    parents = {unit.id: unit.parent for unit in units}
    wrong = [unit for unit in units if unit.id in list(_above(unit.parent, parents))]
    expected = Phrase("cây đơn vị không có vòng", "a tree, without circles")
    advice = Phrase("sửa đơn vị cấp trên của một trong số đó", "correct the parent of one of them")

    def say(unit: Unit) -> Wording:
        way = " → ".join([unit.id, *_above(unit.parent, parents)])
        return Wording(Phrase(f"vòng {way}", f"a circle {way}"), expected, advice)

    return fault_of("cycle", file, "parent", [unit.row for unit in wrong], lambda n: say(wrong[n]))


def tree_is_not_deep(units: Sequence[Unit], file: str) -> list[Fault]:
    """A tree of units has a bounded number of levels; the first unit that is too deep is told."""
    parents = {unit.id: unit.parent for unit in units}
    wrong = [unit.row for unit in units if len(list(_above(unit.parent, parents))) >= DEEPEST]
    found = Phrase(
        f"trên đơn vị này có từ {DEEPEST} cấp trở lên", f"{DEEPEST} levels or more above this unit"
    )
    expected = Phrase(f"cây đơn vị có không quá {DEEPEST} cấp", f"a tree of at most {DEEPEST} levels")
    advice = Phrase(
        "kiểm tra cột parent từ đơn vị này trở lên, nhất là có vòng không",
        "check the column parent from this unit up, and whether it goes in a circle",
    )
    return fault_of("depth", file, "parent", wrong[:1], always(Wording(found, expected, advice)))


def _above(parent: str, parents: Mapping[str, str]) -> Iterator[str]:
    """Walk up the tree, as far as it may go; a unit met again is the last."""
    return islice(_way_up(parent, parents), DEEPEST)


def _way_up(parent: str, parents: Mapping[str, str]) -> Iterator[str]:
    seen: set[str] = set()
    while parent and parent not in seen:
        yield parent
        seen.add(parent)
        parent = parents.get(parent, "")
