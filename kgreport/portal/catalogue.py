"""List the reports that lie in a folder, of every unit, year and edition, by their manifests.

Nothing else is read: neither the dataset nor a parameters file needs to be there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from kgreport.file_names import fault_of_unit
from kgreport.formats import Format, formats_that_load
from kgreport.outputs.stored import Stored, stored_reports
from kgreport.portal.model import ListedReport, ReportFile, UnitRecord
from kgreport.portal.words import WORDS
from kgreport.terms.collation import sort_key
from kgreport.terms.phrases import Language, language_of_run

NOTEBOOK = ".ipynb"

_REPORT = TypeAdapter(ListedReport)


@dataclass(frozen=True)
class Catalogue:
    """All reports of a folder.

    Attributes
    ----------
    reports
        Each report, by year (the latest first), unit and what else tells them apart.
    unbuilt
        Names of the reports that were tried, failed, and were never built.
    """

    reports: tuple[ListedReport, ...]
    unbuilt: tuple[str, ...] = ()

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years with a report, the latest first."""
        return tuple(sorted({one.year for one in self.reports}, reverse=True))

    @property
    def language(self) -> Language:
        """The language to speak of the reports in: Vietnamese where all are, and English otherwise."""
        return language_of_run(one.language for one in self.reports)

    @cached_property
    def owner(self) -> str:
        """Name the organisation that the reports are of, as the latest report on the whole does."""
        named = (of[0].superior for (_, unit), of in self.by_place.items() if not unit)
        return next(filter(None, named), "")

    @cached_property
    def all_simulated(self) -> bool:
        """Whether the figures of all reports are made up, so that saying it once is enough."""
        return all(one.simulated for one in self.reports)

    @cached_property
    def units(self) -> Mapping[str, UnitRecord]:
        """The units that reports are of, by code: the whole first, then from the top down, in their order."""
        latest = {one.unit.code: one.unit for one in sorted(self.reports, key=lambda one: one.year)}
        return {code: latest[code] for code in in_order(latest)}

    @cached_property
    def by_place(self) -> Mapping[tuple[int, str], tuple[ListedReport, ...]]:
        """The reports by year and unit, in each the one to read first, first."""
        found: dict[tuple[int, str], list[ListedReport]] = defaultdict(list)
        for one in self.reports:
            found[one.year, one.unit.code].append(one)
        return {place: tuple(sorted(of, key=lambda one: one.rank)) for place, of in found.items()}

    @cached_property
    def latest(self) -> Sequence[ListedReport]:
        """Give of each unit the report to read first of its latest year."""
        years = {code: year for year, code in sorted(self.by_place)}
        return [self.by_place[years[code], code][0] for code in self.units]

    def unit_name(self, code: str, language: Language) -> str:
        """Name a unit, or the whole."""
        name = self.units[code].name if code in self.units else code
        return name or WORDS["whole"].say(language)

    def chain(self, year: int, code: str) -> list[str]:
        """Name the units above a unit that have reports of the year, from the top down, and itself."""
        of = self.by_place[year, code][0].unit
        above = ["", *(one for one, _ in of.above)] if code else []
        return [one for one in dict.fromkeys([*above, code]) if (year, one) in self.by_place]

    @cached_property
    def below(self) -> Mapping[tuple[int, str], list[str]]:
        """By year and unit, the units with reports of the year that have none between themselves and it."""
        found: dict[tuple[int, str], list[str]] = defaultdict(list)
        for year, code in self.by_place:
            for above in self.chain(year, code)[-2:-1]:
                found[year, above].append(code)
        return found

    def years_of(self, unit: str) -> list[int]:
        """The years of which a unit has reports, ascending."""
        return [year for year in reversed(self.years) if (year, unit) in self.by_place]

    def beside(self, report: ListedReport, step: int) -> ListedReport | None:
        """Give the same report of the nearest year before (-1) or after (1); None where there is none."""
        others = self._by_series[report.series]
        years = sorted({one.year for one in others if (one.year - report.year) * step > 0}, reverse=step < 0)
        return next((one for one in others if years and one.year == years[0]), None)

    @cached_property
    def _by_series(self) -> Mapping[tuple[str, ...], list[ListedReport]]:
        found: dict[tuple[str, ...], list[ListedReport]] = defaultdict(list)
        for of in self.by_place.values():
            for one in of:
                found[one.series].append(one)
        return found

    def later_edition(self, report: ListedReport) -> ListedReport | None:
        """Give the latest edition of a report; None where this is the latest."""
        beside = self.by_place[report.year, report.unit.code]
        editions = [one for one in beside if one.issue == report.issue and one.edition > report.edition]
        return max(editions, key=lambda one: one.edition, default=None)


