"""Sections that only count: one function that makes them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kgreport.data.figures.layout import Scope
from kgreport.views.frames.ratings import COUNTS
from kgreport.views.sections.facts import tells
from kgreport.views.sections.printed import printed_sentences
from kgreport.views.sections.rows import Row, Rows
from kgreport.views.sections.work.counts import (
    ONLY_BASES,
    Counts,
    broadest,
    columns_by_base,
    counts_table,
    known_counts,
    say_base,
)
from kgreport.views.sections.work.facts import count_rows
from kgreport.views.sections.work.section_words import CountedSection, Sentence, section_named
from kgreport.views.sections.writer import Writer
from kgreport.views.texts import markdown_of, note_of
from kgreport.views.view import Section, View


def counted_rows(name: str, counts: Mapping[Scope, Rows], writer: Writer) -> Iterable[Row]:
    """Give the measures of a section that are known of its subjects."""
    return count_rows(_of_subjects(section_named(name, writer.own), counts), writer)


@tells((COUNTS, counted_rows))
def counted_section(
    name: str,
    counts: Mapping[Scope, Rows],
    text: str,
    writer: Writer,
    *,
    more: Sequence[str] = (),
    after: Sequence[View],
) -> Section:
    """Show a section that counts: sentences, the writers' text, a table.

    Parameters
    ----------
    name
        Its name: ``preparation``, ``suggested``, ``personnel``, ``commitments``, or one that a dataset adds.
    counts
        By scope, the rows of its measures: ``measure, count, base, base_count, share, source, derived``.
    text
        What the writers say of it.
    more
        Sentences that follow those on the counts.
    after
        Views that follow the table.
    """
    section = section_named(name, writer.own)
    title = section.title.say(writer.language)
    known = known_counts(_of_subjects(section, counts), beside=ONLY_BASES)
    if not known:
        return Section(name, title, [*note_of(more), *markdown_of(text, writer.language), *after])
    sentences = [filled for sentence in section.sentences for filled in _sentences(sentence, known, writer)]
    silent = {scope: rows for scope, rows in known.items() if all(row["count"] is None for row in rows)}
    sentences += [said for scope, rows in silent.items() for said in printed_sentences(rows, scope, writer)]
    sentences += more
    heading = writer.say(*section.heading)
    table = counts_table(f"table-{name}", heading, known, columns_by_base(known, writer), writer)
    return Section(name, title, [*note_of(sentences), *markdown_of(text, writer.language), table, *after])


def _of_subjects(section: CountedSection, counts: Mapping[Scope, Rows]) -> dict[Scope, Rows]:
    """Keep the counts of the subjects that a section shows."""
    return {scope: rows for scope, rows in counts.items() if scope.subject in section.subjects}


def _sentences(sentence: Sentence, known: Counts, writer: Writer) -> list[str]:
    """Fill a sentence once for each base that the shares of its measure have."""
    left_out = [scope for scope, _ in broadest(known, sentence.unless_known)]
    wholes = [scope.subject for scope in left_out if not scope.tier]
    rest = {scope: of for scope, of in known.items() if scope not in left_out and scope.subject not in wholes}
    rows = broadest(rest, sentence.measure)
    filled = []
    for base in dict.fromkeys(row["base"] for _, row in rows):
        counts = [
            writer.share(
                row,
                *(said.say(writer.language, subject=writer.subject(scope)) for said in sentence.counted),
                yet=True,
            )
            for scope, row in rows
            if row["base"] == base
        ]
        of_base = f" ({say_base(base, writer)})" if base else ""
        filled.append(writer.say(sentence.vi, sentence.en, base=of_base, counts=writer.listing(counts)))
    return filled
