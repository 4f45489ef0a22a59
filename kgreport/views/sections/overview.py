"""The first and last sections of a report: its head, key figures, the writers' texts, its closing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kgreport.data.figures.layout import Scope
from kgreport.data.params.model import Parameters
from kgreport.terms.phrases import Phrase
from kgreport.views import formats
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.rows import Row
from kgreport.views.texts import Closing, Head, KeyFigure, KeyFigures, markdown_of, note_of
from kgreport.views.view import Section, View

NARRATIVE = {
    "assessment": Phrase("Đánh giá chung", "Assessment"),
    "causes": Phrase("Nguyên nhân", "Causes"),
    "tasks": Phrase("Nhiệm vụ năm tới", "Tasks for the next year"),
}


def head(parameters: Parameters, edition: Edition, *, simulated: bool = False) -> Head:
    """Show the head of the document: letterhead, title, marks of a draft and of simulated figures.

    Parameters
    ----------
    parameters
        Issuer, number, place, date and status of the document.
    edition
        Its topic is the second part of the title.
    simulated
        Whether the figures are simulated.
    """
    draft = edition.say("DỰ THẢO", "DRAFT")
    mark = simulated_mark(edition) if simulated else ""
    issued = parameters.issued
    day = formats.date_in_head(issued, parameters.language) if issued else ""
    return Head(
        kind=edition.say("BÁO CÁO", "REPORT"),
        subject=edition.topic,
        superior=parameters.superior,
        issuer=parameters.issuer,
        number=parameters.number,
        party=edition.say("ĐẢNG CỘNG SẢN VIỆT NAM", "COMMUNIST PARTY OF VIETNAM"),
        place_date=", ".join(text for text in (parameters.place, day) if text),
        draft=draft if parameters.status == "draft" else "",
        simulated=mark,
        caution=simulation_note(edition) if simulated else "",
        document={
            "title": edition.say("Báo cáo {topic}", "Report {topic}", topic=edition.topic),
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
    """Explain the mark of simulated figures."""
    return edition.say(
        "Số liệu chi tiết trong tài liệu này là số liệu mô phỏng để minh họa, không phải kết quả thật của bất kỳ tổ chức, cá nhân nào.",
        "The details in this document are simulated for illustration; they are no real results of any organisation or person.",
    )


def summary_section(figures: Sequence[KeyFigure], edition: Edition, sentences: Sequence[str] = ()) -> Section:
    """Show the key figures as tiles, and sentences below them.

    Parameters
    ----------
    figures
        As `key_counts` or `key_share` makes.
    sentences
        Shown below the tiles.
    """
    tiles: list[View] = [KeyFigures(figures)] if figures else []
    title = edition.say("Số liệu chính", "Key figures")
    return Section("summary", title, [*tiles, *note_of(sentences)])


def key_counts(scope: Scope, rows: Iterable[Row], edition: Edition) -> list[KeyFigure]:
    """Make a tile of each known count, with its share unless it is the whole itself.

    Parameters
    ----------
    scope
        Subject and tier that are counted.
    rows
        ``measure, count, base, share``; a share of ``total`` says so.
    """
    return [_key_count(scope, row, edition) for row in rows if row["count"] is not None]


def _key_count(scope: Scope, row: Row, edition: Edition) -> KeyFigure:
    name = f"{edition.subject_label(scope)} {edition.measure_term(scope.subject, row['measure'])}"
    if row["measure"] == "total":
        name = edition.say("Tổng số {subject}", "All {subject}", scope)
    is_whole = row["measure"] in ("reviewed", "rated", "total")
    share = "" if is_whole or row["share"] is None else edition.percent(row["share"])
    if share and row["base"] == "total":
        share = edition.say("{share} tổng số", "{share} of all", share=share)
    return KeyFigure(name, edition.count(row["count"]), share)


def key_share(
    scope: Scope, measure: str, shares: Sequence[tuple[int, float]], edition: Edition
) -> list[KeyFigure]:
    """Make a tile of a share in the last year and in the first; none where fewer than two years are known.

    Parameters
    ----------
    scope
        Subject and tier that were rated.
    measure
        The measure whose share of those rated it is.
    shares
        Year and share, where known, ascending.
    """
    if len(shares) < 2:
        return []
    (first, then), (last, now) = shares[0], shares[-1]
    name = edition.say(
        "{subject} {level}, năm {last}",
        "{subject} {level}, {last}",
        subject=edition.subject_label(scope),
        level=edition.measure_term(scope.subject, measure),
        last=last,
    )
    return [KeyFigure(name, edition.percent(now), f"{first}: {edition.percent(then)}")]


def narrative_section(part: str, text: str, edition: Edition) -> Section:
    """Show what the writers of the report say on one part of `NARRATIVE`; left out where they say nothing."""
    return Section(f"narrative-{part}", NARRATIVE[part].say(edition.language), markdown_of(text))


def closing(parameters: Parameters) -> Section | Closing:
    """Show the foot of the document: recipients and signature; left out where the parameters name nobody."""
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
