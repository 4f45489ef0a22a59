"""Find units that have not reported what their neighbours have, so that their whole is unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from kgreport.data.tables.unit_tree import all_below, below
from kgreport.data.tables.units import Unit
from kgreport.terms.findings import Finding, Severity, Wording, make_finding
from kgreport.terms.phrases import Phrase
from kgreport.terms.places import place_of_figures
from kgreport.terms.vocabulary import ITEMS, LISTED, SUBJECTS, measure_label


def check_reported(figures: pd.DataFrame, units: Sequence[Unit], unit: str, year: int) -> Iterator[Finding]:
    """Where one unit has figures of a subject, each of its neighbours has.

    Parameters
    ----------
    figures
        Frame of figures, completed.
    units
        The tree.
    unit
        The unit reported on; those below it are looked at.
    year
        The year reported on.

    Yields
    ------
    Finding
        An error of a subject that a unit says nothing of; a warning of single measures.
    """
    told, known = _reported(figures[figures["year"] == year])
    for parent in all_below(unit, units):
        children = below(parent, units)
        for subject in (*SUBJECTS, *ITEMS) if children else ():
            missing = [child for child in children if (child, subject) not in told]
            where = _Where(subject, year, parent)
            if not missing:
                yield from _partly_reported(known.get(subject, []), where, children)
            elif len(missing) < len(children):
                yield _not_reported(where, [one.name for one in units if one.id in missing], len(children))


def _reported(figures: pd.DataFrame) -> tuple[set[tuple[str, str]], dict[str, list[tuple[str, str]]]]:
    """Name the units that say anything of a subject; and by subject, who knows which measure of the whole."""
    told: set[tuple[str, str]] = set()
    known: dict[str, list[tuple[str, str]]] = {}
    columns = (figures[name].tolist() for name in ("unit", "subject", "tier", "measure", "source"))
    for unit, subject, tier, measure, source in zip(*columns, strict=True):
        if source not in LISTED:  # a list of some matters says nothing of who has none
            told.add((unit, subject))
            if not tier:
                known.setdefault(subject, []).append((unit, measure))
    return told, known


@dataclass(frozen=True, slots=True)
class _Where:
    subject: str
    year: int
    parent: str

    def finding(self, kind: str, wording: Wording, severity: Severity) -> Finding:
        parts = {"year": self.year, "unit": self.parent, "subject": self.subject}
        place = place_of_figures(self.year, self.parent, self.subject)
        return make_finding(kind, parts, place, wording, severity=severity)


def _partly_reported(
    known: Sequence[tuple[str, str]], where: _Where, children: Sequence[str]
) -> Iterator[Finding]:
    """Name the figures that some of the units have and others have not, so that the whole is unknown."""
    units, told = set(children), {measure for unit, measure in known if unit == where.parent}
    counted = Counter(measure for unit, measure in known if unit in units)
    partly = [measure for measure, n in counted.items() if n < len(children) and measure not in told]
    if partly:
        yield _known_of_some(where, partly)


def _known_of_some(where: _Where, measures: Sequence[str]) -> Finding:
    labels = [measure_label(where.subject, measure) for measure in measures]
    listed = Phrase("; ".join(label.vi for label in labels), "; ".join(label.en for label in labels))
    wording = Wording(
        Phrase("chỉ một số đơn vị có: {listed}", "only some units have: {listed}").fill(listed=listed),
        Phrase("số liệu của mọi đơn vị", "figures of every unit"),
        Phrase("bổ sung; khi còn thiếu, số chung ghi “–”", "add them; until then the whole prints as “–”"),
    )
    return where.finding("partly-reported", wording, "warning")


def _not_reported(where: _Where, missing: Sequence[str], children: int) -> Finding:
    units = "unit" if len(missing) == 1 else "units"
    wording = Wording(
        Phrase("thiếu {n} đơn vị: {listed}", f"no figures of {{n}} {units}: {{listed}}").fill(
            n=len(missing), listed=", ".join(missing)
        ),
        Phrase("số liệu của cả {of} đơn vị", "figures of each of the {of} units").fill(of=children),
        Phrase(
            "bổ sung số liệu; nếu công bố khi còn thiếu, chấp nhận phát hiện này kèm lý do",
            "add their figures; to publish without them, accept this finding, with a reason",
        ),
    )
    return where.finding("not-reported", wording, "error" if where.subject in SUBJECTS else "warning")
