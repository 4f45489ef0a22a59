"""Names, and what persons are called; listed by unit, many fit on a page, and each unit finds its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kgreport.terms.phrases import Phrase
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Table

_PERSONS: Mapping[str, Phrase] = {
    "member": Phrase("Đảng viên số {number}", "Member {number}"),
    "leader": Phrase("Cán bộ số {number}", "Official {number}"),
}

Named = Mapping[str, Mapping[str, Sequence[str]]]
"""By unit, and within it by group, names."""


def name_person(subject: str, number: int, writer: Writer) -> str:
    """Call a person by a running number."""
    return _PERSONS[subject].say(writer.language, number=number)


def group_names(rows: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, list[str]]]:
    """Put names, each with its unit and group, under these, in the order in which they come.

    >>> group_names([("A", "5 năm", "x"), ("B", "4 năm", "y"), ("A", "5 năm", "z")])
    {'A': {'5 năm': ['x', 'z']}, 'B': {'4 năm': ['y']}}
    """
    named: dict[str, dict[str, list[str]]] = {}
    for unit, group, name in rows:
        named.setdefault(unit, {}).setdefault(group, []).append(name)
    return named


def names_table(
    named: Named,
    heading: str,
    writer: Writer,
    *,
    name: str,
    title: str,
    groups: str,
    notes: Sequence[str] = (),
) -> Table:
    """List names, a row for each unit; of a single unit, a row for each group.

    Parameters
    ----------
    named
        The names; see `group_names`. Of several units, each group is named before its names, unless there is
        only one.
    heading
        What the names are of.
    name, title
        Id and title of the table.
    groups
        What the groups are, as a heading.
    notes
        What must be known to read it right.
    """
    by_unit = len(named) > 1
    alone = len({group for groups_of in named.values() for group in groups_of}) == 1
    rows = [
        [unit, " ".join(_of_group(group, names, plain=alone) for group, names in groups_of.items())]
        for unit, groups_of in named.items()
    ]
    if not by_unit:
        [groups_of] = named.values()
        rows = [[group, "; ".join(names)] for group, names in groups_of.items()]
    return Table(
        id=name,
        title=title,
        columns=[
            Column(writer.say("Đơn vị", "Unit") if by_unit else groups, "text"),
            Column(heading, "text", 3.2),
        ],
        rows=rows,
        language=writer.language,
        notes=notes,
    )


def _of_group(group: str, names: Sequence[str], *, plain: bool) -> str:
    """Write the names of one group as a sentence.

    >>> _of_group("5 năm", ["Chi bộ A", "Chi bộ B"], plain=False)
    '5 năm: Chi bộ A; Chi bộ B.'
    """
    listed = "; ".join(names)
    return listed if plain else f"{group}: {listed}."
