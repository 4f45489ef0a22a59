"""The section on doubtful figures: which they are, and why, in a few words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kgreport.terms.findings import Finding
from kgreport.terms.vocabulary import ITEMS, SUBJECTS, TARGET_PERIODS, label_of
from kgreport.views import formats
from kgreport.views.frames.ratings import FINDINGS
from kgreport.views.sections.facts import tells
from kgreport.views.sections.quality.facts import finding_rows
from kgreport.views.sections.quality.quality import say_finding
from kgreport.views.sections.rows import Row
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section

MOST_ROWS = 8
"""How many figures the table shows; the annex has all."""

MANY_UNITS = 3
"""Where so many units below have the same kind of doubt, they share a row."""

MOST_NAMES = 4
"""How many units such a row names."""

SELF_EVIDENT = ("no-result",)
"""Kinds of findings that say by themselves what should be there."""

_Row = Sequence[Finding]
"""One finding, or those of several units that are alike."""


def _finding_rows(findings: Sequence[Finding], units: Mapping[str, str], writer: Writer) -> Iterable[Row]:
    return finding_rows(findings, {}, units, writer)


@tells((FINDINGS, _finding_rows))
def doubtful_section(
    findings: Sequence[Finding], units: Mapping[str, str], unit: str, writer: Writer
) -> Section:
    """Show the figures that are doubtful, each with the reason.

    Parameters
    ----------
    findings
        What was found against figures and is not accepted, the gravest first.
    units
        Names of units by code; of the one reported on, nothing.
    unit
        The unit reported on; what was found of it stands before what was found of units below.
    """
    title = writer.say("Số liệu cần kiểm tra", "Figures to verify")
    if not findings:
        nothing = writer.say("Không phát hiện số liệu nào đáng ngờ.", "No figure was found to be doubtful.")
        return Section("doubtful", title, [Note([nothing])])
    rows = list(_rows(findings, unit))
    first = writer.say(
        "Có {count} số liệu cần kiểm tra trước khi sử dụng{lead}: {first}.",
        "Figures to verify before they are used: {count}{lead}: {first}.",
        count=writer.count(len(findings)),
        lead="".join(writer.say_if(len(rows) > 1, ", trước hết là", "; first of all")),
        first=_in_words(rows[0], units, writer),
    )
    return Section("doubtful", title, [Note([first]), _table(rows, units, writer)])


def _rows(findings: Sequence[Finding], unit: str) -> Iterator[_Row]:
    """Put what was found of the unit itself first; units below that are alike share a row."""
    yield from ([finding] for finding in findings if not _is_below(finding, unit))
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        if _is_below(finding, unit):
            alike.setdefault(_what(finding), []).append(finding)
    for some in alike.values():
        yield from [some] if len({one.unit for one in some}) >= MANY_UNITS else ([one] for one in some)


def _is_below(finding: Finding, unit: str) -> bool:
    return finding.unit is not None and finding.unit != unit


def _what(finding: Finding) -> tuple[object, ...]:
    """Name what findings of several units have in common: the kind, and which figure of a unit it is."""
    named = (finding.parts.get(name, "") for name in ("subject", "tier", "measure", "period"))
    return (finding.kind, *named)


def _in_words(row: _Row, units: Mapping[str, str], writer: Writer) -> str:
    """Say a row of the table within a sentence."""
    place, why = _cells(row, units, writer)
    return f"{place}: {formats.uncapitalized(why)}"


def say_doubt(finding: Finding, writer: Writer) -> str:
    """Say within a sentence what is doubtful, without the unit."""
    found, label = say_finding(finding.found, writer), _label(finding, writer)
    return f"{label}: {formats.uncapitalized(found)}" if label else found


def _table(rows: Sequence[_Row], units: Mapping[str, str], writer: Writer) -> Table:
    left_out = sum(len(row) for row in rows[MOST_ROWS:])
    return Table(
        id="table-doubtful",
        title=writer.say("Số liệu cần kiểm tra và lý do", "Figures to verify, and why"),
        columns=[
            Column(writer.say("Số liệu", "Figures"), "text"),
            Column(writer.say("Lý do", "Why"), "text", 2.2),
        ],
        rows=[[formats.sentence(cell) for cell in _cells(row, units, writer)] for row in rows[:MOST_ROWS]],
        language=writer.language,
        notes=[
            *writer.say_if(
                left_out,
                "Còn {count} phát hiện khác, nêu ở phụ lục về chất lượng số liệu.",
                "The annex on the quality of the data has {count} more.",
                count=writer.count(left_out),
            )
        ],
    )


def _cells(row: _Row, units: Mapping[str, str], writer: Writer) -> list[str]:
    """Say of what figures, and what was found; a sign where more was found than is said."""
    why, *others = dict.fromkeys(_why(finding, writer) for finding in row)
    return [_place(row, units, writer), f"{why}; …" if others else why]


def _why(finding: Finding, writer: Writer) -> str:
    found = say_finding(finding.found, writer)
    if finding.kind in SELF_EVIDENT:
        return found
    return f"{found} ({finding.say_expected(writer.language, writer.count)})"


def _place(row: _Row, units: Mapping[str, str], writer: Writer) -> str:
    """Name the figures without the files they stand in, and the units below whose they are."""
    finding = row[0]
    label = _label(finding, writer)
    if not label:
        return say_finding(finding.place, writer)
    named = dict.fromkeys(units.get(one.unit, one.unit) for one in row if one.unit)
    names = [name for name in named if name]
    if len(names) > MOST_NAMES:
        return writer.say(
            "{label}: {count} đơn vị ({names}, …)",
            "{label}: {count} units ({names}, …)",
            label=label,
            count=writer.count(len(names)),
            names=", ".join(names[:MOST_NAMES]),
        )
    return f"{label}: {', '.join(names)}" if names else label


def _label(finding: Finding, writer: Writer) -> str:
    """Name the figures a finding is about; nothing where it does not say of what they are."""
    subject, tier = str(finding.parts.get("subject", "")), str(finding.parts.get("tier", ""))
    if subject in {**SUBJECTS, **ITEMS}:
        return label_of(subject, tier).say(writer.language)
    period = finding.parts.get("period")
    return TARGET_PERIODS[str(period)].say(writer.language) if period in TARGET_PERIODS else ""
