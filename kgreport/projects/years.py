"""Add a year to a project: last year's parameters without what was said, and empty tables to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kgreport.data.datasets.description import read_dataset_file, read_dataset_files
from kgreport.data.datasets.folder import PACKAGED, find_folders, packaged_datasets, tables_of
from kgreport.data.datasets.workbooks import workbooks_in
from kgreport.data.figures.layout import FIGURES, tables_with
from kgreport.data.own_terms.files import NAME as TERMS
from kgreport.data.own_terms.reading import read_terms
from kgreport.data.params.model import Parameters
from kgreport.data.params.parameters_file import ParametersFile
from kgreport.data.tables.folders import AnyFolders, Folders
from kgreport.data.tables.layout import UNITS, TableLayout
from kgreport.errors import KgreportError, ProjectError
from kgreport.file_names import parameters_files
from kgreport.projects.empty_tables import empty_table
from kgreport.projects.files import write_new
from kgreport.projects.next_parameters import NextYear, next_parameters
from kgreport.projects.parameters import BLANK
from kgreport.terms.findings import DatasetError
from kgreport.terms.marks import places_elsewhere
from kgreport.terms.phrases import Message, Phrase
from kgreport.terms.spelling import near_or_known


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedYear:
    """What was written for a year.

    Attributes
    ----------
    files
        The files, the parameters first.
    source
        The parameters file that was copied.
    before
        Its year.
    parameters
        These parameters, as they were.
    not_compared
        Why the datasets of that year are not read too; None where they are, to compare with.
    has_workbooks
        Whether the units handed in workbooks then.
    """

    files: tuple[Path, ...]
    source: Path
    before: int
    parameters: Parameters
    not_compared: Message | None
    has_workbooks: bool


def add_year(project: Path, year: int, source: Path | None = None, tables: Sequence[str] = ()) -> AddedYear:
    """Write the parameters and the empty tables of a year; nothing that is there is replaced.

    The parameters file that is copied is by default that of the latest year before; `tables` are further ones
    besides those that the year before had.

    Raises
    ------
    ProjectError
        There is no such parameters file, there are several, or a file is there already.
    ParametersError
        The parameters file cannot be used.
    """
    source = source or _latest(project, year)
    file = ParametersFile(source)
    given = file.parameters(_year_of_matrix(file))
    folders = _folders(given, source)
    own = _own_dataset(given, source, year)
    carried = _carried(given, year, folders)
    following = NextYear(
        year=year,
        before=given.year,
        source=f"{source.parent.name}/{source.name}",
        datasets=[*carried, own],
        first_year=given.years.start if carried else None,
        language=given.language,
    )
    text = next_parameters(source.read_text("utf-8-sig"), following)
    files: dict[str, str | bytes] = {_name_of(source, given.year, year): text}
    data = (source.parent / own).resolve()
    files |= {
        str(data / name): content for name, content in _tables(folders, data, given, year, tables).items()
    }
    written = write_new(source.parent, files)
    return AddedYear(
        files=tuple(written),
        source=source,
        before=given.year,
        parameters=given,
        not_compared=None if carried else _why_not(given, year, folders),
        has_workbooks=folders is not None and bool(workbooks_in(folders)),
    )


def _latest(project: Path, year: int) -> Path:
    """Find the parameters file of the latest year before this one."""
    years: dict[Path, int] = {}
    for path in parameters_files(project / "params"):
        try:
            file = ParametersFile(path)
            years[path] = file.parameters(_year_of_matrix(file)).year
        except KgreportError:
            continue
    earlier = {path: of for path, of in years.items() if of < year}
    if not earlier:
        there = ", ".join(f"{path.name} ({of})" for path, of in years.items()) or "–"
        raise ProjectError(
            f"không có tệp tham số của năm trước {year} trong {project / 'params'} (có: {there}); chạy trong "
            "thư mục của dự án, hoặc nêu tệp bằng --from",
            f"there is no parameters file of a year before {year} in {project / 'params'} (there: {there}); "
            "run this in the folder of the project, or name the file with --from",
        )
    last = max(earlier.values())
    found = [path for path, of in earlier.items() if of == last]
    named = [path for path in found if path.stem == str(last)]
    if len(found) > 1 and len(named) != 1:
        names = ", ".join(path.name for path in found)
        raise ProjectError(
            f"có nhiều tệp tham số của năm {last}: {names}; nêu một tệp bằng --from",
            f"there are several parameters files of {last}: {names}; name one with --from",
        )
    return (named or found)[0]


def _year_of_matrix(file: ParametersFile) -> dict[str, object]:
    """Give the last year of the matrix, of a file that is of no year itself."""
    years = file.matrix.years
    return {"year": max(years)} if years and "year" not in file.given else {}


def _folders(given: Parameters, source: Path) -> Folders | None:
    try:
        return find_folders(given.dataset, source.parent)
    except DatasetError:
        return None  # the figures of last year may have been moved away; the new year needs none of them


def _carried(given: Parameters, year: int, folders: Folders | None) -> list[str]:
    """Name the datasets of the year before that are read in this year too.

    Those of an earlier year are not, as there is nothing to compare with. The packaged figures are, where the
    report is of the place that they are of.
    """
    if given.year != year - 1 or folders is None:
        return []
    return [name for name in given.datasets if name not in packaged_datasets() or _is_of(given, name)]


def _why_not(given: Parameters, year: int, folders: Folders | None) -> Message:
    """Say why nothing of the year before is read."""
    if given.year != year - 1:
        return Phrase("năm {n} không liền trước", "{n} is not the year just before").fill(n=str(given.year))
    named = ", ".join(given.datasets)
    if folders is None:
        return Phrase("không thấy thư mục {named}", "there is no folder {named}").fill(named=named)
    return Phrase(
        "{named} là số liệu mẫu của {places}, không phải của {issuer}",
        "{named} has sample figures of {places}, which are not of {issuer}",
    ).fill(
        named=named,
        places=", ".join(read_dataset_files(folders)[1]),
        issuer=next(filter(None, given.issued_by), BLANK),
    )


def _own_dataset(given: Parameters, source: Path, year: int) -> str:
    """Name the folder of the new year as that of the year before, relative to the parameters file."""
    before = next((name for name in reversed(given.datasets) if name not in packaged_datasets()), "")
    above, slash, last = before.rpartition("/")
    if str(given.year) in last:
        return above + slash + last.replace(str(given.year), str(year))
    return f"../data/{year}" if source.parent.name == "params" else f"data/{year}"


def _is_of(given: Parameters, packaged: str) -> bool:
    place = read_dataset_file(PACKAGED / packaged).place
    return any(given.issued_by) and not places_elsewhere([place], given.issued_by)


def _name_of(source: Path, before: int, year: int) -> str:
    """Name the new file as the old one, with the new year."""
    stem = source.stem.replace(str(before), str(year))
    return (stem if stem != source.stem else f"{stem}-{year}") + source.suffix


def _tables(
    folders: Folders | None, data: Path, given: Parameters, year: int, further: Sequence[str]
) -> dict[str, str | bytes]:
    """Write the tables that last year's folder has, without rows; copy its table of units, and its terms."""
    layouts = _layouts(folders or data)
    _refuse_unknown(further, list(layouts))
    last = Folders(folders.paths[-1:]) if folders else None
    there = {path.stem: path for path in last.files_of_tables(layouts.values())} if last else {}
    wanted = {FIGURES.name, *further, *there} - {UNITS.name}
    tables: dict[str, str | bytes] = {
        f"{name}.csv": empty_table(layout, year, given.language)
        for name, layout in layouts.items()
        if name in wanted
    }
    units = folders.files_of_tables([UNITS])[-1:] if folders else []
    own_terms = [folder / TERMS for folder in (last.paths if last else ()) if (folder / TERMS).is_file()]
    return tables | {path.name: path.read_bytes() for path in (*units, *own_terms)}


def _layouts(folders: AnyFolders) -> dict[str, TableLayout]:
    """Lay out every table, with the codes of the dataset's own terms."""
    with_codes = {layout.name: layout for layout in tables_with(read_terms(folders))}
    return {layout.name: with_codes.get(layout.name, layout) for layout in tables_of(folders)}


def _refuse_unknown(names: Sequence[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            hint = near_or_known(name, known)
            raise ProjectError(f"không có bảng '{name}'; {hint.vi}", f"there is no table '{name}'; {hint.en}")
