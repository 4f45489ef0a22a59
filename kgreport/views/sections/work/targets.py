"""Targets of the year or of the term: planned, actual, the share reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from kgreport.stats.targets import TargetsVerdict
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import TARGET_DIRECTIONS, TARGET_PERIODS
from kgreport.views.frames.work import TARGETS
from kgreport.views.sections.facts import labels, tells
from kgreport.views.sections.rows import Row, rows_of
from kgreport.views.sections.work.registers import column_of, register_sources
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Table
from kgreport.views.texts import Note, markdown_of
from kgreport.views.view import Section

_VERDICTS = {
    "exceeded": Phrase("vượt", "exceeded"),
    "met": Phrase("đạt", "met"),
    "missed": Phrase("chưa đạt", "missed"),
    "under_half": Phrase("đạt dưới 50%", "under 50%"),
    "": Phrase("chưa có kết quả", "not yet known"),
}
_TITLES = {
    "year": Phrase("Thực hiện chỉ tiêu của năm", "Targets of the year"),
    "term": Phrase("Thực hiện chỉ tiêu của nhiệm kỳ", "Targets of the term"),
}
_HEADINGS = {
    "year": Phrase("Chỉ tiêu của năm {year}", "Targets of the year {year}"),
    "term": Phrase(
        "Chỉ tiêu của nhiệm kỳ, thực hiện đến hết năm {year}",
        "Targets of the term, as reached by the end of {year}",
    ),
}
_WHEN = {
    "year": Phrase("Năm {year}", "In {year}"),
    "term": Phrase("Đến hết năm {year}", "By the end of {year}"),
}


def _target_rows(targets: pd.DataFrame, writer: Writer) -> Iterable[Row]:
    codes = {"period": TARGET_PERIODS, "direction": TARGET_DIRECTIONS, "verdict": _VERDICTS}
    return labels(targets, codes, writer)


@tells((TARGETS, _target_rows))
def targets_section(
    period: str, targets: pd.DataFrame, verdict: TargetsVerdict, text: str, writer: Writer
) -> Section:
    """Show the targets of a period: how many are reached, which are missed or unknown, and a table of all.

    Parameters
    ----------
    period
        ``year`` or ``term``.
    targets
        Rows of the register, as `kgreport.stats.targets.judge_targets` gives: ``name, measured_in, direction,
        planned, actual, share, verdict, source, place``.
    verdict
        What `kgreport.stats.targets.count_verdicts` gives of them.
    text
        What the writers say of them.
    """
    title = _TITLES[period].say(writer.language)
    name = f"targets-{period}"
    if targets.empty:
        return Section(name, title, markdown_of(text, writer.language))
    table = _table(period, targets, writer)
    note = Note([_sentence(period, len(targets), verdict, writer)])
    return Section(name, title, [note, *markdown_of(text, writer.language), table])


def _sentence(period: str, count: int, verdict: TargetsVerdict, writer: Writer) -> str:
    """Say how many targets are reached, and name those that are missed and those without a result."""
    said = [
        _reached(period, count, verdict, writer),
        *writer.say_if(
            verdict.main,
            "trong đó {reached}/{main} chỉ tiêu chủ yếu đạt và vượt",
            "{reached} of the {main} main targets are met or exceeded",
            reached=writer.count(verdict.main_reached),
            main=writer.count(verdict.main),
        ),
        *_named(Phrase("chưa đạt {count}: {names}", "missed are {count}: {names}"), verdict.missed, writer),
        *_named(
            Phrase("chưa có kết quả {count}: {names}", "no result is known of {count}: {names}"),
            verdict.unknown,
            writer,
        ),
    ]
    when = _WHEN[period].say(writer.language, year=writer.year)
    return f"{when}, {'; '.join(said)}."


def _reached(period: str, count: int, verdict: TargetsVerdict, writer: Writer) -> str:
    given = {
        "targets": TARGET_PERIODS[period].say(writer.language),
        "count": writer.count(count),
        "reached": writer.count(verdict.reached),
        "exceeded": writer.count(verdict.exceeded),
    }
    if not verdict.reached:
        return writer.say(
            "chưa có {targets} nào đạt trong {count} chỉ tiêu",
            "none of the {count} {targets} is met",
            **given,
        )
    return writer.say(
        "{reached}/{count} {targets} đạt và vượt" + " (trong đó {exceeded} vượt)" * bool(verdict.exceeded),
        "{reached} of the {count} {targets} are met or exceeded"
        + " ({exceeded} exceeded)" * bool(verdict.exceeded),
        **given,
    )


def _named(lead: Phrase, targets: Sequence[Row], writer: Writer) -> list[str]:
    """Name targets, each with what share of it is reached where that is known."""
    names = [
        f"{row['name']} ({writer.percent(row['share'])})" if pd.notna(row["share"]) else str(row["name"])
        for row in targets
    ]
    return (
        [lead.say(writer.language, count=writer.count(len(names)), names="; ".join(names))] if names else []
    )


def _table(period: str, targets: pd.DataFrame, writer: Writer) -> Table:
    measured = (targets["measured_in"] != "").any()
    columns = [
        ("name", column_of("targets", "name", writer, "text", 1.5)),
        *([("measured_in", column_of("targets", "measured_in", writer, "text", 0.7))] if measured else []),
        ("planned", column_of("targets", "planned", writer, "decimal")),
        ("actual", column_of("targets", "actual", writer, "decimal")),
        ("share", Column(writer.say("Tỷ lệ đạt", "Share reached"), "percent")),
    ]
    return Table(
        id=f"table-targets-{period}",
        title=_HEADINGS[period].say(writer.language, year=writer.year),
        columns=[*(column for _, column in columns), Column(writer.say("Kết quả", "Result"), "text", 0.7)],
        rows=[
            [*(row[code] for code, _ in columns), writer.label(_VERDICTS[row["verdict"]])]
            for row in rows_of(targets.assign(name=_names(targets, writer)))
        ],
        language=writer.language,
        notes=writer.say_if(
            (targets["direction"] == "at_most").any(),
            "Chỉ tiêu ghi “tối đa” là đạt khi thực hiện bằng kế hoạch, vượt khi thấp hơn; tỷ lệ đạt là kế hoạch so với thực hiện.",
            "A target of “at most” is met at the plan and exceeded below it; the share reached is the plan divided by the actual.",
        ),
        sources=register_sources(targets),
    )


def _names(targets: pd.DataFrame, writer: Writer) -> list[str]:
    names = []
    for name, direction, main in zip(targets["name"], targets["direction"], targets["main"], strict=True):
        said = [
            *writer.say_if(main, "chủ yếu", "main"),
            *writer.say_if(direction == "at_most", "tối đa", "at most"),
        ]
        names.append(f"{name} ({', '.join(said)})" if said else name)
    return names
