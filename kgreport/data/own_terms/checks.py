"""Check the terms of a file against each other and against those that are known before."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from kgreport.data.figures.identities import identities_with
from kgreport.data.figures.layout import ALL_TIERS, TABLES
from kgreport.data.own_terms.model import RegisterEntry, TermsFile
from kgreport.data.params.problems import KeyPath
from kgreport.data.records.layout import RECORD_TABLES
from kgreport.data.registers.layout import REGISTERS
from kgreport.data.tables.layout import UNITS
from kgreport.terms.own_terms import OTHER, OwnTerms
from kgreport.terms.phrases import Phrase
from kgreport.terms.spelling import near_or_known
from kgreport.terms.vocabulary import (
    APPARATUS_MEASURES,
    ITEMS,
    MEASURES,
    SECTORS,
    SUBJECTS,
    TIERS,
    UNKNOWN_PARTS,
)

COUNTED_SECTIONS = ("preparation", "suggested", "personnel", "commitments")
"""The sections of every report that own measures and registers may stand in too."""

FOLLOWED = {
    "review": ("reviews", "preparation", "suggested"),
    "ratings": ("levels", "benchmark", "reasons", "cap", "units", "changes", "streaks", "awards"),
    "work": ("tasks", "targets", "apparatus", "apparatus_items", "remediation", "personnel", "commitments"),
}
"""By chapter, the sections of every report that an own section may follow."""

_CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")
_RESERVED = ("year", "unit", "subject", "source", "place", "unit_name")
_CODES = {*MEASURES, *UNKNOWN_PARTS, *APPARATUS_MEASURES, *SUBJECTS, *ITEMS, *SECTORS, ALL_TIERS}
_CODES |= {tier for tiers in TIERS.values() for tier in tiers}
_SECTIONS = {OTHER, *COUNTED_SECTIONS, *(code for codes in FOLLOWED.values() for code in codes)}
_TABLES = {table.name for table in (*TABLES, UNITS, *RECORD_TABLES, *REGISTERS)}

Problem = tuple[KeyPath, Phrase]
"""Where a problem is in the file, and what is wrong."""


def problems_of(file: TermsFile, known: OwnTerms) -> Iterator[Problem]:
    """Find everything that is wrong with the terms of a file.

    Parameters
    ----------
    file
        The file.
    known
        The terms of the library and of files read before.
    """
    yield from _codes(file, known)
    yield from _subjects(file)
    yield from _tiers(file, known)
    yield from _measures(file, known)
    yield from _sections(file, known)
    for code, register in file.registers.items():
        yield from _register(code, register, file, known)
    yield from _circles(file, known)


def _codes(file: TermsFile, known: OwnTerms) -> Iterator[Problem]:
    """Every code is a word of small letters, and stands for one thing of its kind."""
    sections, registers = ({one.code for one in some} for some in (known.sections, known.registers))
    figures = {*known.names, *(one.code for one in known.tiers)}
    yield from _of_one_kind(file, ["sections"], _SECTIONS | sections)
    yield from _of_one_kind(file, ["measures", "reasons", "awards", "tiers"], _CODES | figures)
    yield from _of_one_kind(file, ["registers"], _TABLES | registers)


def _of_one_kind(file: TermsFile, groups: Iterable[str], before: Iterable[str]) -> Iterator[Problem]:
    taken = dict.fromkeys(before, "")
    for group in groups:
        for code in getattr(file, group):
            if not _CODE.fullmatch(code):
                yield (group, code), _not_a_code(code)
            elif code in taken:
                yield (group, code), _taken(code, taken[code])
            taken.setdefault(code, group)


def _not_a_code(code: str) -> Phrase:
    return Phrase(
        f"mã '{code}'; cần chữ thường không dấu, số và dấu gạch dưới, như youth_work",
        f"the code '{code}'; expected small letters, digits and _, such as youth_work",
    )


def _taken(code: str, group: str) -> Phrase:
    other = Phrase("kgreport hoặc tệp terms.yml khác", "kgreport or another terms.yml")
    if group:
        other = Phrase(f"phần {group}", f"the part {group}")
    return Phrase(
        f"mã '{code}' đã có ở {other.vi}; đặt mã khác",
        f"the code '{code}' is taken by {other.en}; choose another",
    )


def _known(code: str, codes: Iterable[str], at: KeyPath, what: Phrase) -> Iterator[Problem]:
    """A code is one of those known; an empty one says nothing."""
    among = list(codes)
    if code and code not in among:
        hint = near_or_known(code, among)
        yield (
            at,
            Phrase(f"không có {what.vi} '{code}'; {hint.vi}", f"unknown {what.en} '{code}'; {hint.en}"),
        )


_SUBJECT, _TIER = Phrase("đối tượng", "subject"), Phrase("cấp", "tier")
_MEASURE, _SECTION = Phrase("chỉ tiêu", "measure"), Phrase("phần", "section")


def _subjects(file: TermsFile) -> Iterator[Problem]:
    """Every subject is one of those that are rated, and each term has one."""
    for group in ("measures", "reasons"):
        for code, entry in getattr(file, group).items():
            at = (group, code, "subject")
            if not entry.subject:
                yield at, Phrase(f"'{code}' không có đối tượng nào", f"'{code}' has no subject")
            for one in entry.subject:
                yield from _known(one, SUBJECTS, at, _SUBJECT)
    for code, tier in file.tiers.items():
        yield from _known(tier.subject, SUBJECTS, ("tiers", code, "subject"), _SUBJECT)


def _tiers(file: TermsFile, known: OwnTerms) -> Iterator[Problem]:
    """A tier lies within one of its subject; a sum of tiers is the only one of its whole."""
    added = known + file.terms()
    summed = {(subject, "") for subject, tiers in TIERS.items() if tiers} | {("organization", "grassroots")}
    summed |= {(one.subject, one.tier) for one in known.tier_sums}
    for code, tier in file.tiers.items():
        others = {**TIERS.get(tier.subject, {}), **added.tiers_of(tier.subject)}
        yield from _known(
            tier.within, [one for one in others if one != code], ("tiers", code, "within"), _TIER
        )
    for n, one in enumerate(file.tier_sums):
        at = ("tier_sums", n)
        yield from _known(one.subject, SUBJECTS, at, _SUBJECT)
        tiers = {**TIERS.get(one.subject, {}), **added.tiers_of(one.subject)}
        for part in (one.tier, *one.sum_of):
            yield from _known(part, tiers, at, _TIER)
        yield from _sum(at, one.tier or one.subject, one.sum_of)
        if (one.subject, one.tier) in summed:
            whole = f"{one.subject} {one.tier}".strip()
            yield (
                at,
                Phrase(f"{whole} đã là tổng của các cấp khác", f"{whole} is a sum of other tiers already"),
            )
        summed.add((one.subject, one.tier))


def _sum(at: KeyPath, code: str, parts: Collection[str]) -> Iterator[Problem]:
    """A sum has two parts or more, each once."""
    if len(parts) < 2 or len(set(parts)) < len(parts):
        yield (
            at,
            Phrase(
                f"'{code}' cần là tổng của ít nhất hai phần khác nhau",
                f"'{code}' should be the sum of at least two different parts",
            ),
        )


def _measures(file: TermsFile, known: OwnTerms) -> Iterator[Problem]:
    """Bounds, parts and bases are measures that are counted of the same subjects."""
    added = known + file.terms()
    of = {subject: {*MEASURES, *added.measures_of(subject)} for subject in SUBJECTS}
    for code, entry in file.measures.items():
        for key in ("at_most", "sum_of", "share_of"):
            for other in getattr(entry, key):
                at = ("measures", code, key)
                yield from _known(other, [*MEASURES, *added.names], at, _MEASURE)
                lacking = [one for one in entry.subject if one in of and other not in of[one]]
                if lacking and other in added.names:
                    listed = ", ".join(lacking)
                    yield (
                        at,
                        Phrase(
                            f"'{other}' không đếm {listed}, còn '{code}' có; ghi cùng subject",
                            f"'{other}' is not counted of {listed}, as '{code}' is; give both the same",
                        ),
                    )
        if entry.sum_of:
            yield from _sum(("measures", code, "sum_of"), code, entry.sum_of)


def _sections(file: TermsFile, known: OwnTerms) -> Iterator[Problem]:
    """Every section that is named is one of the library's, or of a file."""
    own = [*(one.code for one in known.sections), *file.sections]
    for group in ("measures", "registers"):
        for code, entry in getattr(file, group).items():
            among = [OTHER, *own, *COUNTED_SECTIONS]
            yield from _known(entry.section, among, (group, code, "section"), _SECTION)
    for code, section in file.sections.items():
        among = [*FOLLOWED[section.chapter], *(one for one in own if one != code)]
        yield from _known(section.after, among, ("sections", code, "after"), _SECTION)


