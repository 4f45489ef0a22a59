"""The frame of the report: its head, the figures to remember, reviews carried out, narrative, closing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgreport.data.figures.layout import Scope
from kgreport.data.params.model import Parameters
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import label_of, measure_label
from kgreport.views import formats
from kgreport.views.sections.counted import broadest, not_added
from kgreport.views.sections.wording import (
    Edition,
    Row,
    Rows,
    RowsOf,
    derived_note,
    row_label,
    rows_of,
    sources_of,
    told_rows,
)
from kgreport.views.tables import Column, Table
from kgreport.views.texts import Closing, Head, KeyFigure, KeyFigures, Markdown, Note
from kgreport.views.view import Section, View

NARRATIVE = {
    "assessment": Phrase("Đánh giá chung", "Assessment"),
    "causes": Phrase("Nguyên nhân", "Causes"),
    "tasks": Phrase("Nhiệm vụ năm tới", "Tasks for the next year"),
}


def head(parameters: Parameters, edition: Edition, subject: str = "", *, simulated: bool = False) -> Head:
    """Write the head of the document from the parameters; about the annual report's subject if none is given."""
    kind, draft = edition.say("BÁO CÁO", "REPORT"), edition.say("DỰ THẢO", "DRAFT")
    subject = subject or _subject(edition)
    mark = simulated_mark(edition) if simulated else ""
    issued = parameters.issued
    day = formats.date_in_head(issued, parameters.language) if issued else ""
    return Head(
        kind=kind,
        subject=subject,
        superior=parameters.superior,
        issuer=parameters.issuer,
        number=parameters.number,
        party=edition.say("ĐẢNG CỘNG SẢN VIỆT NAM", "COMMUNIST PARTY OF VIETNAM"),
        place_date=", ".join(text for text in (parameters.place, day) if text),
        draft=draft if parameters.status == "draft" else "",
        simulated=mark,
        caution=simulation_note(edition) if simulated else "",
        told={
            "title": edition.say("Báo cáo {subject}", "Report {subject}", subject=subject),
            "language": parameters.language,
            "issued": issued.isoformat() if issued else None,
            "status": parameters.status,
            "margins": parameters.margins.model_dump(),
            "author": parameters.issuer,
            "draft_mark": draft,
            "simulated_mark": mark,
        },
    )


def simulated_mark(edition: Edition) -> str:
    """Mark simulated figures."""
    return edition.say("SỐ LIỆU MÔ PHỎNG", "SIMULATED DATA")


def simulation_note(edition: Edition) -> str:
    """Say what simulated figures are."""
    return edition.say(
        "Số liệu chi tiết trong tài liệu này là số liệu mô phỏng để minh họa, không phải kết quả thật của bất kỳ tổ chức, cá nhân nào.",
        "The details in this document are simulated for illustration; they are no real results of any organisation or person.",
    )


def _subject(edition: Edition) -> str:
    of_unit = edition.say(" của {unit}", " of {unit}", unit=edition.unit) if edition.unit else ""
    return edition.say(
        "kết quả kiểm điểm, đánh giá, xếp loại chất lượng tổ chức đảng, đảng viên năm {year}{unit}",
        "on the review and rating of Party organisations and members in {year}{unit}",
        year=edition.year,
        unit=of_unit,
    )


def closing(parameters: Parameters) -> Section | Closing:
    """Write the foot of the document; left out where the parameters name nobody."""
    edition = Edition(language=parameters.language, year=parameters.year)
    title = edition.say("Nơi nhận:", "Recipients:")
    if not (parameters.recipients or parameters.signature or parameters.signer):
        return Section("closing", title.rstrip(":"), [])
    return Closing(
        title=title,
        recipients=parameters.recipients,
        signature=parameters.signature,
        signer=parameters.signer,
    )


@dataclass(frozen=True, slots=True)
class Key:
    """A figure to remember: who is counted, and the row of statistics."""

    scope: Scope
    row: Row


