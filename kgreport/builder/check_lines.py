"""Write what checks found: as lines, each finding once, under the reports that it belongs to; as a frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kgreport.builder.check import CheckResult, finding_line
from kgreport.terms.phrases import Language, Phrase, language_of_run

if TYPE_CHECKING:
    import pandas as pd

_MOST_TOLD = 10
"""How many checks are told in a line each; of more, the others are counted."""

_MORE = Phrase("… và {n} báo cáo khác", "… and {n} more reports")
_REPORT = Phrase("Báo cáo", "The report")

_MOST_NAMED = 4
"""How many reports are named; of more, the others are counted."""

_YEAR = Phrase("năm {year}", "{year}")
_WHOLE = Phrase("toàn bộ", "whole")
_AND_MORE = Phrase("{named} và {n} báo cáo khác", "{named} and {n} other reports")
_OF_MANY = Phrase("{n} báo cáo ({what}): {named}", "{n} reports ({what}): {named}")


class Checks(list[CheckResult]):
    """What the checks of some reports found: a list, which a notebook shows in a few lines.

    Examples
    --------
    >>> Checks([CheckResult("2018", 2, ("params/2018.yml: 'year' is 'x'; expected a whole number",))])
    1 CheckResult
    2018: params/2018.yml: 'year' is 'x'; expected a whole number
    checks.frame  checks[0].open_findings  checks[0].without_figures
    """

    @property
    def frame(self) -> pd.DataFrame:
        """The findings of all reports as one frame; see `findings_frame`."""
        return findings_frame(self)

    def __repr__(self) -> str:
        """Say how each check went, and what to type next."""
        lines = [f"{len(self)} CheckResult", *(one.summary for one in self[:_MOST_TOLD])]
        if len(self) > _MOST_TOLD:
            language = language_of_run(one.parameters.language for one in self if one.parameters)
            lines.append(_MORE.say(language, n=len(self) - _MOST_TOLD))
        return "\n".join([*lines, "checks.frame  checks[0].open_findings  checks[0].without_figures"])


def findings_frame(results: Iterable[CheckResult]) -> pd.DataFrame:
    """Give the findings of checks: the columns of `report.findings`, before them the name of the ``report``.

    A problem of the parameters is a row without id, its text the ``message``.
    """
    from kgreport.views.frames.layout import Field, FrameLayout  # noqa: PLC0415 - a build needs no frames
    from kgreport.views.frames.ratings import FINDINGS  # noqa: PLC0415

    report = Field("report", "text", _REPORT)
    rows = [{"report": one.report, **row} for one in results for row in _rows(one)]
    return FrameLayout(FINDINGS.name, FINDINGS.row_is, (report, *FINDINGS.fields)).frame(rows)


def _rows(result: CheckResult) -> Iterator[Mapping[str, object]]:
    from kgreport.views.sections.quality.facts import finding_rows  # noqa: PLC0415
    from kgreport.views.sections.writer import Writer  # noqa: PLC0415

    yield from (
        {"kind": "parameters", "severity": "error", "message": one, "accepted": False}
        for one in result.problems
    )
    if given := result.parameters:
        accepted = {one.id: one.reason for one in given.accepted_findings}
        writer = Writer(language=given.language, year=given.year)
        yield from finding_rows(
            result.findings, accepted, {one.unit: one.name for one in result.units}, writer
        )


def check_lines(results: Sequence[CheckResult]) -> Iterator[str]:
    """Write the findings of some reports; what several reports share stands once, under all their names.

    Of a single report, the findings stand without its name.
    """
    for found in _by_reports(results):
        language = found[0][0].language
        if len(results) > 1:
            yield f"{_heading(found[0], language)}:"
        for line in found[1]:
            yield f"  {line}" if len(results) > 1 else line


def _by_reports(
    results: Sequence[CheckResult],
) -> Iterator[tuple[Sequence[CheckResult], list[str]]]:
    """Gather lines by the reports that they belong to, in the order in which they are found."""
    places: dict[str, list[int]] = {}
    said: dict[str, str] = {}
    for n, result in enumerate(results):
        for key, line in _lines(result):
            places.setdefault(key, []).append(n)
            said.setdefault(key, line)
    grouped: dict[tuple[int, ...], list[str]] = {}
    for key, where in places.items():
        grouped.setdefault(tuple(dict.fromkeys(where)), []).append(said[key])
    for reports, lines in grouped.items():
        yield [results[n] for n in reports], lines


def _lines(result: CheckResult) -> Iterator[tuple[str, str]]:
    """Give each line of a report in its language, with the Vietnamese line, by which two are the same."""
    yield from ((problem, problem) for problem in result.problems)
    said = result.findings_as_text()
    vietnamese = said if result.language == "vi" else result.findings_as_text("vi")
    for finding, key in zip(said, vietnamese, strict=True):
        yield finding_line(key, "vi"), finding_line(finding, result.language)


def _heading(results: Sequence[CheckResult], language: Language) -> str:
    """Name some reports, with what they have in common: file, year, unit, language."""
    if len(results) == 1:
        return f"{results[0].report} ({_what(results, language)})"
    named = ", ".join(result.report for result in results[:_MOST_NAMED])
    more = len(results) - _MOST_NAMED
    if more > 0:
        named = _AND_MORE.say(language, named=named, n=more)
    return _OF_MANY.say(language, n=len(results), what=_what(results, language), named=named)


def _what(results: Sequence[CheckResult], language: Language) -> str:
    """Say of which file, year, unit and language reports are, as far as all are of the same."""
    years = _same(result.identity.get("year") for result in results)
    unit = _same(result.identity.get("unit_name") or result.identity.get("unit") for result in results)
    parts = [
        _same(result.identity.get("parameters") for result in results),
        _YEAR.say(language, year=years) if years else "",
        unit or (_WHOLE.say(language) if len(results) == 1 and years else ""),
        _same(result.identity.get("language") for result in results),
    ]
    return ", ".join(filter(None, parts))


def _same(values: Iterable[object]) -> str:
    """Give the value that all have, as text; nothing if they differ or have none."""
    different = {*values}
    return str(different.pop() or "") if len(different) == 1 else ""
