"""What is wrong, doubtful or worth knowing about the input, said so that it can be put right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kgreport.errors import KgreportError
from kgreport.terms.phrases import Language, Message, Phrase, as_message

Severity = Literal["error", "warning"]

SEVERITIES: Mapping[str, Phrase] = {
    "error": Phrase("lỗi", "error"),
    "warning": Phrase("cảnh báo", "warning"),
}

Text = Phrase | Message

EXPECTED = Phrase("cần ", "expected ")
RULE = Phrase("", "expected ")
STATEMENT = Phrase("", "")
"""What stands before what was expected in a line of text: a thing, a rule, or what is known to be so."""


class Wording(NamedTuple):
    """What a finding says.

    Attributes
    ----------
    found, expected, advice
        What is there, what should be there, and what to do about it.
    lead_in
        What stands before `expected` in a line of text.
    word
        The word that was found, where none such is known.
    """

    found: Text
    expected: Text
    advice: Text
    lead_in: Phrase = EXPECTED
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found in the input.

    Attributes
    ----------
    kind
        Which rule was broken.
    parts
        What distinguishes this finding from others of its kind, by name, in the order of its id.
    severity
        ``error`` stops a build unless accepted; ``warning`` is printed and does not stop it.
    place
        File, row and column, or the figures concerned.
    expected, found, advice
        What should have been there, what is there, and what to do about it.
    lead_in
        What stands before `expected` in a line of text.
    acceptable
        Whether parameters may accept it; a cell that cannot be read never is.
    cells
        The cells of workbooks it lies in, as ``rach-gia-2018.xlsx!Kiểm điểm!C17``.
    unit
        The unit it is about, empty for the whole; None where it is not about one alone. The report of a unit
        leaves out what is about others.

    Examples
    --------
    >>> report = kgreport.build_report(year=2018, dataset="kien-giang-2018", first_year=2015)
    >>> for finding in report.all_findings():
    ...     print(finding.severity, finding.id)
    warning cap-2018-organization-grassroots
    """

    kind: str
    parts: Mapping[str, object] = field(default_factory=dict)
    severity: Severity
    place: Message
    expected: Message
    found: Message
    advice: Message
    lead_in: Phrase = EXPECTED
    acceptable: bool = True
    cells: tuple[str, ...] = ()
    unit: str | None = None

    @property
    def id(self) -> str:
        """Stable name, the same whenever the same thing is found; parameters accept a finding by it."""
        return "-".join(str(part) for part in (self.kind, *self.parts.values()) if part != "")

    def say_expected(self, language: Language, number: Callable[[int], str] = str) -> str:
        """Say what was expected as a part of a line of text."""
        return self.lead_in.say(language) + self.expected.say(language, number)


def make_finding(
    kind: str,
    parts: Mapping[str, object],
    place: Text,
    wording: Wording,
    *,
    severity: Severity = "error",
    acceptable: bool = True,
    cells: tuple[str, ...] = (),
    unit: str | None = None,
) -> Finding:
    """Make a finding; it is about the unit among its parts, where none other is given.

    >>> parts = {"year": 2018, "unit": "", "subject": "member", "tier": "", "measure": "rated"}
    >>> wording = Wording(Phrase("3", "3"), Phrase("2", "2"), Phrase("sửa", "correct it"))
    >>> make_finding("sum", parts, Phrase("đảng viên", "members"), wording).id
    'sum-2018-member-rated'
    """
    named = parts.get("unit")
    return Finding(
        kind=kind,
        parts=parts,
        severity=severity,
        place=as_message(place),
        expected=as_message(wording.expected),
        found=as_message(wording.found),
        advice=as_message(wording.advice),
        lead_in=wording.lead_in,
        acceptable=acceptable,
        cells=cells,
        unit=str(named) if unit is None and named is not None else unit,
    )


class DatasetError(KgreportError):
    """The figures cannot be used as they are.

    Attributes
    ----------
    findings
        Everything that is wrong, not only the first thing.

    Examples
    --------
    >>> try:
    ...     kgreport.build_report(year=2018, dataset="kien-giang")
    ... except kgreport.DatasetError as error:
    ...     print(error.findings[0].advice.say("en"))
    did you mean 'kien-giang-2018'?
    """

    def __init__(self, findings: Iterable[Finding], language: Language = "en") -> None:
        self.findings = tuple(findings)
        self.language = language
        super().__init__(self.say(language))

    def say(self, language: str = "") -> str:
        """Give the findings in a language, or else in that of the report, one a line."""
        return "\n".join(_line(finding, language or self.language) for finding in self.findings)


def _line(finding: Finding, language: str) -> str:
    chosen: Language = "vi" if language == "vi" else "en"
    place, found, advice = (message.say(chosen) for message in (finding.place, finding.found, finding.advice))
    return f"{place}: {found}; {finding.say_expected(chosen)}; {advice} [{finding.id}]"


def list_counts(lead: Phrase, counts: Iterable[tuple[object, object]]) -> Message:
    """Say some words, then counts with the label of each."""
    listed, values = list[str](), dict[str, object]()
    for n, (label, count) in enumerate(counts):
        listed.append(f"{{label{n}}} {{count{n}}}")
        values |= {f"label{n}": label, f"count{n}": count}
    return Message(Phrase(*(f"{one}: {'; '.join(listed)}" for one in lead)), values)
