"""What the sections on counts by subject share: who is spoken of, columns of counts and shares, a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kgreport.data.figures.layout import Scope
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import label_of, measure_label
from kgreport.views import formats
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
from kgreport.views.texts import Markdown, Note
from kgreport.views.view import Section, View

Found = Mapping[Scope, Rows]
"""By scope, counts and shares as `kgreport.stats.shares.base_rows` gives."""

_OF = {
    "total": Phrase("trên tổng số", "of all"),
    "reviewed": Phrase("trên số đã kiểm điểm", "of those reviewed"),
    "suggested": Phrase("trên số được gợi ý", "of those suggested"),
    "opinions_asked": Phrase("trên số lượt lấy ý kiến", "of those asked"),
}
"""How the base of a share is named after it."""

MERE_BASES = ("total", "reviewed")
"""Measures that these sections show only for what is a share of them."""

_WHO = Phrase("{who}", "{who}")


def known_of(found: Found) -> RowsOf:
    """Keep those of whom something is known beside mere bases."""
    rows = {scope: rows_of(frame) for scope, frame in found.items()}
    return told_rows({scope: of for scope, of in rows.items() if any(map(_is_told, of))})


def _is_told(row: Row) -> bool:
    return row["count"] is not None and row["measure"] not in MERE_BASES


def broadest(found: RowsOf, measure: str) -> list[tuple[Scope, Row]]:
    """Choose whom a sentence speaks of: each subject as a whole, its tiers only where that is not known."""
    rows = {scope: next(row for row in of if row["measure"] == measure) for scope, of in found.items()}
    known = {scope: row for scope, row in rows.items() if row["count"] is not None}
    whole = {scope.subject for scope in known if not scope.tier}
    return [(scope, row) for scope, row in known.items() if not scope.tier or scope.subject not in whole]


def told(found: RowsOf, measure: str, saying: Phrase, edition: Edition, what: Phrase = _WHO) -> list[str]:
    """Say who is counted by a measure, in one sentence for each base its shares have.

    Parameters
    ----------
    found
        Of whom something is known.
    measure
        What is counted.
    saying
        The sentence, with gaps ``{year}``, ``{base}`` and ``{known}``.
    edition
        For whom.
    what
        What is counted of each, with a gap ``{who}``.
    """
    known = broadest(found, measure)
    sentences = []
    for base in dict.fromkeys(row["base"] for _, row in known):
        counted = [
            edition.share(row, what.say(edition.language, who=who(scope, edition)))
            for scope, row in known
            if row["base"] == base
        ]
        of_base = f" ({_OF[base].say(edition.language)})" if base else ""
        given = {"year": edition.year, "base": of_base, "known": formats.listing(counted, edition.language)}
        sentences.append(saying.say(edition.language, **given))
    return sentences


def who(scope: Scope, edition: Edition) -> str:
    """Name who is spoken of, as in running text."""
    return label_of(scope.subject, scope.tier).say(edition.language)


def text_of(text: str) -> list[View]:
    """Show what the writers say on the matter, if anything."""
    return [Markdown(text)] if text.strip() else []


def counts_section(
    found: RowsOf, sentences: list[str], text: str, edition: Edition, *, name: str, title: str, heading: str
) -> Section:
    """Make a section of sentences, the writers' text and a table; of the text alone where nothing is counted.

    Parameters
    ----------
    found
        Of whom something is known.
    sentences
        What the counts say.
    text
        What the writers say.
    edition
        For whom.
    name, title
        Id of the section, and its heading.
    heading
        Title of the table.
    """
    if not found:
        return Section(name, title, text_of(text))
    table = counts_table(f"table-{name}", heading, found, edition)
    return Section(name, title, [Note(sentences), *text_of(text), table])


def counts_table(name: str, title: str, found: RowsOf, edition: Edition) -> Table:
    """Lay counts and shares out, one row per subject and tier; only measures and bases that are known.

    Parameters
    ----------
    name
        Id of the table.
    title
        What it shows.
    found
        Of whom something is known.
    edition
        For whom.
    """
    everything = [row for rows in found.values() for row in rows]
    shown = _shown(everything)
    rows = []
    for scope, told_of in found.items():
        of = {row["measure"]: row for row in told_of}
        cells = [_cell(of[measure], base) for measure, base in shown]
        rows.append([row_label(scope, found, edition), *cells])
    return Table(
        id=name,
        title=title,
        columns=[
            Column(edition.say("Đối tượng", "Who"), "text", 2.0),
            *(_column(measure, base, edition) for measure, base in shown),
        ],
        rows=rows,
        language=edition.language,
        notes=[*not_added(rows, edition), *derived_note(once(everything), "member", edition)],
        sources=sources_of(everything),
    )


def not_added(rows: Sequence[object], edition: Edition) -> list[str]:
    """Warn against adding rows that are populations of their own."""
    if len(rows) < 2:
        return []
    return [
        edition.say(
            "Mỗi dòng là một loại đối tượng riêng, không cộng các dòng với nhau.",
            "Each row is a population of its own; the rows are not to be added.",
        )
    ]


def once(everything: Iterable[Row]) -> list[Row]:
    """Keep each measure once, as derived where it is so of anybody."""
    kept: dict[str, Row] = {}
    for row in sorted(everything, key=lambda row: not row["derived"]):
        kept.setdefault(row["measure"], row)
    return list(kept.values())


def _shown(everything: Sequence[Row]) -> list[tuple[str, str]]:
    """Order the columns as measure and base: each count, then its shares; a mere base only where it is one."""
    known = {row["measure"] for row in everything if row["count"] is not None}
    bases: dict[str, list[str]] = {row["measure"]: [] for row in everything if row["measure"] in known}
    for row in everything:
        if row["count"] is not None and row["base"] and row["base"] not in bases[row["measure"]]:
            bases[row["measure"]].append(row["base"])
    used = {base for of_measure in bases.values() for base in of_measure}
    return [
        (measure, base)
        for measure, of_measure in bases.items()
        if measure not in MERE_BASES or measure in used
        for base in ("", *of_measure)
    ]


def _cell(row: Row, base: str) -> object:
    if not base:
        return row["count"]
    return row["share"] if row["base"] == base else None


def _column(measure: str, base: str, edition: Edition) -> Column:
    if base:
        of_base = _OF[base].say(edition.language)
        return Column(edition.say("Tỷ lệ {of_base}", "Share {of_base}", of_base=of_base), "percent")
    return Column(edition.label(measure_label("member", measure)))
