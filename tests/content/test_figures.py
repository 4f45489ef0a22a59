"""The printed figures of a document: each has one place, whatever the document is read from.

Covers `kgreport.content.figures`, `kgreport.content.changes` and `kgreport.content.plain`.
"""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from kgreport.content.blocks import (
    Block,
    Closing,
    Column,
    Heading,
    Letterhead,
    Listing,
    Paragraph,
    Run,
    Table,
    paragraph,
)
from kgreport.content.changes import Change, changes
from kgreport.content.figures import figures_from, figures_of
from kgreport.content.plain import ContentError, blocks_of, plain_blocks

LEVELS = Table(
    id="table-levels",
    number="Bảng 1",
    title="Mức",
    columns=(Column(label="Mức"), Column(label="Số", values="count"), Column(label="Số", values="count")),
    cells=(("Tốt", "10", "11*"), ("nữ", "4", "5"), ("Kém", "2", "–"), ("nữ", "1", "–")),
    rows=(("Tốt", 10, 11), ("nữ", 4, 5), ("Kém", 2, None), ("nữ", 1, None)),
    indents=((1, 1), (3, 1)),
    notes=("* Gồm 2 chi bộ mới.",),
)
DOCUMENT: list[Block] = [
    Heading(level=2, text="Kết quả", id="results"),
    Listing(items=((paragraph("Có 3 mục."),), (Paragraph(runs=(Run(text="12,"), Run(text="5%"))),))),
    LEVELS,
]


def test_rows_and_columns_have_names_of_their_own() -> None:
    (table,) = figures_of(DOCUMENT).tables

    assert table.rows == ("Tốt", "Tốt › nữ", "Kém", "Kém › nữ")
    assert table.columns == ("Số", "Số (2)")
    assert table.by_place["Kém › nữ", "Số"] == "1"


def test_a_mark_is_no_part_of_a_figure() -> None:
    assert figures_of(DOCUMENT).tables[0].by_place["Tốt", "Số (2)"] == "11"


def test_numbers_in_sentences_belong_to_their_section() -> None:
    (text,) = figures_of(DOCUMENT).texts

    assert (text.id, text.numbers) == ("results", ("3", "12,5%", "2"))


def test_notes_of_a_table_that_print_leaves_out_are_no_text() -> None:
    (text,) = figures_of([DOCUMENT[0], replace(LEVELS, folded=True), paragraph("Có 4 mục.")]).texts

    assert text.numbers == ("4",)


def test_figures_and_blocks_survive_json() -> None:
    figures = figures_of(DOCUMENT)

    assert figures_from(json.loads(json.dumps(figures.as_dict()))) == figures
    assert blocks_of(json.loads(json.dumps(plain_blocks(DOCUMENT)))) == DOCUMENT


@pytest.mark.parametrize(
    "plain",
    [None, 3, [3], [{"kind": "table"}], [{"kind": "script"}], [{"kind": "heading", "level": "x"}], "a"],
)
def test_what_is_no_block_is_refused(plain: object) -> None:
    with pytest.raises(ContentError):
        blocks_of(plain)


def test_the_hash_is_of_what_is_printed_and_not_of_the_numbers_of_tables() -> None:
    figures = figures_of(DOCUMENT)
    renumbered = figures_of([*DOCUMENT[:2], replace(LEVELS, number="Bảng 7")])
    changed = figures_of([*DOCUMENT[:2], replace(LEVELS, cells=(*LEVELS.cells[:3], ("nữ", "2", "–")))])

    assert figures.hash == renumbered.hash
    assert figures.hash != changed.hash


def test_a_changed_figure_is_told_with_its_place() -> None:
    rows = (("Tốt", "10", "12"), *LEVELS.cells[1:3])
    later: list[Block] = [*DOCUMENT[:1], paragraph("Có 4 mục, 12,5%."), replace(LEVELS, cells=rows)]

    found = changes(figures_of(DOCUMENT), figures_of(later))

    levels = Change(id="table-levels", title="Mức", in_table=True, old="11", new="12")
    assert found == [
        replace(levels, row="Tốt", column="Số (2)"),
        replace(levels, row="Kém › nữ", column="Số", old="1", new=None),
        replace(levels, row="Kém › nữ", column="Số (2)", old="–", new=None),
        Change(id="results", title="Kết quả", in_table=False, old="3", new="4"),
    ]


def test_tables_of_one_name_are_told_apart() -> None:
    first, second = (replace(LEVELS, id="", cells=(("A", one, one),), indents=()) for one in "12")
    third = replace(second, cells=(("A", "2", "3"),))

    (found,) = changes(figures_of([first, second]), figures_of([first, third]))

    assert (found.row, found.column, found.old, found.new) == ("A", "Số (2)", "2", "3")


def test_head_and_foot_belong_to_no_section_and_say_all_their_numbers() -> None:
    head = Letterhead(
        document="BÁO CÁO",
        subject="năm 2018",
        superior="KHỐI 1",
        issuer="CHI BỘ 2",
        number="Số 3",
        marks=("Ban hành lần 4",),
        party="ĐẢNG 5",
        place_date="Khu 6, ngày 7",
        replaces="Thay bản 8",
        caution="Bản 9",
    )
    foot = Closing(title="Nơi nhận 1", recipients=("Chi bộ 2",), signature=("Khối 3",), signer="Ban 4")

    found = figures_of([head, Heading(level=1, text="Tên", id="t"), paragraph("Năm 10."), foot]).texts

    assert [text.title for text in found] == [""]
    assert found[0].numbers == ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "1", "2", "3", "4")
