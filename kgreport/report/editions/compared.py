"""What differs between an edition and the one that was issued before it: figures, and what is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kgreport.content.blocks import Block
from kgreport.content.changes import Change, changes
from kgreport.content.figures import Figures
from kgreport.report.editions.earlier import Earlier, figures_reported
from kgreport.terms.vocabulary import LEVELS
from kgreport.views.attached_tables import AttachedTable
from kgreport.views.sections.annexes.trace import TRACE_FILE, FigureKey, TracedFigures, traced_figures
from kgreport.views.sections.editions.changes import ID, ChangedFigure
from kgreport.views.sections.editions.marks import OF_CHANGES, OF_MAKING
from kgreport.views.view import Section

_CODES = ("level", "measure", "reason", "award", "base")
"""Columns of frames that hold the code of a measure."""

NOT_COMPARED = (ID, "sources", "provenance")
"""Sections that say how a report was made, and not what it reports."""


def changed_figures(
    before: TracedFigures, sections: Sequence[Section], references: Mapping[str, str]
) -> list[ChangedFigure]:
    """List the figures that differ, those of the report first, in its order.

    Parameters
    ----------
    before
        The figures of the edition before.
    sections
        The sections of the report.
    references
        How the report refers to each, by its id.
    """
    now = _trace_in(sections)
    lines = {**now, **{key: line for key, line in before.items() if key not in now}}
    changed = [key for key in lines if _value(before.get(key)) != _value(now.get(key))]
    places = _places_of(changed, sections, references)
    return [
        ChangedFigure(
            year=lines[key][0],
            unit=lines[key][1],
            subject=lines[key][2],
            measure=lines[key][3],
            old=_value(before.get(key)),
            new=_value(now.get(key)),
            places=places[key[:5]],
        )
        for key in changed
    ]


def _value(line: Sequence[str] | None) -> str | None:
    return line[4] if line else None


def _trace_in(sections: Iterable[Section]) -> TracedFigures:
    """Give the figures that sections trace to their sources."""
    for section in sections:
        for view in section.views:
            if isinstance(view, AttachedTable) and view.name == TRACE_FILE:
                return traced_figures(view.rows)
    return {}


def changes_in_print(earlier: Earlier, sections: Iterable[Section]) -> list[Change]:
    """List what sections print otherwise than an earlier edition."""
    blocks: list[Block] = [one for section in sections for one in section.content()]
    return changes(_reported(earlier.figures), _reported(figures_reported(blocks)))


def _reported(figures: Figures) -> Figures:
    """Leave out what tells how a report was made, and what stands outside its sections."""
    tables = [one for one in figures.tables if one.id and not one.id.startswith((OF_CHANGES, *OF_MAKING))]
    texts = [one for one in figures.texts if one.id and one.id not in NOT_COMPARED]
    return Figures(tuple(tables), tuple(texts))


def _places_of(
    figures: Iterable[FigureKey], sections: Iterable[Section], references: Mapping[str, str]
) -> dict[tuple[str, ...], list[str]]:
    """Find where figures stand: the references of the sections whose frames have them, by figure."""
    found: dict[tuple[str, ...], list[str]] = {key[:5]: [] for key in figures}
    for section in sections:
        if section.id in references and section.id not in NOT_COMPARED:
            for key in dict.fromkeys(_figures_in(section)):
                if key in found:
                    found[key].append(references[section.id])
    return found


def _figures_in(section: Section) -> Iterator[tuple[str, ...]]:
    """Name the figures in the frames of a section: year, unit, subject, tier and measure."""
    for facts in section.facts:
        names = {field.name for field in facts.layout.fields}
        codes = [code for code in _CODES if code in names]
        if (codes or names & {*LEVELS}) and {"year", "unit", "subject", "tier"} <= names:
            for row in facts.rows():
                scope = tuple(str(row.get(name) or "") for name in ("year", "unit", "subject", "tier"))
                yield from ((*scope, str(row.get(code) or "")) for code in codes)
                yield from ((*scope, name) for name in names & {*LEVELS} if row.get(name) is not None)
