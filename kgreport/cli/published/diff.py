"""`kgreport diff`: say which printed figures of two reports differ, and by how much."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kgreport.cli.console.options import OUTPUTS
from kgreport.exit_statuses import DONE, FAILED
from kgreport.hidden_letters import with_hidden_letters_shown
from kgreport.terms.phrases import Language


def diff(  # noqa: PLR0917 - one argument an option
    before: Annotated[
        str, typer.Argument(metavar="A", help="The earlier: a published file, or the name of a report.")
    ],
    after: Annotated[str, typer.Argument(metavar="B", help="The later, in the same way.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder in which reports are looked for by name.")
    ] = OUTPUTS,
    as_json: Annotated[bool, typer.Option("--json", help="Print what differs as JSON.")] = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page that shows what differs.")
    ] = None,
    language: Annotated[
        Language | None, typer.Option(metavar="vi|en", help="Language of the words; else that of B.")
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 if a figure differs, for scripts.")
    ] = False,
) -> None:
    """Say which printed figures of two reports, or of two published files, differ, and by how much."""
    from kgreport.comparison.choosing import find_published  # noqa: PLC0415
    from kgreport.comparison.differences import compare  # noqa: PLC0415
    from kgreport.comparison.lines import lines  # noqa: PLC0415

    found = compare(find_published(before, output), find_published(after, output))
    _refuse_own(html, (found.before.file, found.after.file))
    said = language or found.after.language
    if as_json:
        typer.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=2))
    else:
        for line in lines(found, said):
            typer.echo(with_hidden_letters_shown(line))
    if html:
        from kgreport.comparison.page import comparison_page  # noqa: PLC0415
        from kgreport.whole_files import translating_write_errors, write_whole  # noqa: PLC0415

        with translating_write_errors(html):
            typer.echo(f"wrote {write_whole(html, comparison_page(found, said))}", err=as_json)
    raise typer.Exit(FAILED if exit_code and any(found.counts.values()) else DONE)


def _refuse_own(html: Path | None, compared: Sequence[Path]) -> None:
    """Refuse to write the page over what is compared."""
    from kgreport.comparison.published import ComparisonError  # noqa: PLC0415

    if html and html.resolve() in {one.resolve() for one in compared}:
        raise ComparisonError(
            f"--html {html}: là tệp đang được so sánh; hãy ghi ra tệp khác",
            f"--html {html}: is one of the files compared; write to another file",
        )