def _register(code: str, register: RegisterEntry, file: TermsFile, known: OwnTerms) -> Iterator[Problem]:
    """The columns of a register are its own; what it counts is a measure of a file."""
    at = ("registers", code)
    for name, column in register.columns.items():
        here = (*at, "columns", name)
        if name in _RESERVED or not _CODE.fullmatch(name):
            yield (
                here,
                Phrase(
                    f"tên cột '{name}'; cần chữ thường không dấu, khác {', '.join(_RESERVED)}",
                    f"the column '{name}'; expected small letters, and none of {', '.join(_RESERVED)}",
                ),
            )
        if (column.kind == "choice") != bool(column.choices):
            yield (
                here,
                Phrase(
                    f"cột '{name}': choices đi cùng kind: choice",
                    f"the column '{name}': choices and kind: choice belong together",
                ),
            )
    columns = ["year", "unit", *(["subject"] if register.counts else []), *register.columns]
    for name in register.key:
        yield from _known(name, columns, (*at, "key"), Phrase("cột", "column"))
    counted = [*(one.code for one in known.measures), *file.measures]
    yield from _known(register.counts, counted, (*at, "counts"), _MEASURE)


def _circles(file: TermsFile, known: OwnTerms) -> Iterator[Problem]:
    """No measure or tier is a part of itself, be it by way of others; no section follows itself."""
    added = known + file.terms()
    wholes: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for one in identities_with(added):
        wholes.setdefault((one.axis, one.whole), set()).update((one.axis, part) for part in one.parts)
    after = {("section", one.code): {("section", one.after)} for one in added.sections if one.after}
    for graph, groups in ((wholes, ("measures", "tiers")), (after, ("sections",))):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            codes = [code or ALL_TIERS for _, code in error.args[1]]
            listed = " → ".join(codes[::-1])
            at = next(
                ((group, code) for group in groups for code in codes if code in getattr(file, group)), ()
            )
            yield at, Phrase(f"các định nghĩa vòng tròn: {listed}", f"the definitions are circular: {listed}")
