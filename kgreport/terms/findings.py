"""What is wrong, doubtful or worth knowing about the input, said so that it can be put right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from kgreport.errors import KgreportError
from kgreport.terms.phrases import Language, Message, Phrase

Severity = Literal["error", "warning"]

_FILE = Phrase("{file}", "{file}")
_ROW = Phrase("{file}, dòng {row}", "{file}, row {row}")
_CELL = Phrase("{file}, dòng {row}, cột {column}", "{file}, row {row}, column {column}")


class Said(NamedTuple):
    """What was found, expected and advised; and the word that was found, where none such is known."""

    found: Phrase
    expected: Phrase
    advice: Phrase
    word: str = ""


def place_in(file: str, row: object = "", column: str = "") -> Message:
    """Say the place of a cell of a table; of the row or the file where it is all of it.

    >>> place_in("figures.csv", 7, "value").say("en")
    'figures.csv, row 7, column value'
    >>> place_in("figures.csv", 7).say("vi")
    'figures.csv, dòng 7'
    """
    phrase = _CELL if column else _ROW if row else _FILE
    return Message(phrase, {"file": file, "row": str(row), "column": column})


def finding_id(*words: object) -> str:
    """Join the words that make a finding's id, leaving out those that are empty.

    >>> finding_id("sum", 2018, "", "member", "rated")
    'sum-2018-member-rated'
    """
    return "-".join(str(word) for word in words if word != "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found in the input.

    Attributes
    ----------
    id
        Stable name of this finding, the same whenever the same thing is found; parameters accept it by this.
    severity
        ``error`` stops a build unless accepted; ``warning`` is printed and does not stop it.
    place
        File, row and column, or the figures concerned.
    expected, found, advice
        What should have been there, what is there, and what to do about it.
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
    >>> for finding in report.findings:
    ...     print(finding.severity, finding.id)
    warning cap-2018-organization-grassroots
    """

    id: str
    severity: Severity
    place: Message
    expected: Message
    found: Message
    advice: Message
    acceptable: bool = True
    cells: tuple[str, ...] = ()
    unit: str | None = None


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
        super().__init__("\n".join(_line(finding, language) for finding in self.findings))


def _line(finding: Finding, language: Language) -> str:
    said = (finding.place, finding.found, finding.expected, finding.advice)
    place, found, expected, advice = (message.say(language) for message in said)
    return f"{place}: {found}; {expected}; {advice} [{finding.id}]"
