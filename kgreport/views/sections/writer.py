"""Words names and numbers as a report does: in its language, of its year, by its rules."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kgreport.data.figures.layout import Scope
from kgreport.data.rules.model import Rules
from kgreport.terms.awards import award_label
from kgreport.terms.own_terms import NO_TERMS, OwnTerms
from kgreport.terms.phrases import Language, Phrase
from kgreport.terms.vocabulary import (
    COUNTED_IN,
    LEVEL_SUMS,
    LEVELS,
    PERIODS,
    UNKNOWN_PARTS,
    label_of,
    measure_label,
)
from kgreport.views import formats
from kgreport.views.sections.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Words names and numbers as one report does, in one language.

    Attributes
    ----------
    language
        Its language.
    year
        The year reported on.
    unit
        Name of the unit, or its code where no name is known; empty for the whole organisation.
    alt_texts
        Alt text by chart id, where the author of the notebook gave one.
    rules
        The rules of the year, whose names of levels and reasons are printed; None for the general names.
    period
        What the ratings are of: the year, a quarter of it, or the term up to it.
    awarded_by
        Who gives the awards; empty where that is not known.
    """

    language: Language
    year: int
    unit: str = ""
    alt_texts: Mapping[str, str] = field(default_factory=dict)
    rules: Rules | None = None
    period: str = "year"
    awarded_by: str = ""

    @property
    def own(self) -> OwnTerms:
        """The terms that the dataset adds."""
        return self.rules.own if self.rules else NO_TERMS

    @property
    def topic(self) -> str:
        """What the report is about, for the title of the document."""
        return self.say(
            "kết quả kiểm điểm, đánh giá, xếp loại chất lượng tổ chức đảng, đảng viên "
            "và tập thể, cá nhân cán bộ lãnh đạo, quản lý các cấp năm {year}{unit}",
            "on the review and rating of Party organisations, Party members, "
            "and leading collectives and officials at all levels in {year}{unit}",
            unit=self.of_unit,
        )

    @property
    def same_period(self) -> str:
        """What stands before another year that a quarter or a term is compared with."""
        return "" if self.period == "year" else self.say("cùng kỳ ", "the same period of ")

    @property
    def of_unit(self) -> str:
        """The end of a title that names the unit; empty for the whole organisation."""
        return self.say(" của {unit}", " of {unit}", unit=self.unit) if self.unit else ""

    @property
    def whole(self) -> str:
        """Name of the unit reported on, as a row beside the units below it."""
        return self.unit or self.say("Toàn Đảng bộ", "The whole organisation")

    @property
    def gaps(self) -> dict[str, object]:
        """What fills the gaps of every text that has them."""
        return {"year": self.year}

    def say(self, vi: str, en: str, scope: Scope | None = None, /, **values: object) -> str:
        """Give a text in the language of the report.

        The report fills the gap ``{year}``, of a report on a quarter with the quarter before it; a scope fills ``{subject}``, ``{heading}`` (the same with a
        capital) and ``{unit}``; `values` fill the others.
        """
        if self.period != "year" and "year" not in values:
            vi, en = _of_period(vi, en, PERIODS[self.period])
        given = self.gaps
        if scope is not None:
            label, unit = self.subject_label(scope), self.counted_in(scope.subject)
            given |= {"subject": self.subject(scope), "heading": label, "unit": unit}
        return Phrase(vi, en).say(self.language, **{**given, **values})

    def say_if(
        self, condition: object, vi: str, en: str, scope: Scope | None = None, /, **values: object
    ) -> list[str]:
        """Give a text as a list of one; an empty list where the condition is false."""
        return [self.say(vi, en, scope, **values)] if condition else []

    def label(self, phrase: Phrase) -> str:
        """Write a term as a heading: with a capital."""
        return formats.sentence(phrase.say(self.language))

    def term(self, phrase: Phrase) -> str:
        """Write a term within a sentence: without a capital."""
        return formats.uncapitalized(phrase.say(self.language))

    def award(self, code: str) -> Phrase:
        """Name an award by who gives it."""
        return self.own.names[code] if code in self.own.names else award_label(code, self.awarded_by)

    def subject(self, scope: Scope) -> str:
        """Name a subject with its tier, within a sentence."""
        return label_of(scope.subject, scope.tier, self.own).say(self.language)

    def subject_label(self, scope: Scope) -> str:
        """Name a subject with its tier, as a heading."""
        return self.label(label_of(scope.subject, scope.tier, self.own))

    def measure(self, subject: str, code: str, year: int | None = None) -> Phrase:
        """Name a measure as the rules of the year do; in general terms for a year they do not cover."""
        if self.rules is None or not self.rules.covers(year or self.year):
            return measure_label(subject, code, self.own)
        return self.rules.label(subject, code)

    def measure_label(self, subject: str, code: str, year: int | None = None) -> str:
        """Name a measure as a heading."""
        return self.label(self.measure(subject, code, year))

    def measure_term(self, subject: str, code: str) -> str:
        """Name a measure within a sentence; in English, a level of several words in quotes."""
        term = self.term(self.measure(subject, code))
        if self.language == "vi" or code not in {*LEVELS, *LEVEL_SUMS}:
            return term
        level, sum_of_levels, _ = term.partition(" or better")
        return f"“{level}”{sum_of_levels}" if " " in level else term

    def title(self, vi: str, en: str, scope: Scope, /, **values: object) -> str:
        """Fill a title with the subject, as a heading, and the year."""
        return self.say(vi, en, subject=self.subject_label(scope), **values)

    def listing(self, words: Sequence[str]) -> str:
        """Join words into a list within a sentence."""
        return formats.listing(list(words), self.language)

    def count(self, number: int | None) -> str:
        """Print a count."""
        return formats.count(number, self.language)

    def percent(self, share: float | None) -> str:
        """Print a share."""
        return formats.percent(share, language=self.language)

    def change(self, before: float, now: float) -> str:
        """Say how a share changed: ``tăng 5,00 điểm phần trăm (từ 90,00% lên 95,00%)``; alike as printed is unchanged."""
        found = formats.compare(before, now, self.language)
        vi, en = {
            1: ("tăng {points} (từ {before} lên {now})", "rose by {points} (from {before} to {now})"),
            0: ("giữ nguyên {now}", "stayed at {now}"),
            -1: ("giảm {points} (từ {before} xuống {now})", "fell by {points} (from {before} to {now})"),
        }[found.direction]
        return self.say(vi, en, points=found.points, before=found.before, now=found.now)

    def share(self, row: Row, unit: str, what: str = "", *, of: str = "", yet: bool = False) -> str:
        """Print a count and its share: ``162 tổ chức hoàn thành xuất sắc nhiệm vụ (19,29%)``.

        None is said in words: ``không có tổ chức nào …``. What is unknown is ``chưa rõ 1 trường hợp (0,70%)``.

        Parameters
        ----------
        row
            ``count, share``.
        unit, what
            What is counted, and what is said of it; the unit may be empty in English.
        of
            What the share is of, where the sentence does not say it.
        yet
            Whether what was not done may still be done: ``chưa có`` for ``không có``.
        """
        if row.get("measure") in UNKNOWN_PARTS:
            return self._unknown(row, of)
        if row["count"] == 0:
            no = "no {unit} {what}" if unit else "none {what}"
            vi = "{no} {unit} nào {what}"
            return self.say(vi, no, no="chưa có" if yet else "không có", unit=unit, what=what).strip()
        counted = " ".join(part for part in (self.count(row["count"]), unit, what) if part)
        return counted + self.in_brackets(row["share"], of)

    def _unknown(self, row: Row, of: str) -> str:
        unknown = self.say("chưa rõ {count} trường hợp", "{count} unknown", count=self.count(row["count"]))
        return unknown + self.in_brackets(row["share"], of)

    def in_brackets(self, share: float | None, of: str = "") -> str:
        """Print a share after its count, with what it is of; nothing where it is unknown."""
        return "" if share is None else f" ({' '.join(filter(None, (self.percent(share), of)))})"

    def with_unit(self, name: str, unit: str) -> str:
        """Name somebody with the unit they are of, unless the report is on that unit."""
        return f"{name} ({unit})" if unit not in ("", self.unit) else name

    def unit_of(self, subject: str) -> str:
        """Name the unit of the counts of a table."""
        return self.say("đơn vị tính: {unit}", "in {unit}", unit=self.counted_in(subject))

    def counted_in(self, subject: str) -> str:
        """Name what a subject is counted in, such as organisations or people."""
        return COUNTED_IN[subject].say(self.language)

    def alt(self, chart: str, generated: str) -> str:
        """Choose the alt text of a chart: the author's, or the generated one."""
        return self.alt_texts.get(chart) or generated


def _of_period(vi: str, en: str, period: Phrase) -> tuple[str, str]:
    """Name the quarter or the term before the year that a text has a gap for.

    >>> _of_period("Năm {year}, có", "In {year},", Phrase("quý IV", "quarter 4 of"))
    ('Quý IV năm {year}, có', 'In quarter 4 of {year},')
    """
    words = {"Năm": formats.sentence(period.vi), "năm": period.vi}
    vi = re.sub(r"\b([Nn]ăm) \{year\}", lambda found: f"{words[found[1]]} năm {{year}}", vi)
    return vi, re.sub(r"(?<!–)\{year\}", f"{period.en} {{year}}", en)
