"""The signs that ask for attention, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kgreport.data.figures.layout import Scope
from kgreport.stats.verdicts.attention import Kind, Signal
from kgreport.terms.phrases import Phrase
from kgreport.views.sections.quality.doubtful import say_doubt
from kgreport.views.sections.writer import Writer

SIGNS: Mapping[Kind, Phrase] = {
    "ratings": Phrase("xếp loại thấp", "low ratings"),
    "cap": Phrase("vượt mức trần", "above the cap"),
    "overdue": Phrase("khắc phục quá hạn hoặc chưa có kế hoạch", "remediation overdue or without a plan"),
    "unexplained": Phrase("gợi ý kiểm điểm chưa giải trình", "suggested reviews not explained"),
    "doubtful": Phrase("số liệu cần kiểm tra", "doubtful figures"),
}
"""The kinds of signs by their codes."""


def say_sign(kind: Kind, signals: Sequence[Signal], writer: Writer) -> str:
    """Say the signals of one kind within a sentence."""
    return _SAID[kind](signals, writer)


def _say_ratings(signals: Sequence[Signal], writer: Writer) -> str:
    return "; ".join(_say_rating(signal, writer) for signal in signals)


def _say_rating(signal: Signal, writer: Writer) -> str:
    facts = signal.facts
    if "scope" not in facts:
        return writer.measure_term("organization", "unfulfilled")
    scope: Scope = facts["scope"]
    return writer.say(
        "{share} {subject} {measure}, mức chung {whole}",
        "{share} of {subject} {measure}, {whole} of all",
        scope,
        share=writer.percent(facts["share"]),
        measure=writer.measure_term(scope.subject, facts["measure"]),
        whole=writer.percent(facts["whole_share"]),
    )


def _say_caps(signals: Sequence[Signal], writer: Writer) -> str:
    """Say by how many each subject is above the cap that its own count allows."""
    return "; ".join(
        writer.say(
            "{excess} {subject} vượt mức trần tính riêng",
            "{excess} {subject} above the cap by their own count",
            signal.facts["scope"],
            excess=writer.count(int(signal.facts["excess"])),
        )
        for signal in signals
    )


def _say_remedies(signals: Sequence[Signal], writer: Writer) -> str:
    [signal] = signals
    late, lacking = signal.facts["overdue"], signal.facts["unplanned"]
    return "; ".join(
        [
            *writer.say_if(
                late,
                "{count} nội dung khắc phục quá hạn ({most}{days} ngày)",
                "overdue remedies: {count} ({most}{days} days)",
                count=writer.count(late),
                most=writer.say("lâu nhất ", "up to ") if late > 1 else "",
                days=writer.count(signal.facts["longest"]),
            ),
            *writer.say_if(
                lacking,
                "{count} tổ chức không hoàn thành nhiệm vụ chưa có kế hoạch khắc phục",
                "organisations without a plan of remediation: {count}",
                count=writer.count(lacking),
            ),
        ]
    )


def _say_unexplained(signals: Sequence[Signal], writer: Writer) -> str:
    [signal] = signals
    listed = [
        writer.say(
            "{count} {unit}",
            "{count} ({subject})",
            Scope(year=writer.year, subject=subject),
            count=writer.count(count),
        )
        for subject, count in signal.facts.items()
    ]
    return writer.say(
        "{listed} được gợi ý kiểm điểm chưa giải trình",
        "suggested reviews not explained: {listed}",
        listed=writer.listing(listed),
    )


def _say_doubts(signals: Sequence[Signal], writer: Writer) -> str:
    [signal] = signals
    findings = signal.facts["findings"]
    missing = [writer.subject(Scope(year=writer.year, subject=code)) for code in signal.facts["missing"]]
    return "; ".join(
        [
            *(say_doubt(finding, writer) for finding in findings[:1] if len(findings) == 1),
            *writer.say_if(
                len(findings) > 1,
                "{count} số liệu cần kiểm tra",
                "figures to verify: {count}",
                count=writer.count(len(findings)),
            ),
            *writer.say_if(
                missing,
                "chưa có số liệu về {listed}",
                "no figures of {listed}",
                listed=writer.listing(missing),
            ),
        ]
    )


_SAID: Mapping[Kind, Callable[[Sequence[Signal], Writer], str]] = {
    "ratings": _say_ratings,
    "cap": _say_caps,
    "overdue": _say_remedies,
    "unexplained": _say_unexplained,
    "doubtful": _say_doubts,
}
