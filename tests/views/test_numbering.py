"""Chapters, sections, tables and charts have the same number wherever they are shown."""

from __future__ import annotations

import pytest

from kgreport.views.numbering import Chapter, number_chapters
from kgreport.views.tables import Column, Table
from kgreport.views.texts import Note
from kgreport.views.view import ChapterHead, Section


@pytest.fixture
def capture_display(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Give a list of what is displayed."""
    shown: list[object] = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    return shown


def table(name: str) -> Table:
    return Table(id=f"table-{name}", title=f"Bảng {name}", columns=[Column("A", "text")], rows=[["x"]])


def section(name: str, *tables: str) -> Section:
    return Section(name, name.upper(), [Note(["Câu."]), *(table(one) for one in tables)])


EMPTY = Section("empty", "Trống", [])
NUMBERING = number_chapters(
    [
        Chapter(id="front", kind="front", sections=[section("summary", "a")]),
        Chapter(id="review", title="Kiểm điểm", sections=[EMPTY, section("reviews", "b"), section("more")]),
        Chapter(id="ratings", title="Xếp loại", sections=[EMPTY]),
        Chapter(id="tasks", sections=[section("tasks")]),
        Chapter(id="annexes", kind="annex", sections=[EMPTY, section("sources", "c", "d")]),
    ],
    "vi",
)


def test_chapters_and_sections_are_counted_without_what_is_left_out() -> None:
    shown = [
        NUMBERING.apply(section(name)).heading for name in ("summary", "reviews", "more", "tasks", "sources")
    ]

    assert shown == ["SUMMARY", "1. REVIEWS", "2. MORE", "II. TASKS", "Phụ lục 1. SOURCES"]


def test_a_chapter_has_its_number_and_its_first_section_is_marked() -> None:
    first, second = (NUMBERING.apply(section(name)).chapter for name in ("reviews", "more"))

    assert first
    assert second
    assert (first.title, first.first, second.first) == ("I. Kiểm điểm", True, False)


def test_a_lone_section_takes_the_number_of_its_chapter() -> None:
    alone = Chapter(id="review", title="Kiểm điểm", sections=[section("reviews"), EMPTY])

    shown = number_chapters([alone], "vi").apply(section("reviews"))

    assert shown.heading == "I. REVIEWS"
    assert shown.chapter == ChapterHead("review", "")


def test_tables_are_counted_over_the_whole_report() -> None:
    shown = NUMBERING.apply(section("sources", "c", "d"))

    assert [view.plain().splitlines()[0] for view in shown.views[1:]] == ["Bảng 3. Bảng c", "Bảng 4. Bảng d"]


def test_sentences_refer_to_the_tables_below_them_up_to_the_next_sentences() -> None:
    both = Section("sources", "", [Note(["Một."]), table("c"), Note(["Hai."]), table("d")])

    shown = NUMBERING.apply(both)

    assert [shown.views[n].plain() for n in (0, 2)] == ["Một. Xem Bảng 3.", "Hai. Xem Bảng 4."]


def test_a_section_that_the_contents_lack_stays_without_numbers() -> None:
    other = section("other", "z")

    assert NUMBERING.apply(other) == other


def test_sections_of_a_chapter_are_one_level_below_its_heading() -> None:
    assert '<h3 id="reviews">1. REVIEWS</h3>' in NUMBERING.apply(section("reviews")).html()
    assert NUMBERING.apply(section("reviews")).typst().startswith("== 1\\. REVIEWS <reviews>")
    assert '<h2 id="tasks">' in NUMBERING.apply(section("tasks")).html()


def test_english_reports_have_english_labels() -> None:
    [chapter] = [Chapter(id="annexes", kind="annex", sections=[section("sources", "c")])]

    shown = number_chapters([chapter], "en").apply(section("sources", "c"))

    assert shown.heading == "Annex 1. SOURCES"
    assert shown.views[0].plain() == "Câu. See Table 1."


def test_a_notebook_shows_each_section_of_a_chapter_as_an_output_of_its_own(
    capture_display: list[object],
) -> None:
    """Those that are empty stand last."""
    one, other = section("reviews"), section("more")

    Chapter(id="review", sections=[one, EMPTY, other])._ipython_display_()

    assert capture_display == [one, other, EMPTY]


def test_a_chapter_is_its_sections_in_every_format() -> None:
    one, other = section("reviews"), section("more")
    chapter = Chapter(id="review", sections=[one, EMPTY, other])

    assert chapter.html() == "\n".join([one.html(), EMPTY.html(), other.html()])
    assert chapter.typst() == f"{one.typst()}\n\n{other.typst()}"
    assert chapter.plain() == "\n\n".join([one.plain(), EMPTY.plain(), other.plain()])
