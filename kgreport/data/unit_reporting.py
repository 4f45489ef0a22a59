"""Find units that have not reported what their neighbours have, so that their whole is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from kgreport.data.findings import Finding, finding_id
from kgreport.data.phrases import Message, Phrase
from kgreport.data.unit_tree import all_below, below
from kgreport.data.units import Unit
from kgreport.data.vocabulary import ITEMS, LISTED, SUBJECTS, label_of, measure_label


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
    # A list of some matters says nothing of who has none.
    here = figures[(figures["year"] == year) & ~figures["source"].isin(LISTED)]
    told = {str(of): set(rows) for of, rows in here.groupby("unit")["subject"]}
    whole = here[here["tier"] == ""]
    known = {str(of): rows for of, rows in whole.groupby("subject")}
    for parent in all_below(unit, units):
        children = below(parent, units)
        for subject in (*SUBJECTS, *ITEMS):
            missing = [child for child in children if subject not in told.get(child, ())]
            where = _Where(subject, year, parent)
            if not missing and subject in known:
                yield from _partly_reported(known[subject], where, children)
            elif 0 < len(missing) < len(children):
                yield _not_reported(where, [one.name for one in units if one.id in missing], len(children))


@dataclass(frozen=True, slots=True)
class _Where:
    subject: str
    year: int
    parent: str

    def finding_id(self, kind: str) -> str:
        return finding_id(kind, self.year, self.parent, self.subject)

    def place(self) -> Message:
        unit = f", {self.parent}" if self.parent else ""
        said = {"label": label_of(self.subject), "year": str(self.year), "unit": unit}
        return Message(Phrase("{label}, năm {year}{unit}", "{label}, {year}{unit}"), said)


def _partly_reported(figures: pd.DataFrame, where: _Where, children: Sequence[str]) -> Iterator[Finding]:
    """Name the figures that some of the units have and others have not, so that the whole is unknown."""
    known = figures[figures["unit"].isin(children)].groupby("measure", sort=False)["unit"].nunique()
    told = set(figures.loc[figures["unit"] == where.parent, "measure"])
    partly = [str(measure) for measure, n in known.items() if n < len(children) and measure not in told]
    if partly:
        yield _known_of_some(where, partly)


def _known_of_some(where: _Where, measures: Sequence[str]) -> Finding:
    labels = [measure_label(where.subject, measure) for measure in measures]
    listed = Phrase("; ".join(label.vi for label in labels), "; ".join(label.en for label in labels))
    return Finding(
        id=where.finding_id("partly-reported"),
        severity="warning",
        place=where.place(),
        expected=Message(Phrase("cần số liệu của mọi đơn vị", "expected figures of every unit")),
        found=Message(
            Phrase("chỉ một số đơn vị có: {listed}", "only some units have: {listed}"), {"listed": listed}
        ),
        advice=Message(
            Phrase("bổ sung; khi còn thiếu, số chung ghi “–”", "add them; until then the whole prints as “–”")
        ),
    )


def _not_reported(where: _Where, missing: Sequence[str], children: int) -> Finding:
    told, units = {"n": len(missing), "listed": ", ".join(missing)}, "unit" if len(missing) == 1 else "units"
    return Finding(
        id=where.finding_id("not-reported"),
        severity="error" if where.subject in SUBJECTS else "warning",
        place=where.place(),
        expected=Message(
            Phrase("cần số liệu của cả {of} đơn vị", "expected figures of each of the {of} units"),
            {"of": children},
        ),
        found=Message(Phrase("thiếu {n} đơn vị: {listed}", f"no figures of {{n}} {units}: {{listed}}"), told),
        advice=Message(
            Phrase(
                "bổ sung số liệu; nếu công bố khi còn thiếu, chấp nhận phát hiện này kèm lý do",
                "add their figures; to publish without them, accept this finding, with a reason",
            )
        ),
    )
