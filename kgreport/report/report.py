"""The annual report: its contents, its figures, what was found in them, and its sections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from kgreport.report import caps, contents, counted, front, overview, quality, ratings, recognition, work
from kgreport.report.basis import Basis, numbering_of
from kgreport.report.findings import accepted_reasons, all_findings, stopping_findings
from kgreport.terms.codes import check_code, unknown_name
from kgreport.terms.findings import Finding
from kgreport.terms.phrases import Phrase
from kgreport.views.frames.ratings import FINDINGS, SECTIONS
from kgreport.views.numbering import Chapter
from kgreport.views.sections.quality.facts import finding_rows
from kgreport.views.view import Section

INTERNAL = {
    *("all_findings", "cap_rule", "contents", "first_call", "stopping_findings", "writer", "year_figures"),
}
"""What Tab does not list: names that the library itself needs."""


@dataclass(frozen=True, repr=False)
class AnyReport(Basis):
    """What every report can be asked: its figures, findings and sections as frames, a section by its id."""

    def all_findings(self) -> list[Finding]:
        """Everything found in the figures, accepted or not, as the library itself uses it.

        Examples
        --------
        >>> [finding.severity for finding in report.all_findings()]
        ['warning']
        """
        return all_findings(self)

    @property
    def findings(self) -> pd.DataFrame:
        """Everything found in the figures: one row each, with ``accepted`` and the ``reason`` for it."""
        accepted, units = accepted_reasons(self), self.dataset.units
        return FINDINGS.frame(finding_rows(self.all_findings(), accepted, units, self.writer))

    @property
    def sections(self) -> pd.DataFrame:
        """The sections that the report may have: one row each, with the ``call`` that gives it."""
        return SECTIONS.frame(quality.section_rows(self))

    def chapter(self, chapter: str) -> Chapter:
        """Show all sections of a chapter, in the order of the contents.

        A notebook shows each as an output of its own; `frames` has the data of all.

        Parameters
        ----------
        chapter
            Of the annual report ``front``, ``review``, ``ratings``, ``work``, ``causes``, ``tasks`` or
            ``annexes``; of the trend report ``front``, ``levels``, ``moving``, ``units``, ``running`` or
            ``annexes``.

        Raises
        ------
        UnknownCodeError
            The report has no such chapter; the message names those it has.

        Examples
        --------
        >>> [section.title for section in report.chapter("causes").sections]
        ['Shortcomings and causes']
        """
        known = {one.id: one for one in self.contents}
        check_code(self, "chapter", chapter, known)
        sections = [make(self, *args) for make, args in known[chapter].sections]
        return known[chapter].with_sections(sections, self.parameters.language)

    def __getitem__(self, id: str) -> Section:  # noqa: A002 - the column of `sections` is called so
        """Give a section by its id: one that `sections` lists, or that a call shows, as ``levels-member``."""
        made = {str(row["id"]): row["section"] for row in quality.section_rows(self)}
        if id not in made and (found := contents.section_of_call(self, str(id))):
            return found
        check_code(self, "id", id, made)
        return numbering_of(self).apply(made[id])

    def _ipython_key_completions_(self) -> list[str]:
        return [str(row["id"]) for row in quality.section_rows(self)]

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """Refuse a name that it does not have, and advise the nearest."""
            if name.startswith("_"):
                raise AttributeError(name)
            raise unknown_name(self, name, dir(self))

    def __dir__(self) -> list[str]:
        """List what is public."""
        return [name for name in super().__dir__() if not name.startswith("_") and name not in INTERNAL]

    def __repr__(self) -> str:
        """Say in three lines what it is, what it has, and what to type next."""
        kept, found, writer = accepted_reasons(self), self.all_findings(), self.writer
        counts = {"figures": len(self.figures), "findings": len(found)}
        counts["accepted"] = sum(one.id in kept for one in found)
        printed = {name: writer.count(count) for name, count in counts.items()}
        name = type(self).__name__.lower()
        shown = f"{name}.sections  {name}.{self.first_call}  {name}.{self.first_call}.frame"
        return "\n".join(
            [
                f"{type(self).__name__}: {self._title()}",
                _COUNTED.say(writer.language, **printed),
                f"{shown}  {name}.figures  {name}.findings",
            ]
        )

    def _title(self) -> str:
        writer = self.writer
        marks = [writer.say("số liệu mô phỏng", "simulated")] * self.dataset.simulated
        return ", ".join([writer.say("năm {year}", "{year}"), writer.whole, self.dataset.name, *marks])

    @property
    def first_call(self) -> str:
        """The call that a reader tries first."""
        return "levels()"


_COUNTED = Phrase(
    "{figures} số liệu; {findings} phát hiện, trong đó {accepted} đã chấp nhận",
    "{figures} figures; findings: {findings}, accepted: {accepted}",
)


@dataclass(frozen=True, repr=False)
class Report(AnyReport):
    """The annual report on one unit: its figures, and its sections.

    `kgreport.build_report` makes it. Each method gives a section, which Jupyter shows: its `frame` is a tidy
    DataFrame, `to_csv` and `to_excel` write it; `plain`, `html` and `typst` write it to read. `sections`
    lists all of them. In the examples of the methods, ``report`` is this one:

    >>> report = kgreport.build_report(
    ...     year=2018, dataset="kien-giang-2018", first_year=2015, language="en"
    ... )
    >>> report.levels("member").title
    'Ratings of Party members'
    >>> report.reasons("member").frame.set_index("reason")["count"].to_dict()["unfulfilled_disciplined"]
    193
    >>> report
    Report: 2018, The whole organisation, kien-giang-2018
    36 figures; findings: 1, accepted: 0
    report.sections  report.levels()  report.levels().frame  report.figures  report.findings

    Attributes
    ----------
    parameters
        What was asked for.
    dataset
        What was read.
    rules, cap_rule
        The rules of the year, and the cap on `excellent` that they and the parameters set, if any.
    figures
        All figures, completed: ``year, unit, subject, tier, measure, value, source, place``.
    findings
        Everything found in the figures, accepted or not: a DataFrame.
    sections
        The sections that the report may have, with the call that gives each: a DataFrame. ``report[id]``
        gives one by its id.
    """

    stopping_findings = stopping_findings
    added_section = contents.added_section
    with_sections = contents.with_sections
    contents = property(contents.contents)

    head = overview.head
    summary = front.summary
    brief = front.brief
    decisions = front.decisions
    attention = quality.attention
    doubtful = quality.doubtful
    narrative = overview.narrative

    reviews = overview.reviews
    levels = ratings.levels
    benchmark = ratings.benchmark
    reasons = ratings.reasons
    cap = caps.cap
    units = ratings.units
    changes = ratings.changes

    streaks = recognition.streaks
    awards = recognition.awards

    preparation = counted.preparation
    suggested = work.suggested
    tasks = work.tasks
    targets = work.targets
    apparatus = work.apparatus
    apparatus_items = work.apparatus_items
    remediation = work.remediation
    personnel = counted.personnel
    commitments = counted.commitments
    topic = counted.topic

    edition_changes = overview.edition_changes
    quality = quality.quality
    cases = work.cases
    closing = overview.closing
    sources = overview.sources
    provenance = overview.provenance
