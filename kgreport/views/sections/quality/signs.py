"""The signs that ask for attention, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kgreport.data.figures.layout import Scope
from kgreport.stats.verdicts.attention import Kind, Signal
from kgreport.terms.phrases import Phrase
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.quality.doubtful import say_doubt

SIGNS: Mapping[Kind, Phrase] = {
    "ratings": Phrase("xếp loại thấp", "low ratings"),
    "cap": Phrase("vượt mức trần", "above the cap"),
    "overdue": Phrase("khắc phục quá hạn hoặc chưa có kế hoạch", "remediation overdue or without a plan"),
    "unexplained": Phrase("gợi ý kiểm điểm chưa giải trình", "suggested reviews not explained"),
    "doubtful": Phrase("số liệu cần kiểm tra", "doubtful figures"),
}
"""The kinds of signs by their codes."""


def say_sign(kind: Kind, signals: Sequence[Signal], edition: Edition) -> str:
    """Say the signals of one kind within a sentence."""
    return _SAID[kind](signals, edition)


def _say_ratings(signals: Sequence[Signal], edition: Edition) -> str:
    return "; ".join(_say_rating(signal, edition) for signal in signals)


def _say_rating(signal: Signal, edition: Edition) -> str:
    facts = signal.facts
    if "scope" not in facts:
        return edition.measure_term("organization", "unfulfilled")
    scope: Scope = facts["scope"]
    return edition.say(
        "{share} {subject} {measure}, mức chung {whole}",
        "{share} of {subject} {measure}, {whole} of all",
        scope,
        share=edition.percent(facts["share"]),
        measure=edition.measure_term(scope.subject, facts["measure"]),
        whole=edition.percent(facts["whole_share"]),
    )


def _say_caps(signals: Sequence[Signal], edition: Edition) -> str:
    """Say by how many each subject is above the cap that its own count allows."""
    return "; ".join(
        edition.say(
            "{excess} {subject} vượt mức trần tính riêng",
            "{excess} {subject} above the cap by their own count",
            signal.facts["scope"],
            excess=edition.count(int(signal.facts["excess"])),
        )
        for signal in signals
    )


def _say_remedies(signals: Sequence[Signal], edition: Edition) -> str:
    [signal] = signals
    late, lacking = signal.facts["overdue"], signal.facts["unplanned"]
    return "; ".join(
        [
            *edition.say_if(
                late,
                "{count} nội dung khắc phục quá hạn ({most}{days} ngày)",
                "overdue remedies: {count} ({most}{days} days)",
                count=edition.count(late),
                most=edition.say("lâu nhất ", "up to ") if late > 1 else "",
                days=edition.count(signal.facts["longest"]),
            ),
            *edition.say_if(
                lacking,
                "{count} tổ chức không hoàn thành nhiệm vụ chưa có kế hoạch khắc phục",
                "organisations without a plan of remediation: {count}",
                count=edition.count(lacking),
            ),
        ]
    )


def _say_unexplained(signals: Sequence[Signal], edition: Edition) -> str:
    [signal] = signals
    listed = [
        edition.say(
            "{count} {unit}",
            "{count} ({subject})",
            Scope(year=edition.year, subject=subject),
            count=edition.count(count),
        )
        for subject, count in signal.facts.items()
    ]
    return edition.say(
        "{listed} được gợi ý kiểm điểm chưa giải trình",
        "suggested reviews not explained: {listed}",
        listed=edition.listing(listed),
    )


def _say_doubts(signals: Sequence[Signal], edition: Edition) -> str:
    [signal] = signals
    findings = signal.facts["findings"]
    missing = [edition.subject(Scope(year=edition.year, subject=code)) for code in signal.facts["missing"]]
    return "; ".join(
        [
            *(say_doubt(finding, edition) for finding in findings[:1] if len(findings) == 1),
            *edition.say_if(
                len(findings) > 1,
                "{count} số liệu cần kiểm tra",
                "figures to verify: {count}",
                count=edition.count(len(findings)),
            ),
            *edition.say_if(
                missing,
                "chưa có số liệu về {listed}",
                "no figures of {listed}",
                listed=edition.listing(missing),
            ),
        ]
    )


_SAID: Mapping[Kind, Callable[[Sequence[Signal], Edition], str]] = {
    "ratings": _say_ratings,
    "cap": _say_caps,
    "overdue": _say_remedies,
    "unexplained": _say_unexplained,
    "doubtful": _say_doubts,
}
