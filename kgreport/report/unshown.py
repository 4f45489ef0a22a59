"""Find figures that were given and that no section of the annual report shows."""

from __future__ import annotations

from collections.abc import Iterator

from kgreport.data.figures.layout import Scope
from kgreport.data.figures.unit_sums import is_written
from kgreport.data.rules.model import Rules
from kgreport.report.basis import Basis, figures_in, scopes_with_figures
from kgreport.report.ratings import RATINGS, reasons_shown
from kgreport.terms.findings import Finding, Wording, make_finding
from kgreport.terms.phrases import Message, Phrase
from kgreport.terms.places import place_of_figures
from kgreport.terms.vocabulary import AWARDS
from kgreport.views.sections.work.counted_sections import SECTIONS
from kgreport.views.sections.work.reviews import REVIEW_ROWS


def shown_measures(scope: Scope, rules: Rules) -> set[str]:
    """Name the measures of a scope that the sections of the annual report show."""
    counted = {
        code for section in SECTIONS.values() if scope.subject in section.subjects for code in section.bases
    }
    reasons = () if scope.tier else reasons_shown(scope.subject, rules)
    return {*RATINGS, *REVIEW_ROWS, *AWARDS, *counted, *reasons}


def unshown_findings(report: Basis) -> Iterator[Finding]:
    """Every figure that was given stands in a section of the report, not in the annex of sources alone."""
    for scope in scopes_with_figures(report):
        shown = shown_measures(scope, report.rules)
        known = figures_in(report, scope)
        hidden = {
            code: figure.value
            for code, figure in known.items()
            if code not in shown and figure.value and is_written(figure.source)
        }
        if hidden:
            yield _unshown(scope, hidden, report.rules)


def _unshown(scope: Scope, hidden: dict[str, int], rules: Rules) -> Finding:
    listed = "; ".join(f"{{label{n}}} {{count{n}}}" for n in range(len(hidden)))
    values: dict[str, object] = {}
    for n, (code, count) in enumerate(hidden.items()):
        values |= {f"label{n}": rules.label(scope.subject, code), f"count{n}": count}
    wording = Wording(
        Message(Phrase(f"không phần nào nêu: {listed}", f"no section shows: {listed}"), values),
        Phrase("một phần của báo cáo nêu từng số liệu", "each figure in a section of the report"),
        Phrase(
            "nêu số liệu này trong lời văn (narrative), hoặc kiểm tra lại đối tượng, cấp và chỉ tiêu",
            "say it in a text of the parameter narrative, or check subject, tier and measure",
        ),
    )
    parts = {"year": scope.year, "unit": scope.unit, "subject": scope.subject, "tier": scope.tier}
    place = place_of_figures(scope.year, scope.unit, scope.subject, scope.tier)
    return make_finding("unshown", parts, place, wording, severity="warning")
