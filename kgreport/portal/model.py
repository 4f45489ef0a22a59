"""What a portal knows of each report: what it is of, how it stands, its key figures and its files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from kgreport.builder.job import ANNUAL, edition_mark
from kgreport.terms.phrases import Language, Phrase
from kgreport.terms.vocabulary import PERIODS

CodeAndName = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRecord:
    """The unit of a report.

    Attributes
    ----------
    code, name
        Its code, empty for the whole organisation, and its name.
    above
        The units above it, from the top down, without the whole.
    below
        The units directly below it, in their order.
    """

    code: str = ""
    name: str = ""
    above: tuple[CodeAndName, ...] = ()
    below: tuple[CodeAndName, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One key figure of a report over the years.

    Attributes
    ----------
    subject, tier, measure
        Who is counted, and what.
    who, what
        The same in words.
    counts, shares
        By year, what is known: how many, and what share that is of those rated, as a fraction of one.
    """

    subject: str
    tier: str
    measure: str
    who: Phrase
    what: Phrase
    counts: dict[int, int] = field(default_factory=dict)
    shares: dict[int, float] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole that shares are of."""
        return self.measure in ("rated", "total")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFinding:
    """What was found in the figures of a report, in its language; `accepted` says why it may stand."""

    id: str
    severity: str
    place: str = ""
    found: str = ""
    expected: str | None = None
    advice: str = ""
    accepted: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """A file of a report.

    Attributes
    ----------
    path
        Where it is, from the folder of the reports on, with ``/``.
    format
        ``html``, ``pdf``, ``brief``, ``docx``, ``xlsx``, ``csv``, ``notebook``; else the end of its name.
    size
        Its bytes.
    """

    path: str
    format: str
    size: int

    @property
    def name(self) -> str:
        """Its name, without the folder."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedReport:
    """A report that lies in the folder.

    Attributes
    ----------
    name
        Its name and the folder it lies in, as ``province/2018/rach-gia``.
    stem
        What the names of its files begin with, as ``annual-report-2018-rach-gia``.
    notebook
        Name of its notebook, as ``annual_report``.
    key
        What tells whether it is still what would be built.
    year, period, language, status, edition, reason, issued, number, superior
        As its parameters say; `reason` is why there is an edition after the first.
    unit
        Its unit, with those above and below.
    dataset, simulated
        The dataset, and whether its figures are made up.
    findings, figures
        What was found in its figures, and its key figures.
    files
        Its files that are there.
    failed
        Whether a later build of it failed, so that it may be out of date.
    """

    name: str
    stem: str
    notebook: str
    key: str
    year: int
    period: str = "year"
    language: Language = "vi"
    status: Literal["draft", "final"] = "draft"
    edition: int = 1
    reason: str = ""
    issued: date | None = None
    number: str = ""
    superior: str = ""
    unit: UnitRecord = field(default_factory=UnitRecord)
    dataset: str = ""
    simulated: bool = False
    findings: tuple[ListedFinding, ...] = ()
    figures: tuple[KeyFigure, ...] = ()
    files: tuple[ReportFile, ...] = ()
    failed: bool = False

    @property
    def kind(self) -> Phrase:
        """What kind of report it is."""
        return KINDS.get(self.notebook) or Phrase(*[self.notebook.replace("_", " ").replace("-", " ")] * 2)

    @property
    def about(self) -> Phrase:
        """What it is of: the year, or a part of it."""
        of = PERIODS.get(self.period, PERIODS["year"])
        return Phrase(f"{of.vi or 'năm'} {self.year}", f"{of.en} {self.year}".strip())

    @property
    def series(self) -> tuple[str, ...]:
        """What it has in common with the report of the same unit in another year."""
        return self.unit.code, self.notebook, self.period, self.language, str(self.simulated)

    @property
    def issue(self) -> tuple[str, str]:
        """What all editions of it have in common."""
        return self.name, self.stem.replace(f"-{edition_mark(self.edition)}", "")

    @property
    def open_findings(self) -> tuple[ListedFinding, ...]:
        """What was found and is not accepted."""
        return tuple(one for one in self.findings if one.accepted is None)

    @property
    def page(self) -> ReportFile | None:
        """Its HTML page, if it has one."""
        return next((one for one in self.files if one.format == "html"), None)

    @property
    def rank(self) -> tuple[object, ...]:
        """What it is sorted by among the reports of its unit and year: the one to read first, first."""
        return (
            self.simulated,
            self.notebook != ANNUAL,
            list(PERIODS).index(self.period) if self.period in PERIODS else len(PERIODS),
            self.language != "vi",
            self.status != "final",
            -self.edition,
            self.name,
            self.stem,
        )


KINDS = {
    ANNUAL: Phrase("Báo cáo năm", "Annual report"),
    "trend_report": Phrase("Báo cáo xu hướng nhiều năm", "Trend report"),
}
"""What the reports of kgreport's own notebooks are called."""
