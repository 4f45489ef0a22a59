"""`kgreport fact-check`: find what is wrong with the numbers of articles and reports."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgreport.cli.console.errors import complain
from kgreport.errors import TextFileError
from kgreport.exit_statuses import DONE, FAILED, MISUSED
from kgreport.hidden_letters import unfiltered, with_hidden_letters_shown
from kgreport.terms.phrases import Language, Phrase

if TYPE_CHECKING:
    from kgreport.fact_check.checked_text import CheckedText
    from kgreport.fact_check.dataset_checks import DatasetFigures
    from kgreport.fact_check.model import Mistake

_EXPECTED = Phrase("; cần {expected}", "; expected {expected}")
_SEVERITY_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


def fact_check(  # noqa: PLR0917 - one argument an option
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Texts: .txt .md .html .docx .pdf .ipynb, or - for stdin."),
    ],
    params: Annotated[
        Path | None,
        typer.Option("--params", metavar="FILE", help="Parameters file: compare with its dataset too."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Write a page that shows the texts, mistakes marked."),
    ] = None,
    to_figures: Annotated[
        Path | None,
        typer.Option("--to-figures", metavar="DIR", help="Write what the texts say as a dataset."),
    ] = None,
    language: Annotated[Language, typer.Option(metavar="vi|en", help="Language of the findings.")] = "vi",
) -> None:
    """Find what is wrong with the numbers of articles and reports."""
    if to_figures:
        from kgreport.fact_check.to_figures import refuse_tables  # noqa: PLC0415

        refuse_tables(to_figures)
    texts, code = _check_files(files, _dataset_figures(params) if params else None)
    if as_json:
        found = [text.as_dict(mistake, language) for text in texts for mistake in text.mistakes]
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for line in (line for text in texts for line in _lines(text, language)):
            typer.echo(line, file=unfiltered(sys.stdout))
    written = _write(texts, language, html, to_figures)
    for path in written:
        typer.echo(f"wrote {path}", err=as_json)
    raise typer.Exit(max(code, FAILED if any(text.counts["error"] for text in texts) else DONE))


def _dataset_figures(params: Path) -> DatasetFigures:
    """Read the figures of a parameters file."""
    from kgreport.data.params.given import find_parameters_file  # noqa: PLC0415
    from kgreport.data.params.parameters_file import read_parameters  # noqa: PLC0415
    from kgreport.fact_check.dataset_checks import dataset_figures  # noqa: PLC0415
    from kgreport.report import read_report  # noqa: PLC0415

    file = find_parameters_file(params)
    report = read_report(read_parameters(file), file.parent)
    given = report.parameters
    issuer = " ".join((given.superior, given.issuer, given.place))
    return dataset_figures(report.dataset, given.unit, given.year, issuer)


def _check_files(files: Sequence[Path], known: DatasetFigures | None) -> tuple[list[CheckedText], int]:
    """Check the texts that can be read; of the others, say why not."""
    from kgreport.fact_check.checked_text import check_text  # noqa: PLC0415
    from kgreport.fact_check.documents.bounds import MOST_BYTES, time_limit  # noqa: PLC0415
    from kgreport.fact_check.documents.reading import STDIN, read_stdin, read_text  # noqa: PLC0415

    texts: list[CheckedText] = []
    code = DONE
    for file in dict.fromkeys(files):
        try:
            piped = sys.stdin.buffer.read(MOST_BYTES + 1) if str(file) == STDIN else None
            with time_limit(str(file)):
                text = read_text(file) if piped is None else read_stdin(piped)
                texts.append(check_text(str(file), text, known))
        except TextFileError as error:
            code = complain(str(error), MISUSED)
    return texts, code


def _lines(text: CheckedText, language: Language) -> Iterator[str]:
    """Show what was found in a text, each with its sentence, and how much that is; nothing is hidden."""
    for mistake in text.mistakes:
        yield from _lines_of_mistake(text, mistake, language)
    yield with_hidden_letters_shown(f"{text.file}: {text.summary(language)}")


def _lines_of_mistake(text: CheckedText, mistake: Mistake, language: Language) -> Iterator[str]:
    from kgreport.fact_check.checked_text import Excerpt, message_of, title_of  # noqa: PLC0415

    expected = _EXPECTED.say(language, expected=mistake.expected) if mistake.expected else ""
    excerpt = Excerpt(*map(with_hidden_letters_shown, text.excerpt(mistake)))
    place = f"{text.file}:{text.line_of(mistake)}"
    yield with_hidden_letters_shown(f"{place}: {title_of(mistake, language)}: {mistake.found}{expected}")
    if _has_colours():
        colour = _SEVERITY_COLOURS[mistake.severity]
        words = typer.style(excerpt.words, fg=colour, bold=True, underline=True)
        yield f"    {excerpt.before}{words}{excerpt.after}"
    else:
        yield f"    {excerpt.before}{excerpt.words}{excerpt.after}"
        yield f"    {excerpt.marks}"
    yield with_hidden_letters_shown(f"    {message_of(mistake, language)}")
    yield ""


def _has_colours() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _write(
    texts: Sequence[CheckedText], language: Language, html: Path | None, to_figures: Path | None
) -> list[Path]:
    """Write what was asked for, and give the paths."""
    from kgreport.whole_files import translating_write_errors, write_whole  # noqa: PLC0415

    written = list[Path]()
    if html and texts:
        from kgreport.fact_check.marked_page import marked_page  # noqa: PLC0415

        with translating_write_errors(html):
            written.append(write_whole(html, marked_page(texts, language)))
    if to_figures and texts:
        from kgreport.fact_check.to_figures import figures_of, write_figures  # noqa: PLC0415

        with translating_write_errors(to_figures):
            written += write_figures(figures_of(texts), to_figures, language)
    return written
