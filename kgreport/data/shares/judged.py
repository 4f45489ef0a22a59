"""A printed share or approximate count with its verdict, from which its finding is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from kgreport.data.figures.layout import DERIVED
from kgreport.data.figures.lookup import Known
from kgreport.data.rules.model import YearRules, label_in_year, own_terms_of
from kgreport.data.shares.prints import Print
from kgreport.terms.findings import Finding, Severity, Wording, make_finding
from kgreport.terms.own_terms import OwnTerms
from kgreport.terms.phrases import Phrase, same
from kgreport.terms.places import place_of_figures
from kgreport.terms.printed_numbers import say_printed
from kgreport.terms.printed_shares import Verdict

_DERIVED = Phrase(" (suy ra)", " (derived)")
_NOTHING = Phrase("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A print with its verdict, and what it was judged by.

    Attributes
    ----------
    print
        The print.
    base
        The measure it was judged as a share of; empty for a count, and where there is none.
    verdict
        What it is worth.
    known
        The figures of its scope.
    rules
        The rules of each year, which name the levels.
    counts, bases
        What else was tried: counts by measure, and bases by tier and measure.
    """

    print: Print
    base: str
    verdict: Verdict
    known: Known
    rules: YearRules
    counts: Mapping[str, int] = field(default_factory=dict)
    bases: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def has_ratio(self) -> bool:
        """Whether its count and its base are both known."""
        return self.print.measure in self.known and self.base in self.known

    @property
    def printed(self) -> Phrase:
        """The number as it was printed."""
        return say_printed(self.print.number)

    def label(self, code: str) -> Phrase:
        """Name a measure as the rules of the year do."""
        return label_in_year(self.rules, self.print.scope.year, self.print.scope.subject, code)

    def count(self, code: str) -> int:
        """Give a known count."""
        return self.known[code].value

    def mark(self, code: str) -> Phrase:
        """Mark a count that is derived."""
        return _DERIVED if self.known[code].source.startswith(DERIVED) else _NOTHING

    def finding(
        self, kind: str, wording: Wording, severity: Severity | None = None, prints: Sequence[Print] = ()
    ) -> Finding:
        """Make a finding about it, or about several prints of the same share."""
        one = self.print
        return finding_at(
            kind,
            prints or [one],
            wording,
            own_terms_of(self.rules),
            severity=severity or self._severity,
            label=self.label(one.measure),
            named={"measure": one.measure, "base": one.base},
        )

    @property
    def _severity(self) -> Severity:
        """An approximate print may be meant loosely; one without a base may be of its usual, unknown one."""
        usual = next(iter(self.print.bases), "")
        is_of_a_base = self.verdict.right is not None or self.verdict.kind == "no_count"
        is_guessed = is_of_a_base and not self.print.base and usual not in self.known
        return "warning" if self.print.number.approximation or is_guessed else "error"


def finding_at(
    kind: str,
    prints: Sequence[Print],
    wording: Wording,
    own: OwnTerms,
    *,
    severity: Severity,
    label: Phrase,
    named: Mapping[str, str],
) -> Finding:
    """Make a finding about prints of one scope, named by a measure, whose label is given, and a base."""
    parts = asdict(prints[0].scope)
    place = place_of_figures(
        **parts,
        own=own,
        after=same(": {measure} ({files})"),
        measure=label,
        files=", ".join(dict.fromkeys(one.place for one in prints)),
    )
    return make_finding(kind, {**parts, **named}, place, wording, severity=severity)