def summary_section(keys: Sequence[Key], edition: Edition) -> Section:
    """Show the figures to remember; only those that are known.

    Parameters
    ----------
    keys
        Rows of `kgreport.stats.shares.share_rows`, with who is counted.
    edition
        For whom.
    """
    title = edition.say("Số liệu chính", "Key figures")
    tiles = [_tile(key, edition) for key in keys if key.row["count"] is not None]
    return Section("summary", title, [KeyFigures(tiles)] if tiles else [])


def _tile(key: Key, edition: Edition) -> KeyFigure:
    measure = str(key.row["measure"])
    who = edition.label(label_of(key.scope.subject, key.scope.tier))
    label = f"{who} {edition.term(edition.measure(key.scope.subject, measure))}"
    whole = measure in ("reviewed", "rated")
    share = "" if whole or key.row["share"] is None else edition.percent(key.row["share"])
    return KeyFigure(label, edition.count(key.row["count"]), share)


def reviews_section(counts: Mapping[Scope, Rows], edition: Edition) -> Section:
    """Show who reviewed themselves, and of how many.

    Parameters
    ----------
    counts
        By scope, the counts and shares of ``reviewed`` and of what belongs to it, with ``total`` as base.
    edition
        For whom.
    """
    title = edition.say("Kiểm điểm tự phê bình và phê bình", "Reviews carried out")
    rows = {scope: rows_of(frame) for scope, frame in counts.items()}
    known = told_rows(
        {scope: of for scope, of in rows.items() if any(row["count"] is not None for row in of)}
    )
    if not known:
        return Section("reviews", title, [])
    views: list[View] = [
        Note(_reviews_sentences(known, edition)),
        _reviews_table(known, edition),
    ]
    return Section("reviews", title, views)


def _reviews_sentences(known: RowsOf, edition: Edition) -> list[str]:
    groups = [
        f"{edition.count(row['count'])} {label_of(scope.subject, scope.tier).say(edition.language)}"
        for scope, row in broadest(known, "reviewed")
    ]
    if not groups:
        return []
    return [
        edition.say(
            "Năm {year}, đã tiến hành kiểm điểm tự phê bình và phê bình đối với {groups}.",
            "In {year}, {groups} reviewed themselves.",
            year=edition.year,
            groups=formats.listing(groups, edition.language),
        )
    ]


def _reviews_table(known: RowsOf, edition: Edition) -> Table:
    everything = [row for rows in known.values() for row in rows]
    counted = {row["measure"] for row in everything if row["count"] is not None}
    shown = [row["measure"] for row in next(iter(known.values())) if row["measure"] in counted]
    with_share = any(row["share"] is not None for row in everything if row["measure"] == "reviewed")
    columns = [Column(edition.say("Đối tượng", "Who"), "text", 2.0)]
    columns += [Column(edition.label(measure_label("member", measure))) for measure in shown]
    columns += [Column(edition.say("Tỷ lệ kiểm điểm", "Share reviewed"), "percent")] if with_share else []
    rows = []
    for scope, told in known.items():
        of = {row["measure"]: row for row in told}
        cells = [row_label(scope, known, edition), *(of[m]["count"] for m in shown)]
        rows.append([*cells, of["reviewed"]["share"]] if with_share else cells)
    return Table(
        id="table-reviews",
        title=edition.say(
            "Số đã kiểm điểm theo đối tượng, năm {year}",
            "Reviews carried out, by subject, {year}",
            year=edition.year,
        ),
        columns=columns,
        rows=rows,
        language=edition.language,
        notes=[
            *not_added(rows, edition),
            *derived_note(everything, "member", edition),
        ],
        sources=sources_of(everything),
    )


def narrative_section(part: str, text: str, edition: Edition) -> Section:
    """Show what the writers of the report say on one matter; left out where they say nothing."""
    title = NARRATIVE[part].say(edition.language)
    return Section(f"narrative-{part}", title, [Markdown(text)] if text.strip() else [])
