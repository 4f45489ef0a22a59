"""The first and last sections of a report: its head, key figures, the writers' texts, its closing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from kgreport.data.figures.layout import Scope
from kgreport.data.params.model import Parameters
from kgreport.terms.marks import marks_of, places_elsewhere
from kgreport.terms.phrases import Phrase
from kgreport.views import formats
from kgreport.views.frames.layout import Facts, facts_of
from kgreport.views.frames.ratings import KEY_FIGURES, PARTS, texts_as_facts
from kgreport.views.sections.documents import Closing, Head
from kgreport.views.sections.facts import based, measured, scope_values, with_facts
from kgreport.views.sections.main_points import MAIN_POINTS
from kgreport.views.sections.notes import of_base
from kgreport.views.sections.rows import Row
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Table
from kgreport.views.texts import MainPoint, MainPoints, markdown_of
from kgreport.views.view import Section, View

_ELSEWHERE = Phrase(
    "Số liệu trong tài liệu này là của {places}, dùng để làm mẫu; không phải của nơi ban hành.",
    "The figures in this document are those of {places}, as a sample; they are not of who issues it.",
)

NARRATIVE = {
    "assessment": Phrase("Đánh giá chung", "Assessment"),
    "causes": Phrase("Hạn chế, khuyết điểm và nguyên nhân", "Shortcomings and causes"),
    "tasks": Phrase("Nhiệm vụ năm {next}", "Tasks for {next}"),
}


def head(
    parameters: Parameters,
    writer: Writer,
    *,
    simulated: bool = False,
    places: Iterable[str] = (),
    replaces: str = "",
) -> Head:
    """Show the head of the document: letterhead, title, marks of a draft and of simulated figures.

    Parameters
    ----------
    parameters
        Issuer, number, place, date, marks and status of the document.
    writer
        Its topic is the second part of the title.
    simulated
        Whether the figures are simulated.
    places
        Whose figures they are, where that is known.
    replaces
        Which edition it replaces, and why; empty for a first edition.
    """
    draft, elsewhere = parameters.status == "draft", places_elsewhere(places, parameters.issued_by)
    marks = marks_of(parameters.language, draft=draft, simulated=simulated, elsewhere=elsewhere)
    issued = parameters.issued
    day = formats.date_in_head(issued, parameters.language) if issued else ""
    return Head(
        kind=writer.say("BÁO CÁO", "REPORT"),
        subject=writer.topic,
        superior=parameters.superior,
        issuer=parameters.issuer,
        number=parameters.number,
        party=writer.say("ĐẢNG CỘNG SẢN VIỆT NAM", "COMMUNIST PARTY OF VIETNAM"),
        place_date=", ".join(text for text in (parameters.place, day) if text),
        draft=marks.get("draft_mark", ""),
        marks=[
            *(word.upper() for word in (parameters.secrecy, parameters.urgency) if word),
            *([formats.sentence(parameters.circulation)] if parameters.circulation else []),
            *writer.say_if(replaces, "Ban hành lần {n}", "Edition {n}", n=parameters.edition),
        ],
        replaces=replaces,
        simulated=marks.get("simulated_mark", ""),
        caution=caution(writer, simulated=simulated, elsewhere=elsewhere),
        document={
            "title": writer.say("Báo cáo {topic}", "Report {topic}", topic=writer.topic),
            "language": parameters.language,
            "issued": issued.isoformat() if issued else None,
            "status": parameters.status,
            "margins": parameters.margins.model_dump(),
            "author": parameters.issuer,
            **marks,
            "include_code": parameters.include_code,
            "font": parameters.font,
        },
    )


def caution(writer: Writer, *, simulated: bool, elsewhere: Sequence[str]) -> str:
    """Explain the marks of figures that are not those of who issues the report."""
    notes = [simulation_note(writer)] if simulated else []
    notes += writer.say_if(elsewhere, *_ELSEWHERE, places=", ".join(elsewhere))
    return " ".join(notes)


def simulation_note(writer: Writer) -> str:
    """Explain the mark of simulated figures."""
    return writer.say(
        "Số liệu chi tiết trong tài liệu này là số liệu mô phỏng để minh họa, không phải kết quả thật của bất kỳ tổ chức, cá nhân nào.",
        "The details in this document are simulated for illustration; they are no real results of any organisation or person.",
    )


def summary_section(points: Sequence[MainPoint], figures: Table | None, writer: Writer) -> Section:
    """Show the main points, and the key figures below them.

    Parameters
    ----------
    points
        The sentences, most important first.
    figures
        As `key_figures` makes; None where none is known.
    """
    shown = MainPoints(points)
    views: list[View] = [shown] if points else []
    title = MAIN_POINTS.say(writer.language)
    told = figures.told if figures else [facts_of(KEY_FIGURES, [])]
    section = Section("summary", title, [*views, *([figures] if figures else [])])
    return with_facts(section, [*shown.facts, *told])


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One key figure.

    Attributes
    ----------
    scope
        Subject and tier that are counted.
    row
        ``measure, count, base, share``.
    before
        The share in the year compared with; None where that is unknown.
    """

    scope: Scope
    row: Row
    before: float | None

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole that shares are of, and not a part."""
        return self.row["measure"] in ("rated", "total")


def key_figures(figures: Sequence[KeyFigure], against: int, writer: Writer) -> Table | None:
    """Show the key figures: counts, shares, and the change of each share; None where no count is known.

    Parameters
    ----------
    figures
        In the order of the field; of each scope, the whole first.
    against
        The year compared with.
    """
    known = [figure for figure in figures if figure.row["count"] is not None]
    if not known:
        return None
    compared = any(figure.before is not None for figure in known)
    of_all = any(figure.row["base"] == "total" for figure in known if figure.row["share"] is not None)
    columns = [
        Column(writer.say("Chỉ tiêu", "Figure"), "text", 2.6),
        Column(writer.say("Năm {year}", "{year}")),
        Column(writer.say("Tỷ lệ", "Share"), "percent"),
    ]
    change = Column(
        writer.say("So với năm {against}", "Against {against}", against=against), "rounded_points"
    )
    return Table(
        id="table-key-figures",
        title=writer.say("Số liệu chính, năm {year}", "Key figures, {year}"),
        columns=[*columns, *([change] if compared else [])],
        rows=[
            [_key_name(known, place, writer), *_key_cells(figure, compared=compared)]
            for place, figure in enumerate(known)
        ],
        language=writer.language,
        totals=[place for place, figure in enumerate(known) if figure.is_whole],
        indents={place: 1 for place in range(len(known)) if _follows_whole(known, place)},
        notes=[] if of_all else [formats.sentence(of_base("rated", writer)) + "."],
        told=[Facts(KEY_FIGURES, partial(_key_rows, known, against, writer))],
    )


def _key_rows(figures: Sequence[KeyFigure], against: int, writer: Writer) -> Iterator[Row]:
    for one in figures:
        before = None if one.before is None else against
        yield {
            **scope_values(one.scope, writer),
            **measured("measure", one.row["measure"], one.scope, writer),
            "count": one.row["count"],
            **based(one.row, one.scope, writer),
            "year_before": before,
            "share_before": one.before,
        }


def _follows_whole(figures: Sequence[KeyFigure], place: int) -> bool:
    """Tell a part below its whole, by which it is set in."""
    figure = figures[place]
    return not figure.is_whole and any(one.is_whole and one.scope == figure.scope for one in figures[:place])


def _key_name(figures: Sequence[KeyFigure], place: int, writer: Writer) -> str:
    """Name a figure; a part is named without its subject only below its whole, which names it."""
    scope, measure = figures[place].scope, figures[place].row["measure"]
    if measure == "total":
        return writer.say("Tổng số {subject}", "All {subject}", scope)
    if figures[place].is_whole:
        return f"{writer.subject_label(scope)} {writer.measure_term(scope.subject, measure)}"
    if _follows_whole(figures, place):
        return writer.measure_label(scope.subject, measure)
    return f"{writer.subject_label(scope)}: {writer.term(writer.measure(scope.subject, measure))}"


def _key_cells(figure: KeyFigure, *, compared: bool) -> list[object]:
    row, share = figure.row, figure.row["share"]
    pair = None if share is None or figure.before is None else (figure.before, share)
    shown = ["", ""] if figure.is_whole else [share, pair]
    return [row["count"], *(shown if compared else shown[:1])]


def narrative_section(part: str, text: str, writer: Writer, more: Sequence[View]) -> Section:
    """Show what the writers of the report say on one part of `NARRATIVE`, and more; left out without either."""
    title = writer.say(*NARRATIVE[part], next=writer.year + 1)
    told = texts_as_facts([one.strip() for one in text.split("\n\n") if one.strip()])
    views, also = [*markdown_of(text, writer.language), *more], [one for view in more for one in view.facts]
    return with_facts(Section(f"narrative-{part}", title, views), [*also, told])


def closing(parameters: Parameters) -> Section | Closing:
    """Show the foot of the document: recipients and signature; left out where the parameters name nobody."""
    writer = Writer(language=parameters.language, year=parameters.year)
    title = writer.say("Nơi nhận:", "Recipients:")
    if not (parameters.recipients or parameters.signature or parameters.signer):
        return with_facts(Section("closing", title.rstrip(":"), []), [facts_of(PARTS, [])])
    return Closing(
        title=title,
        recipients=parameters.recipients,
        signature=parameters.signature,
        signer=parameters.signer,
        language=parameters.language,
    )
