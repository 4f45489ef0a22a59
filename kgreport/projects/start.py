"""Begin a project: parameters, figures, notebooks, and what else the user wants, in a folder of their own."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kgreport.builder.job import package_notebooks
from kgreport.errors import ProjectError
from kgreport.projects.files import Files, template, write_new
from kgreport.projects.parameters import TRIAL_YEAR, Issuer, first_parameters
from kgreport.schedule import entry
from kgreport.schedule.scheduled_build import Kind, ScheduledBuild
from kgreport.terms.phrases import Language, Phrase

SCHEDULES: Mapping[Kind, str] = {
    Kind.CRON: "schedule/kgreport.crontab",
    Kind.SYSTEMD: "schedule/kgreport-systemd.sh",
    Kind.WINDOWS: "schedule/kgreport.xml",
    Kind.GITHUB: ".github/workflows/kgreport.yml",
}
"""Where the entry for each scheduler goes."""

_TRIAL = Phrase(
    "`kgreport build` chạy được ngay: `params/2018.yml` dùng số liệu Kiên Giang đã công bố, có sẵn trong\n"
    "kgreport.\n",
    "`kgreport build` works at once: `params/2018.yml` uses the published figures of Kiên Giang, which come\n"
    "with kgreport.\n",
)
_ARTICLE = Phrase(
    "Số liệu trong `data/{year}/` lấy từ văn bản; chỗ chưa chắc chắn, nếu có, ghi trong\n"
    "`data/{year}/undecided.md`.\n",
    "The figures in `data/{year}/` are from a text; what is not certain, if anything, is in\n"
    "`data/{year}/undecided.md`.\n",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProject:
    """What a new project begins with.

    Attributes
    ----------
    issuer
        Who issues the reports.
    language
        Language of the reports and of the comments.
    year
        The year of the user's own figures; where it is not set, that of the articles, else 2018.
    articles
        Texts whose figures are taken.
    units
        Table of the units.
    makefile
        Whether it gets a Makefile.
    schedule
        The build that a scheduler is to run, by the scheduler.
    """

    issuer: Issuer = field(default_factory=Issuer)
    language: Language = "vi"
    year: int | None = None
    articles: tuple[Path, ...] = ()
    units: Path | None = None
    makefile: bool = False
    schedule: Mapping[Kind, ScheduledBuild] = field(default_factory=dict)


def write_project(folder: Path, asked: NewProject) -> list[Path]:
    """Write a new project, whole or not at all; give the paths of its files.

    Raises
    ------
    ProjectError
        A file is there already, or the year is not known.
    DatasetError
        The table of units cannot be read.
    TextFileError
        An article cannot be read.
    """
    files = files_of_project(asked)
    written = write_new(folder, files)
    for name in ("data", "outputs"):
        (folder / name).mkdir(exist_ok=True)
    return written


def files_of_project(asked: NewProject) -> Files:
    """Give the contents of the files of a new project, by their path in it."""
    taken = _of_articles(asked) if asked.articles else None
    year = taken.year if taken else asked.year or TRIAL_YEAR
    own: Files = {**(taken.tables if taken else {}), **_units_of(asked.units)}
    if asked.year and not taken:
        own = {**_empty_tables(year, asked.language, [name.partition(".")[0] for name in own]), **own}
    files = dict(_parameters(asked, year, taken, own=bool(own)))
    files |= {f"data/{year}/{name}": content for name, content in own.items()}
    files |= _notebooks(TRIAL_YEAR if f"params/{TRIAL_YEAR}.yml" in files else year)
    return {**files, **_around(asked, year, taken is not None)}


def _parameters(asked: NewProject, year: int, taken: _Taken | None, *, own: bool) -> Files:
    """Write parameters of the packaged figures, unless an article has others, and of a year of one's own."""
    first_year = taken.first_year if taken else None
    years = [year] if own else []
    if not taken:
        years = list(dict.fromkeys([TRIAL_YEAR, *years]))
    return {
        f"params/{one}.yml": first_parameters(
            one,
            asked.issuer,
            asked.language,
            own=own and one == year,
            tried=not taken and one == TRIAL_YEAR,
            first_year=first_year,
        )
        for one in years
    }


