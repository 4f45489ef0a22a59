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
    language: Annotated[
        Language, typer.Option(metavar="vi|en", help="Language of reports and comments.")
    ] = "vi",
    makefile: Annotated[bool, typer.Option("--makefile", help="Also write a Makefile.")] = False,
    schedule: Annotated[
        list[Kind] | None,
        typer.Option("--schedule", help="Also write the entry for a scheduler, as `kgreport schedule` does."),
    ] = None,
) -> None:
    """Make a project of your own: parameters, data, notebooks, outputs. No file is replaced."""
    from kgreport.projects.parameters import Issuer  # noqa: PLC0415
    from kgreport.projects.start import NewProject, write_project  # noqa: PLC0415

    written = write_project(
        folder,
        NewProject(
            issuer=Issuer(province=province, committee=committee),
            language=language,
            year=year,
            articles=tuple(articles or ()),
            units=units,
            makefile=makefile,
            schedule={kind: _scheduled(folder) for kind in schedule or ()},
        ),
    )
    typer.echo(_MADE.say(language, folder=folder))
    for path in written:
        typer.echo(f"  {path.relative_to(folder)}")
    typer.echo(_THEN.say(language, folder=folder))


_ADDED = Phrase("Đã thêm năm {year}, theo {source}:", "Added {year}, after {source}:")
_TODO = (
    Phrase(
        "1. Nhập số liệu vào các bảng trong {data} (đầu mỗi bảng ghi các cột và mã).",
        "1. Fill in the tables in {data}; each names its columns and codes at its top.",
    ),
    Phrase(
        "2. Điền {params}: ngày, số, người ký, lời văn.",
        "2. Fill in {params}: date, number, signer, texts.",
    ),
    Phrase(
        "3. Chạy kgreport check {params} để biết còn thiếu gì, rồi kgreport build {params}.",
        "3. Run kgreport check {params} to see what is missing, then kgreport build {params}.",
    ),
)
_IN_NOTEBOOKS = Phrase(
    'Trong sổ tay, ghi ở ô đầu: params = "{name}"', 'In notebooks, write in the first cell: params = "{name}"'
)
_COMPARED = Phrase(
    "Số liệu năm {before} được đọc cùng, để so sánh.",
    "The figures of {before} are read too, to compare with.",
)
_NOT_COMPARED = Phrase(
    "Không đọc số liệu năm {before}: {why}. Muốn so sánh thì thêm thư mục số liệu của năm trước vào dataset.",
    "The figures of {before} are not read: {why}. To compare, add the folder of the year before to dataset.",
)
_WORKBOOKS = Phrase(
    "Năm {before} các đơn vị gửi biểu. Biểu năm {year}: kgreport workbook --year {year} --units {units} "
    "--output {blank}",
    "In {before} the units sent workbooks. Those of {year}: kgreport workbook --year {year} --units {units} "
    "--output {blank}",
)


def new_year(
    year: Annotated[int, typer.Argument(min=1945, max=2100, metavar="YEAR", help="The year to add.")],
    project: Annotated[Path, typer.Option(metavar="FOLDER", help="Folder of the project.")] = Path(),
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="PARAMS", help="Parameters to copy; else those of the year before."),
    ] = None,
    tables: Annotated[
        list[str] | None,
        typer.Option(
            "--table", metavar="NAME", help="A further table to write, as targets; repeat for more."
        ),
    ] = None,
) -> None:
    """Add a year to a project: last year's parameters, and empty tables that name their codes."""
    from kgreport.errors import ProjectError  # noqa: PLC0415
    from kgreport.projects.years import add_year  # noqa: PLC0415

    if source is not None and not source.is_file():
        raise ProjectError(f"không có tệp tham số {source}", f"there is no parameters file {source}")
    added = add_year(project, year, source, tables or ())
    said = added.parameters.language
    params, data = added.files[0], added.files[1].parent
    units = next((path for path in added.files if path.stem == "units"), data / "units.csv")
    values = {
        "year": year,
        "before": added.before,
        "source": _shown(added.source),
        "params": _shown(params),
        "name": params.name,
        "data": _shown(data),
        "units": _shown(units),
        "blank": _shown(data.with_name(f"workbooks-{year}")),
    }
    if added.not_compared:
        values["why"] = added.not_compared.say(said)
    typer.echo(_ADDED.say(said, **values))
    for path in added.files:
        typer.echo(f"  {_shown(path)}")
    hints = [
        _NOT_COMPARED if added.not_compared else _COMPARED,
        *([_WORKBOOKS] if added.has_workbooks else []),
    ]
    for phrase in (*_TODO, _IN_NOTEBOOKS, *hints):
        typer.echo(phrase.say(said, **values))


def _shown(path: Path) -> str:
    """Name a path from here where it is inside."""
    here = Path.cwd()
    return str(path.resolve().relative_to(here)) if path.resolve().is_relative_to(here) else str(path)


def _scheduled(folder: Path) -> ScheduledBuild:
    """Have a scheduler build all reports of the project."""
    return ScheduledBuild(
        project=str(folder.absolute()), program=own_program(), user=own_user(), is_checkout=False
    )
