"""Find figures that a report lacks: all of its unit and year, or those that units beside another have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import pandas as pd

from kgreport.data.figures.layout import DERIVED, Scope
from kgreport.data.rules.model import NO_RULES, Rules, YearRules, label_in_year
from kgreport.data.tables.unit_tree import all_below, below_in_year
from kgreport.data.tables.units import Unit
from kgreport.data.tables.values import one_of
from kgreport.terms.findings import EXPECTED, STATEMENT, Finding, Severity, Wording, list_counts, make_finding
from kgreport.terms.phrases import Phrase
from kgreport.terms.places import place_of_figures
from kgreport.terms.spelling import did_you_mean, nearest
from kgreport.terms.vocabulary import ITEMS, LISTED, SUBJECTS


def check_coverage(figures: pd.DataFrame, unit: str, year: int) -> list[Finding]:
    """A report has figures of its unit and year."""
    units = sorted(set(figures["unit"]))
    if not units:
        return [_nothing(year)]
    if unit not in units:
        known = [name for name in units if name]
        return [_no_unit(unit, known) if unit else _no_whole(known)]
    if year not in set(figures.loc[figures["unit"] == unit, "year"]):
        return [_no_year(figures, unit, year)]
    return []


def _nothing(year: int) -> Finding:
    wording = Wording(
        Phrase("bộ số liệu chưa có số liệu nào", "the dataset has no figures yet"),
        Phrase("số liệu năm {year}", "figures of {year}").fill(year=str(year)),
        Phrase("điền số liệu vào bảng hoặc biểu", "fill in the figures in its tables or workbooks"),
    )
    return make_finding("no-data", {}, Phrase("bộ số liệu", "the dataset"), wording, acceptable=False)


def _no_whole(units: list[str]) -> Finding:
    wording = Wording(
        Phrase("không có số liệu chung nào", "no figures of the whole"),
        Phrase(
            "số liệu chung của toàn Đảng bộ, hoặc đặt unit là một trong: {known}",
            "figures of the whole, or unit set to one of {known}",
        ).fill(known=", ".join(units)),
        Phrase(
            "bổ sung số liệu của các đơn vị còn thiếu; nếu công bố khi còn thiếu, chấp nhận "
            "phát hiện này kèm lý do",
            "add the figures of the missing units; to publish without them, accept this finding, "
            "with a reason",
        ),
    )
    return make_finding("no-unit", {}, _UNIT, wording)


def _no_unit(unit: str, units: list[str]) -> Finding:
    near, known = nearest(unit, units), one_of(units)
    only_whole = Phrase("bộ số liệu chỉ có số chung", "the dataset has figures of the whole only")
    wording = Wording(
        Phrase("không có số liệu của '{unit}'", "no figures of '{unit}'").fill(unit=unit),
        known if units else only_whole,
        did_you_mean(near, Phrase("sửa hoặc để trống unit", "correct unit, or leave it empty")),
        EXPECTED if units else STATEMENT,
    )
    return make_finding("no-unit", {}, _UNIT, wording, acceptable=False)


def _no_year(figures: pd.DataFrame, unit: str, year: int) -> Finding:
    of_unit = figures[figures["unit"] == unit]
    rated = of_unit[of_unit["subject"].isin(list(SUBJECTS))]
    years = sorted(set((of_unit if rated.empty else rated)["year"]))
    wording = Wording(
        Phrase("không có số liệu năm {year}", "no figures of {year}").fill(year=str(year)),
        Phrase("số liệu là của năm {years}", "the figures are of {years}").fill(
            years=", ".join(map(str, years))
        ),
        Phrase("sửa year hoặc thêm số liệu", "correct year, or add its figures"),
        STATEMENT,
    )
    place = Phrase("tham số year", "parameter year")
    return make_finding("no-year", {}, place, wording, acceptable=False)


_UNIT = Phrase("tham số unit", "parameter unit")


def check_reported(
    figures: pd.DataFrame, units: Sequence[Unit], unit: str, year: int, rules: YearRules = NO_RULES
) -> Iterator[Finding]:
    """Where one unit has figures of a subject, all its neighbours have.

    The check looks at the units below `unit`. A unit without any figure of a subject is an error; a unit that
    lacks some measures is a warning.
    """
    if not units:
        return
    reporting, known = _reported(figures[figures["year"] == year])
    for parent in all_below(unit, units):
        children = below_in_year(parent, units, {one for one, _ in reporting})
        for subject in (*SUBJECTS, *ITEMS) if children else ():
            missing = [child for child in children if (child, subject) not in reporting]
            scope = _ParentScope(subject, year, parent, rules)
            if not missing:
                yield from _partly_reported(known.get(subject, []), scope, children)
            elif len(missing) < len(children):
                yield _not_reported(scope, [one.name for one in units if one.id in missing], len(children))


def lacking_measures(
    figures: pd.DataFrame, units: Sequence[Unit], unit: str, year: int
) -> dict[str, list[tuple[str, str]]]:
    """List what each unit below `unit` lacks and a unit beside it has, as subjects and measures.

    Where a unit has no figure of a subject at all, the subject is listed once, with an empty measure.
    """
    reporting, known = _reported(figures[figures["year"] == year])
    lacking: dict[str, list[tuple[str, str]]] = {}
    there = {one for one, _ in reporting}
    for children in (below_in_year(parent, units, there) for parent in all_below(unit, units)):
        for subject in (*SUBJECTS, *ITEMS):
            of = set(known.get(subject, ()))
            measures = dict.fromkeys(measure for one, measure in known.get(subject, ()) if one in children)
            anyone = any((child, subject) in reporting for child in children)
            for child in children:
                if anyone and (child, subject) not in reporting:
                    lacking.setdefault(child, []).append((subject, ""))
                elif missing := [(subject, one) for one in measures if (child, one) not in of]:
                    lacking.setdefault(child, []).extend(missing)
    return lacking


def _reported(figures: pd.DataFrame) -> tuple[set[tuple[str, str]], dict[str, list[tuple[str, str]]]]:
    """The units with any figure of a subject; and by subject, the units and measures known for all tiers.

    A zero that follows in some unit, of what no unit has stated, is left out: it is not lacking elsewhere.
    """
    reporting: set[tuple[str, str]] = set()
    known: dict[str, list[tuple[str, str]]] = {}
    names = ("unit", "subject", "tier", "measure", "value", "source")
    rows = list(zip(*(figures[name].tolist() for name in names), strict=True))
    stated = {
        (subject, measure) for _, subject, _, measure, _, source in rows if not source.startswith(DERIVED)
    }
    for unit, subject, tier, measure, value, source in rows:
        # a unit that is not in a list may have nothing to list
        if source not in LISTED and (value or (subject, measure) in stated):
            reporting.add((unit, subject))
            if not tier:
                known.setdefault(subject, []).append((unit, measure))
    return reporting, known


@dataclass(frozen=True, slots=True)
class _ParentScope:
    subject: str
    year: int
    parent: str
    rules: YearRules

    def finding(self, kind: str, wording: Wording, severity: Severity) -> Finding:
        parts = {"year": self.year, "unit": self.parent, "subject": self.subject}
        place = place_of_figures(self.year, self.parent, self.subject)
        return make_finding(kind, parts, place, wording, severity=severity)


def _partly_reported(
    known: Sequence[tuple[str, str]], scope: _ParentScope, children: Sequence[str]
) -> Iterator[Finding]:
    """Find the measures that some units have and others lack, so that the whole is unknown."""
    units, of_whole = set(children), {measure for unit, measure in known if unit == scope.parent}
    counted = Counter(measure for unit, measure in known if unit in units)
    partly = [measure for measure, n in counted.items() if n < len(children) and measure not in of_whole]
    if partly:
        yield _known_of_some(scope, partly)


def _known_of_some(scope: _ParentScope, measures: Sequence[str]) -> Finding:
    labels = [label_in_year(scope.rules, scope.year, scope.subject, measure) for measure in measures]
    listed = Phrase("; ".join(label.vi for label in labels), "; ".join(label.en for label in labels))
    wording = Wording(
        Phrase("chỉ một số đơn vị có: {listed}", "only some units have: {listed}").fill(listed=listed),
        Phrase("số liệu của mọi đơn vị", "figures of every unit"),
        Phrase("bổ sung; khi còn thiếu, số chung ghi “–”", "add them; until then the whole prints as “–”"),
    )
    return scope.finding("partly-reported", wording, "warning")


def _not_reported(scope: _ParentScope, missing: Sequence[str], children: int) -> Finding:
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
    return scope.finding("not-reported", wording, "error" if scope.subject in SUBJECTS else "warning")


def unshown_finding(scope: Scope, counts: Mapping[str, object], rules: Rules) -> Finding:
    """Find figures of a scope, by measure, that no section of the report shows."""
    labelled = [(rules.label(scope.subject, code), count) for code, count in counts.items()]
    wording = Wording(
        list_counts(Phrase("không phần nào nêu", "no section shows"), labelled),
        Phrase("một phần của báo cáo nêu từng số liệu", "each figure in a section of the report"),
        Phrase(
            "nêu số liệu này trong lời văn (narrative), hoặc kiểm tra lại đối tượng, cấp và chỉ tiêu",
            "say it in a text of the parameter narrative, or check subject, tier and measure",
        ),
    )
    parts = asdict(scope)
    place = place_of_figures(**parts, own=rules.own)
    return make_finding("unshown", parts, place, wording, severity="warning")
