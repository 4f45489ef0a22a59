"""Copy faulty workbooks with every bad cell coloured and commented, to be sent back to their units.

A copy that comes back corrected can be read, and annotated again: earlier colours and comments go.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from kgreport.data.tables.books.parts import check_copied, composed
from kgreport.data.tables.books.unreadable import SAVE_AGAIN, WHOLE, UnreadableBookError, foreign_errors
from kgreport.data.tables.folders import AnyFolders, Folders
from kgreport.data.workbooks.sheets import FOUND
from kgreport.data.workbooks.writing import styles
from kgreport.data.workbooks.writing.packing import packed
from kgreport.hidden_letters import with_hidden_letters_shown
from kgreport.terms.findings import Finding, Wording
from kgreport.terms.phrases import Language, Phrase, shortened
from kgreport.terms.places import Place, parse_place, position
from kgreport.whole_files import write_whole

AUTHOR = "kgreport"
_FOUND = Phrase("Phát hiện: {text}", "Found: {text}")
_EXPECTED = Phrase("Cần: {text}", "Expected: {text}")
_ADVICE = Phrase("Cách sửa: {text}", "What to do: {text}")
_TITLE = Phrase("Những chỗ cần sửa", "What is to be corrected")
_HOW = Phrase(
    "Sửa các ô được tô màu ngay trong tệp này rồi gửi lại. Bấm vào ô ở cột Ô để đến chỗ cần sửa.",
    "Correct the coloured cells in this file and send it back. Click a cell in the column Cell to go there.",
)
_HEADINGS = (
    (Phrase("STT", "No."), 6),
    (Phrase("Trang", "Sheet"), 20),
    (Phrase("Ô", "Cell"), 8),
    (Phrase("Mức độ", "Severity"), 12),
    (Phrase("Phát hiện", "Found"), 44),
    (Phrase("Cần", "Expected"), 44),
    (Phrase("Cách sửa", "What to do"), 44),
)
_SEVERITIES = {"error": Phrase("phải sửa", "error"), "warning": Phrase("xem lại", "warning")}
_BROKEN = Phrase("phần định dạng của tệp bị hỏng", "the formats of the file are broken")
_NO_COPY = Wording(_BROKEN, WHOLE, SAVE_AGAIN)
_HEADING_ROW = 4
_LONGEST = 2_000
_LETTERS = 44
"""How many letters stand in a line of the wide columns."""


_Fault = tuple[Place, Finding]
"""A cell of a workbook, and what was found there."""


class SameFolderError(ValueError):
    """Annotated copies would be written over the workbooks themselves."""


@dataclass(frozen=True, slots=True)
class Copies:
    """The annotated copies that were written, and by workbook why others have none."""

    written: list[Path] = field(default_factory=list)
    left_out: dict[str, Wording] = field(default_factory=dict)


def annotate(given: AnyFolders, findings: Iterable[Finding], language: Language, output: Path) -> Copies:
    """Write annotated copies of the workbooks that something was found in.

    Parameters
    ----------
    given
        The folder where the workbooks are, or several; they stay as they are.
    findings
        What was found; those that lie in no cell of a workbook there are passed over.
    language
        In which language comments are written.
    output
        Where the copies go, under the names of the workbooks; those of several folders in folders.

    Returns
    -------
    Copies
        The copies, and the workbooks of which there can be none.

    Raises
    ------
    SameFolderError
        `output` is the folder of the workbooks.
    """
    folders = Folders.of(given)
    if output.resolve() in {folder.resolve() for folder in folders.paths}:
        msg = f"{output} holds the workbooks themselves"
        raise SameFolderError(msg)
    copies = Copies()
    for file, faults in sorted(_by_file(findings).items()):
        path = folders.path_of(file)
        if not path.exists():
            continue
        try:
            content = _annotated(path, faults, language)
        except UnreadableBookError as error:
            copies.left_out[file] = error.wording or _NO_COPY
            continue
        (output / file).parent.mkdir(parents=True, exist_ok=True)
        write_whole(output / file, content)
        copies.written.append(output / file)
    return copies


def _annotated(path: Path, faults: Sequence[_Fault], language: Language) -> bytes:
    """Give the copy of a workbook; openpyxl fails over some that calamine reads, and that a person sees."""
    check_copied(path)
    with foreign_errors(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl does not keep; `count_shapes` tells what matters
        book = load_workbook(io.BytesIO(path.read_bytes()))
        _annotate_one(book, faults, language)
        return packed(book)


def _by_file(findings: Iterable[Finding]) -> Mapping[str, list[_Fault]]:
    """Find the faults in each workbook."""
    files: dict[str, list[_Fault]] = {}
    for finding in findings:
        for place in map(parse_place, finding.cells):
            if place is not None:
                files.setdefault(place.file, []).append((place, finding))
    return files


def _annotate_one(book: Workbook, faults: Sequence[_Fault], language: Language) -> None:
    for sheet in list(book.worksheets):
        if composed(sheet.title) == FOUND:
            book.remove(sheet)
        else:
            _remove_earlier(sheet)
    at: dict[tuple[str, str], list[Finding]] = {}
    for place, finding in faults:
        sheet = _sheet(book, place.sheet)
        at.setdefault((sheet.title, _anchor(sheet, place.ref)), []).append(finding)
    for (title, ref), of_cell in at.items():
        _annotate_cell(book[title][ref], of_cell, language)
    _list_faults(book, at, language)


def _sheet(book: Workbook, name: str) -> Worksheet:
    """Find a sheet; what is said of one that is not there is said on the first."""
    found = (sheet for sheet in book.worksheets if composed(sheet.title) == name)
    return next(found, book.worksheets[0])


def _anchor(sheet: Worksheet, ref: str) -> str:
    """Name the cell that shows: of merged cells, the first."""
    row, column = position(ref)
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            return str(area.start_cell.coordinate)
    return ref


def _remove_earlier(sheet: Worksheet) -> None:
    """Take away the colours and comments of an earlier annotation."""
    for cell in list(sheet._cells.values()):  # only those that are there, however far apart
        if isinstance(cell, Cell) and cell.comment is not None and _is_ours(cell.comment):
            cell.comment = None
            colour = styles.colour_of(composed(sheet.title), cell.coordinate)
            cell.fill = styles.fill(colour) if colour else PatternFill()


def _is_ours(comment: Comment) -> bool:
    """Whether a comment was written by kgreport; not every program keeps its author."""
    begins = tuple(text.partition("{")[0] for text in _FOUND)
    return comment.author == AUTHOR or str(comment.text).startswith(begins)


def _annotate_cell(cell: Cell, found: Sequence[Finding], language: Language) -> None:
    """Colour a cell, and say in a comment all that was found there."""
    findings = list({finding.id: finding for finding in found}.values())
    wrong = any(finding.severity == "error" for finding in findings)
    cell.fill = styles.fill(styles.WRONG if wrong else styles.DOUBTFUL)
    text = "\n\n".join(_comment_text(finding, language) for finding in findings)
    if cell.comment is not None:
        text = f"{cell.comment.text}\n\n{text}"
    lines = sum(1 + len(line) // 48 for line in text.split("\n"))
    cell.comment = Comment(text, AUTHOR, width=340, height=min(24 + 17 * lines, 480))


def _comment_text(finding: Finding, language: Language) -> str:
    texts = zip((_FOUND, _EXPECTED, _ADVICE), _texts(finding, language), strict=True)
    return "\n".join(phrase.say(language, text=text) for phrase, text in texts)


def _texts(finding: Finding, language: Language) -> list[str]:
    """Say what was found, expected and advised; a heading before each says which it is."""
    return [
        _that_a_cell_holds(text.say(language)) for text in (finding.found, finding.expected, finding.advice)
    ]


def _that_a_cell_holds(text: str) -> str:
    """Shorten a text and show control characters as codes, as a workbook takes neither."""
    return with_hidden_letters_shown(shortened(text, _LONGEST))


def _list_faults(book: Workbook, at: Mapping[tuple[str, str], Sequence[Finding]], language: Language) -> None:
    """List all that was found on a sheet before all others, each with a link to its cell."""
    sheet = book.create_sheet(FOUND, 0)
    for style in styles.named_styles():
        if style.name not in book.named_styles:
            book.add_named_style(style)
    sheet["A1"], sheet["A2"] = _TITLE.say(language), _HOW.say(language)
    sheet["A1"].style, sheet["A2"].style = "kg title", "kg label"
    for column, (heading, width) in enumerate(_HEADINGS, start=1):
        cell = sheet.cell(_HEADING_ROW, column, heading.say(language))
        cell.style = "kg heading"
        sheet.column_dimensions[cell.column_letter].width = width
    order = {one.title: n for n, one in enumerate(book.worksheets)}
    places = sorted(at, key=lambda place: (order[place[0]], *position(place[1])))
    rows = [(*place, finding) for place in places for finding in at[place]]
    for number, (title, ref, finding) in enumerate(rows, start=1):
        texts = _texts(finding, language)
        severity = _SEVERITIES[finding.severity].say(language)
        _list_one(sheet, number, (title, ref, severity, *texts))
    sheet.freeze_panes = f"A{_HEADING_ROW + 1}"
    styles.set_up_page(sheet, FOUND, headings=f"{_HEADING_ROW}:{_HEADING_ROW}")
    for one in book.worksheets:
        one.sheet_view.tabSelected = one is sheet
    book.active = 0


def _list_one(sheet: Worksheet, number: int, cells: Sequence[str]) -> None:
    title, ref = cells[:2]
    row = _HEADING_ROW + number
    for column, value in enumerate((number, *cells), start=1):
        cell = sheet.cell(row, column)
        styles.write(cell, value)
        cell.style = "kg row plain"
    styles.link(sheet.cell(row, 3), title, ref, boxed=True)
    widest = max(len(text) for text in cells[3:])
    sheet.row_dimensions[row].height = 4 + 13 * (1 + widest // _LETTERS)
