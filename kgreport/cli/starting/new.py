"""`kgreport new`: make a project; `kgreport new-year`: add a year to it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgreport.schedule.scheduled_build import Kind, ScheduledBuild
from kgreport.schedule.this_machine import own_program, own_user
from kgreport.terms.phrases import Language, Phrase

_MADE = Phrase("Đã tạo {folder}:", "Made {folder}:")
_THEN = Phrase(
    "Tiếp theo: cd {folder}, rồi kgreport build lập báo cáo, kgreport check nêu chỗ còn thiếu.",
    "Next: cd {folder}; kgreport build makes the report, kgreport check says what is missing.",
)


def new(  # noqa: PLR0917 - one argument an option
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder to make; may be there already.")],
    articles: Annotated[
        list[Path] | None,
        typer.Option(
            "--from-article",
            metavar="FILE",
            help="Take the figures out of a text: .docx .pdf .html .md .txt.",
        ),
    ] = None,
    units: Annotated[
        Path | None,
        typer.Option("--units", metavar="FILE", help="Table of the units: id, name, parent, order."),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(
            "--year", min=1945, max=2100, help="Year of your own figures; else that of the article."
        ),
    ] = None,
    province: Annotated[
        str, typer.Option(metavar="NAME", help="Province, as 'Cà Mau' or 'Thành phố Cần Thơ'.")
    ] = "",
    committee: Annotated[
        str,
        typer.Option(metavar="NAME", help="Committee that issues the report, if not that of the province."),
    ] = "",
    language: Annotated[str, typer.Option(metavar="vi|en", help="Language of reports and comments.")] = "vi",
    makefile: Annotated[bool, typer.Option("--makefile", help="Also write a Makefile.")] = False,
    schedule: Annotated[
        list[Kind] | None,
        typer.Option("--schedule", help="Also write the entry for a scheduler, as `kgreport schedule` does."),
    ] = None,
) -> None:
    """Make a project of your own: parameters, data, notebooks, outputs. No file is replaced."""
    from kgreport.projects.parameters import Issuer  # noqa: PLC0415
    from kgreport.projects.start import NewProject, write_project  # noqa: PLC0415

    said = _language(language)
    written = write_project(
        folder,
        NewProject(
            issuer=Issuer(province=province, committee=committee),
            language=said,
            year=year,
            articles=tuple(articles or ()),
            units=units,
            makefile=makefile,
            schedule={kind: _scheduled(folder) for kind in schedule or ()},
        ),
    )
    typer.echo(_MADE.say(said, folder=folder))
    for path in written:
        typer.echo(f"  {path.relative_to(folder)}")
    typer.echo(_THEN.say(said, folder=folder))


def _language(name: str) -> Language:
    from kgreport.errors import ParametersError  # noqa: PLC0415

    if name not in ("vi", "en"):
        raise ParametersError([f"--language: '{name}' is not one of vi, en"])
    return "en" if name == "en" else "vi"


def _scheduled(folder: Path) -> ScheduledBuild:
    """Have a scheduler build all reports of the project."""
    return ScheduledBuild(
        project=str(folder.absolute()), program=own_program(), user=own_user(), locked=False
    )
