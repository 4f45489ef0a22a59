"""Targets of the year or of the term: planned, actual, the share reached."""

from __future__ import annotations

import pandas as pd

from kgreport.stats.targets import VERDICTS
from kgreport.terms.phrases import Phrase
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.rows import rows_of
from kgreport.views.sections.work.registers import column_of, register_sources, states_listing
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
_SENTENCES = {
    "year": Phrase(
        "Năm {year}, trong {count} chỉ tiêu của năm có: {verdicts}.",
        "Targets of the year {year} ({count}): {verdicts}.",
    ),
    "term": Phrase(
        "Đến hết năm {year}, trong {count} chỉ tiêu của nhiệm kỳ có: {verdicts}.",
        "Targets of the term by the end of {year} ({count}): {verdicts}.",
    ),
}


def targets_section(period: str, targets: pd.DataFrame, text: str, edition: Edition) -> Section:
    """Show the targets of a period, in the order they are given in.

    Parameters
    ----------
    period
        ``year`` or ``term``.
    targets
        Rows of the register, as `kgreport.stats.targets.judge_targets` gives: ``name, measured_in, direction,
        planned, actual, share, verdict, source, place``.
    text
        What the writers say of them.
    """
    title = _TITLES[period].say(edition.language)
    name = f"targets-{period}"
    if targets.empty:
        return Section(name, title, markdown_of(text))
    table = _table(period, targets, edition)
    return Section(name, title, [Note([_sentence(period, targets, edition)]), *markdown_of(text), table])


def _sentence(period: str, targets: pd.DataFrame, edition: Edition) -> str:
    return _SENTENCES[period].say(
        edition.language,
        year=edition.year,
        count=edition.count(len(targets)),
        verdicts=states_listing(targets["verdict"], (*VERDICTS, ""), _VERDICTS, edition),
    )


def _table(period: str, targets: pd.DataFrame, edition: Edition) -> Table:
    measured = (targets["measured_in"] != "").any()
    columns = [
        ("name", column_of("targets", "name", edition, "text", 1.5)),
        *([("measured_in", column_of("targets", "measured_in", edition, "text", 0.7))] if measured else []),
        ("planned", column_of("targets", "planned", edition, "decimal")),
        ("actual", column_of("targets", "actual", edition, "decimal")),
        ("share", Column(edition.say("Tỷ lệ đạt", "Share reached"), "percent")),
    ]
    return Table(
        id=f"table-targets-{period}",
        title=_HEADINGS[period].say(edition.language, year=edition.year),
        columns=[*(column for _, column in columns), Column(edition.say("Kết quả", "Result"), "text", 0.7)],
        rows=[
            [*(row[code] for code, _ in columns), edition.label(_VERDICTS[row["verdict"]])]
            for row in rows_of(targets.assign(name=_names(targets, edition)))
        ],
        language=edition.language,
        notes=edition.say_if(
            (targets["direction"] == "at_most").any(),
            "Chỉ tiêu ghi “tối đa” đạt khi thực hiện không quá kế hoạch; tỷ lệ đạt là kế hoạch so với thực hiện.",
            "A target of “at most” is met up to the plan; the share reached is the plan divided by the actual.",
        ),
        sources=register_sources(targets),
    )


def _names(targets: pd.DataFrame, edition: Edition) -> list[str]:
    at_most = edition.say("tối đa", "at most")
    return [
        f"{name} ({at_most})" if direction == "at_most" else name
        for name, direction in zip(targets["name"], targets["direction"], strict=True)
    ]