def read_catalogue(outputs: Path) -> Catalogue:
    """List the reports of a folder; what is no report of this kgreport, or damaged, is passed over."""
    stored = list(stored_reports(outputs))
    failed = {(one.name, one.file.stem) for one in stored if "failed" in one.manifest}
    found = [report for one in stored if "failed" not in one.manifest for report in _listed(one, outputs)]
    built = {(one.name, one.stem) for one in found}
    reports = [replace(one, failed=(one.name, one.stem) in failed) for one in found]
    unbuilt = sorted(name for name, stem in failed - built)
    units = {code: place for place, code in enumerate(in_order({one.unit.code: one.unit for one in reports}))}
    ordered = sorted(reports, key=lambda one: (-one.year, units[one.unit.code], one.rank))
    return Catalogue(tuple(ordered), tuple(unbuilt))


def in_order(units: Mapping[str, UnitRecord]) -> list[str]:
    """Put the codes of units in order: the whole, then each unit with those below it after it.

    Units beside each other are as the table of units has them; where no report says that, by their names.
    """
    names: dict[str, str] = {}
    below: dict[str, dict[str, None]] = {}
    for unit in units.values():
        chain = [*unit.above, (unit.code, unit.name)] if unit.code else []
        for (above, _), (code, name) in zip([("", ""), *chain], chain, strict=False):
            below.setdefault(above, {})[code] = None
            names[code] = name
    found, waiting = dict[str, None](), [""]
    while waiting:
        if (code := waiting.pop()) not in found:
            found[code] = None
            waiting += reversed(_beside_each_other(below.get(code, ()), units.get(code), names))
    rest = sorted(units.keys() - found.keys(), key=lambda code: sort_key(names[code]))
    return [code for code in (*found, *rest) if code in units]


def _beside_each_other(codes: Iterable[str], above: UnitRecord | None, names: Mapping[str, str]) -> list[str]:
    """Put units beside each other in order: as the one above them has them, the others by their names."""
    known = {code: place for place, (code, _) in enumerate(above.below if above else ())}
    return sorted(codes, key=lambda code: (known.get(code, len(known)), sort_key(names[code])))


def _listed(stored: Stored, outputs: Path) -> Iterator[ListedReport]:
    """Read one manifest; none comes of one that says no year, as that of a notebook without a report."""
    made_from, stem = stored.manifest["made_from"], _stem(stored)
    with suppress(ValueError):
        report = _REPORT.validate_python(
            {
                **_given(made_from.get("parameters", {})),
                "name": stored.name,
                "stem": stem,
                "notebook": Path(str(stored.origin.get("notebook") or "")).stem,
                "key": stored.manifest["key"],
                **_about(stored.manifest),
                "files": tuple(_file(path, stem, outputs) for path in stored.files),
            }
        )
        if not (report.unit.code and fault_of_unit(report.unit.code)):  # a folder is named after it
            yield report


def _given(parameters: Mapping[str, Any]) -> dict[str, Any]:
    names = ("year", "period", "language", "status", "edition", "reason", "issued", "number", "superior")
    return {name: parameters[name] for name in names if parameters.get(name) is not None}


def _about(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a build found out of the figures; of an earlier kgreport's, the unit is known by its code."""
    code = manifest["made_from"].get("parameters", {}).get("unit") or ""
    dataset = manifest.get("dataset") or {}
    return {
        "unit": manifest.get("unit") or {"code": code, "name": code},
        "figures": manifest.get("key_figures") or (),
        "findings": manifest.get("findings") or (),
        "dataset": dataset.get("name") or "",
        "simulated": bool(dataset.get("simulated")),
    }


def _stem(stored: Stored) -> str:
    """Name what the files of a report begin with: its notebook is always among them."""
    names = [name for name in stored.manifest["outputs"] if name.endswith(NOTEBOOK)]
    return Path(names[0]).stem if names else stored.file.stem


def _file(path: Path, stem: str, outputs: Path) -> ReportFile:
    """Give a file of a report; its format is the one whose files end so."""
    suffix = path.name.removeprefix(stem)
    name = "notebook" if suffix == NOTEBOOK else next((one.name for one in _formats() if one.has(suffix)), "")
    place = path.relative_to(outputs).as_posix()
    return ReportFile(path=place, format=name or path.suffix[1:], size=path.stat().st_size)


@cache
def _formats() -> tuple[Format, ...]:
    return tuple(formats_that_load())
