"""Sentences on the levels of a subject: "gồm" before parts that make up a whole, "trong đó" before others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgreport.data.figures.layout import Scope
from kgreport.terms.vocabulary import LEVEL_SUMS, LEVELS, RATED_SPLITS, UNKNOWN_LEVEL
from kgreport.views.sections.rows import Row, is_known
from kgreport.views.sections.writer import Writer

_PARTS = {"rated": RATED_SPLITS[-1], **LEVEL_SUMS}
"""The two parts of those rated, and of each sum of levels."""

_UNKNOWN: Row = {"count": None}


def level_sentence(rows: Mapping[str, Row], scope: Scope, writer: Writer) -> str:
    """Say everything that is known of how a subject was rated, each level within the sum that it is part of.

    Parameters
    ----------
    rows
        By measure, the levels, the sums of levels, ``rated`` and ``total``: ``count, base, base_count, share,
        derived``. The base is ``rated``, or ``total`` where those rated are unknown.
    scope
        Subject and tier that were rated.
    """
    return _Sentences(rows, scope, writer).first()


def unknown_levels(rows: Mapping[str, Row]) -> tuple[str, ...]:
    """Name the levels of which nothing is known."""
    return tuple(code for code in LEVELS if not is_known(rows[code]))


@dataclass(frozen=True, slots=True)
class _Sentences:
    rows: Mapping[str, Row]
    scope: Scope
    writer: Writer

    def knows(self, code: str) -> bool:
        return self.rows[code]["count"] is not None

    def first(self) -> str:
        """Say how many were rated, and at what levels; of all where it is unknown how many were rated."""
        if self.knows("rated"):
            return self._of_rated()
        return self._of_total() if self.knows("total") else self._without_a_base()

    def _of_rated(self) -> str:
        vi, en = self._rated()
        split, known = self._split("rated"), self._known("rated")
        if split:
            return self._say(f"{vi}, gồm: {{parts}}.", f"{en}: {{parts}}.", split)
        if not known:
            return self._say(f"{vi}.", f"{en}.", known)
        return self._say(f"{vi}{self._joint(known)}{{parts}}.", f"{en}: {{parts}}.", known)

    def _rated(self) -> tuple[str, str]:
        """Say how many were rated, of how many where the total is known."""
        rated, total = self.rows["rated"]["count"], self.rows["total"]["count"]
        if total is None:
            return "Năm {year}, có {rated} {subject} được xếp loại", "In {year}, {rated} {subject} were rated"
        if total == rated:
            return (
                "Năm {year}, tất cả {rated} {subject} đều được xếp loại",
                "In {year}, all {rated} {subject} were rated",
            )
        return (
            "Năm {year}, trong tổng số {total} {subject}, có {rated} {unit} được xếp loại ({of_total})",
            "In {year}, {rated} of {total} {subject} were rated ({of_total})",
        )

    def _of_total(self) -> str:
        vi = "Năm {year}, trong tổng số {total} {subject} có {parts}."
        return self._say(vi, "In {year}, of all {total} {subject}: {parts}.", self._known("rated"))

    def _without_a_base(self) -> str:
        """Count the first of what is known by its subject, and the rest after it."""
        first, *others = self._known("rated")
        rated = self.writer.say("được xếp loại {level}", "were rated {level}", level=self._term(first))
        named = self.writer.share(self.rows[first], self.writer.subject(self.scope), rated)
        parts = self._list([named + self._inner(first), *map(self._part, others)], [first, *others])
        return self.writer.say("Năm {year}, có {parts}.", "In {year}, {parts}.", parts=parts)

    def _say(self, vi: str, en: str, codes: Sequence[str]) -> str:
        rated, total = self.rows["rated"]["count"], self.rows["total"]["count"]
        return self.writer.say(
            vi,
            en,
            self.scope,
            rated=self.writer.count(rated),
            total=self.writer.count(total),
            of_total=self.writer.percent(rated / total if rated is not None and total else None),
            parts=self._list([self._part(code) for code in codes], codes),
        )

    def _part(self, code: str, of: str = "") -> str:
        unit = self.writer.say("{unit}", "", self.scope)
        return self.writer.share(self.rows[code], unit, self._term(code), of=of) + self._inner(code)

    def _inner(self, code: str) -> str:
        """Say what a sum of levels is made of, or what of it is known."""
        parts = self._split(code)
        vi, en = (", gồm {parts}", ", made up of {parts}")
        if not parts or any(self.rows[part]["derived"] for part in parts if part != UNKNOWN_LEVEL):
            parts = self._given(code)
            vi, en = (", trong đó {parts}", ", of them {parts}")
        of_rated = self.writer.say("số được xếp loại", "of those rated")
        of_total = self.writer.say("tổng số", "of all")
        of = of_total if self.rows[code]["base"] == "total" else of_rated
        text = self._list([self._part(part, of) for part in parts], parts)
        return self.writer.say(vi, en, parts=text) if parts else ""

    def _list(self, texts: Sequence[str], codes: Sequence[str]) -> str:
        """Join parts into a list; with semicolons where one of them names parts of its own."""
        nested = any(self._inner(code) for code in codes)
        return "; ".join(texts) if nested else self.writer.listing(texts)

    def _joint(self, codes: Sequence[str]) -> str:
        """Lead from those rated to parts that do not make them up."""
        return "; " if any(self._inner(code) for code in codes) else ", trong đó "

    def _term(self, code: str) -> str:
        return self.writer.measure_term(self.scope.subject, code)

    def _split(self, code: str) -> list[str]:
        """Name the parts that make up a sum of levels, as finely as they are known; none where one is not.

        What is unknown stands in the place of the only level that is.
        """
        unknown, finest = self.rows.get(UNKNOWN_LEVEL, _UNKNOWN)["count"], self._finest(code)
        if finest and unknown:
            known = sum(self.rows[part]["count"] for part in finest)
            if known + unknown == self.rows[code]["count"]:
                return [*finest, UNKNOWN_LEVEL]
        split = []
        for part in _PARTS.get(code, ()):
            if not self.knows(part):
                return []
            split += self._split(part) or [part]
        return split

    def _finest(self, code: str) -> list[str]:
        """Name the known parts of a sum of levels, as finely as they are known."""
        parts = ((part, self._finest(part)) for part in _PARTS.get(code, ()))
        return [one for part, inner in parts for one in inner or [part] * self.knows(part)]

    def _given(self, code: str) -> list[str]:
        """Name what was given of a sum of levels, and does not follow from other figures."""
        given = []
        for part in _PARTS.get(code, ()):
            known = self.knows(part) and not self.rows[part]["derived"]
            given += [part] if known else self._given(part)
        return given

    def _known(self, code: str) -> list[str]:
        """Name what is known of a sum of levels; of a sum that is known, its parts are left to itself."""
        known = []
        for part in _PARTS.get(code, ()):
            known += [part] if self.knows(part) else self._known(part)
        return known