def _notebooks(year: int) -> Files:
    """Copy the notebooks that come with kgreport; they read the parameters of a year of the project."""
    read, own = (json.dumps(f'"{one}.yml"')[1:-1] for one in (TRIAL_YEAR, year))
    return {
        f"notebooks/{name}.ipynb": path.read_bytes().replace(read.encode(), own.encode())
        for name, path in package_notebooks().items()
    }


def _around(asked: NewProject, year: int, from_articles: bool) -> Files:
    """Give what stands around parameters, figures and notebooks."""
    said = _ARTICLE if from_articles else _TRIAL
    files: dict[str, str | bytes] = {".gitignore": template("gitignore")}
    for language, name in (("vi", "README.md"), ("en", "README.en.md")):
        if language in ("vi", asked.language):
            trial = said.vi if language == "vi" else said.en
            files[name] = template(f"README.{language}.md").format(
                trial=trial.format(year=year), next_year=year + 1
            )
    if asked.makefile:
        files["Makefile"] = template("Makefile")
    return files | {SCHEDULES[kind]: entry(kind, build) for kind, build in asked.schedule.items()}


@dataclass(frozen=True, slots=True)
class _Taken:
    """The tables taken out of articles, their year, and the first year they speak of, where that is early."""

    tables: Files
    year: int
    first_year: int | None


def _of_articles(asked: NewProject) -> _Taken:
    """Take the figures out of texts, with all that is not certain in a list."""
    from kgreport.fact_check.checked_text import check_text  # noqa: PLC0415
    from kgreport.fact_check.documents.reading import read_text  # noqa: PLC0415
    from kgreport.fact_check.to_figures import contents_of, figures_of  # noqa: PLC0415

    texts = [check_text(path.name, read_text(path), None) for path in dict.fromkeys(asked.articles)]
    figures = figures_of(texts)
    years = [int(row.cells["year"]) for row in figures.rows if row.cells.get("measure") != "goal"]
    year = asked.year or _most(years)
    if year is None:
        raise ProjectError(
            "không có số liệu nào chắc chắn trong văn bản, nên không rõ năm nào; nêu năm bằng --year",
            "no figure of the text is certain, so its year is not known; name it with --year",
            asked.language,
        )
    tables: dict[str, str | bytes] = dict(contents_of(figures, asked.language))
    if "figures.csv" not in tables:
        tables |= _empty_tables(year, asked.language, list(tables))
    early = min(years, default=year)
    return _Taken(tables, year, early if early < year - 4 else None)


def _most(years: Iterable[int]) -> int | None:
    """Give the year with most figures, the latest of several."""
    counts = Counter(years)
    return max(counts, key=lambda year: (counts[year], year), default=None)


def _empty_tables(year: int, language: Language, there: Iterable[str]) -> Files:
    from kgreport.data.figures.layout import tables_with  # noqa: PLC0415
    from kgreport.data.own_terms.reading import packaged_terms  # noqa: PLC0415
    from kgreport.data.tables.layout import UNITS  # noqa: PLC0415
    from kgreport.projects.empty_tables import empty_table  # noqa: PLC0415

    layouts = [layout for layout in (*tables_with(packaged_terms()), UNITS) if layout.name not in there]
    return {f"{layout.name}.csv": empty_table(layout, year, language) for layout in layouts}


def _units_of(path: Path | None) -> Files:
    """Take over a table of units that can be read."""
    if path is None:
        return {}
    from kgreport.data.tables.layout import SUFFIXES  # noqa: PLC0415
    from kgreport.data.tables.units import read_units  # noqa: PLC0415
    from kgreport.terms.findings import DatasetError  # noqa: PLC0415

    if not path.is_file() or path.suffix not in SUFFIXES:
        kinds = ", ".join(SUFFIXES)
        raise ProjectError(
            f"không có bảng đơn vị {path} ({kinds})", f"there is no table of units {path} ({kinds})"
        )
    _, findings = read_units(path)
    if findings:
        raise DatasetError(findings)
    return {f"units{path.suffix}": path.read_bytes()}
