"""Write what texts say with certainty as a dataset; list the rest for an analyst to decide."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgreport.data.figures.layout import APPARATUS, FIGURES
from kgreport.data.registers.layout import REGISTERS
from kgreport.data.tables.layout import SUFFIXES, TableLayout
from kgreport.errors import KgreportError
from kgreport.fact_check.checked_text import CheckedText
from kgreport.fact_check.model import Claim, Number
from kgreport.terms.phrases import Language, Phrase
from kgreport.terms.vocabulary import ITEMS
from kgreport.whole_files import write_whole

SHARES = next(table for table in REGISTERS if table.name == "shares")
_TABLES: Sequence[TableLayout] = (FIGURES, APPARATUS, SHARES)
UNDECIDED = "undecided.md"
"""Name of the list of what is not certain."""

_LONGEST_QUOTE = 160
_ONLY_THE_SHARE = frozenset({"truncated-share", "bent-to-100", "other-base", "mixed-decimals"})
"""What is wrong with a share alone; its count is not in doubt."""

_UNDECIDED = {
    "subject": Phrase("không rõ ai hoặc tổ chức nào được đếm", "it is not clear who is counted"),
    "tier": Phrase("không rõ thuộc cấp nào", "the tier is not clear"),
    "measure": Phrase("không rõ mức xếp loại hoặc nội dung", "the level or measure is not clear"),
    "year": Phrase("không rõ năm", "the year is not clear"),
    "unit": Phrase(
        "không rõ là số của toàn bộ, của một phần hay một thời gian khác",
        "it is not clear whether this is of all, of a part, or of another time",
    ),
}
_OF_A_UNIT = Phrase(
    "số của đơn vị “{unit}”: thêm mã đơn vị rồi đưa vào bảng",
    "of the unit “{unit}”: add its code, then put it into the table",
)
_DOUBTFUL = Phrase("có lỗi hoặc cảnh báo ở con số này", "an error or a warning is about this number")
_TWO_VALUES = Phrase("văn bản ghi nhiều số khác nhau: {values}", "the texts have different numbers: {values}")
_TITLE = Phrase("Cần người phân tích quyết định", "For the analyst to decide")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table.

    Attributes
    ----------
    table
        The table it belongs to.
    cells
        Its cells by column, without the source.
    source
        The file, the line and the words it comes from.
    """

    table: TableLayout
    cells: Mapping[str, str]
    source: str

    @property
    def figure(self) -> tuple[str, ...]:
        """What tells the figure from others of its table: all but its value."""
        return (self.table.name, *(text for name, text in self.cells.items() if name != "value"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFigures:
    """What texts say, as rows of tables.

    Attributes
    ----------
    rows
        What is certain.
    undecided
        The places of the rest, and why each is not certain.
    """

    rows: tuple[Row, ...]
    undecided: tuple[tuple[str, Phrase], ...]


class TableExistsError(KgreportError):
    """A table is there already, and is not replaced."""


def figures_of(texts: Iterable[CheckedText]) -> TextFigures:
    """Take the figures out of texts; the same figure is taken once, and not where two values contradict."""
    found: dict[tuple[str, ...], dict[str, Row]] = {}
    undecided: list[tuple[str, Phrase]] = []
    for text in texts:
        doubtful = [
            (one.start, one.end)
            for one in text.mistakes
            if one.severity != "note" and one.kind not in _ONLY_THE_SHARE
        ]
        for claim in text.claims:
            if claim.subject is None and claim.measure is None:
                continue
            source = _source(text, claim)
            if reason := _doubt(claim, doubtful):
                undecided.append((source, reason))
                continue
            for row in _rows(claim, source):
                found.setdefault(row.figure, {}).setdefault(row.cells.get("value", ""), row)
    for rows in found.values():
        if len(rows) > 1:
            reason = Phrase(*(one.format(values=", ".join(rows)) for one in _TWO_VALUES))
            undecided += [(row.source, reason) for row in rows.values()]
    certain = tuple(row for rows in found.values() if len(rows) == 1 for row in rows.values())
    return TextFigures(rows=certain, undecided=tuple(undecided))


def _doubt(claim: Claim, doubtful: Sequence[tuple[int, int]]) -> Phrase | None:
    """Say why a claim is not certain, if it is not."""
    missing = next((name for name in _UNDECIDED if getattr(claim, name) is None), None)
    if missing:
        return _UNDECIDED[missing]
    if claim.unit:
        return Phrase(*(one.format(unit=claim.unit) for one in _OF_A_UNIT))
    numbers = [one for one in (claim.count, claim.share, claim.base) if one]
    is_doubtful = any(one.start < end and one.end > start for one in numbers for start, end in doubtful)
    return _DOUBTFUL if is_doubtful else None


def _rows(claim: Claim, source: str) -> Iterator[Row]:
    """Make the row of a claim: an exact count, or else what was printed as a share or approximate."""
    number = claim.count or claim.share
    is_item = claim.subject in ITEMS
    if number is None or (is_item and not _is_exact_count(number)):
        return
    subject, tier = ("item", "sector") if is_item else ("subject", "tier")
    cells = {
        "year": str(claim.year),
        "unit": "",
        subject: claim.subject or "",
        tier: claim.tier or "",
        "measure": claim.measure or "",
    }
    if _is_exact_count(number):
        table = APPARATUS if is_item else FIGURES
        yield Row(table=table, cells={**cells, "value": str(int(number.value))}, source=source)
    else:
        base = claim.base_measure or "" if number.is_percent else ""
        yield Row(table=SHARES, cells={**cells, "base": base, "printed": number.text}, source=source)


def _is_exact_count(number: Number) -> bool:
    return not (number.is_percent or number.approximation or number.decimals)


def _source(text: CheckedText, claim: Claim) -> str:
    """Name the place of a claim, and quote its words."""
    words = " ".join(text.text[claim.start : claim.end].split())
    if not any(sign.isalpha() for sign in words):
        words = "".join(text.excerpt(claim))
    words += ")" * (words.count("(") - words.count(")"))
    if len(words) > _LONGEST_QUOTE:
        words = words[:_LONGEST_QUOTE].rpartition(" ")[0] + " …"
    return f"{Path(text.file).name}, dòng {text.line_of(claim)}: “{words}”"


def refuse_tables(folder: Path) -> None:
    """Refuse a folder that has one of the tables.

    Raises
    ------
    TableExistsError
        It has.
    """
    names = [table.name + suffix for table in _TABLES for suffix in SUFFIXES]
    there = [name for name in names if (folder / name).exists()]
    if there:
        msg = f"{folder} already has {', '.join(there)}, which are not replaced; name another folder"
        raise TableExistsError(msg)


def contents_of(figures: TextFigures, language: Language) -> dict[str, str]:
    """Give the tables that have rows, and the list of what is undecided, by the names of their files."""
    contents = {
        f"{table.name}.csv": _as_csv(table, rows)
        for table in _TABLES
        if (rows := [row for row in figures.rows if row.table is table])
    }
    if figures.undecided:
        lines = [f"- {place}: {reason.say(language)}" for place, reason in figures.undecided]
        contents[UNDECIDED] = "\n".join([f"# {_TITLE.say(language)}", "", *lines, ""])
    return contents


def write_figures(figures: TextFigures, folder: Path, language: Language) -> list[Path]:
    """Write the tables and the list of what is undecided; give the paths."""
    refuse_tables(folder)
    return [write_whole(folder / name, text) for name, text in contents_of(figures, language).items()]


def _as_csv(table: TableLayout, rows: Sequence[Row]) -> str:
    names = [column.name for column in table.columns]
    stream = io.StringIO()
    writer = csv.DictWriter(stream, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row.cells, "source": row.source} for row in rows)
    return stream.getvalue()
