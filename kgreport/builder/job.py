"""One report to build: its notebook and what that is handed, where its files go and what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kgreport.data.params.model import Parameters
from kgreport.data.params.problems import shown
from kgreport.execute.notebook_file import NotebookFileError
from kgreport.execute.parameters_cell import UnknownParameterError, declared_parameters
from kgreport.file_names import fault_of_path
from kgreport.formats import USUAL_FORMATS
from kgreport.terms.phrases import Phrase
from kgreport.terms.spelling import near_or_known, one_slip_from

ANNUAL = "annual_report"
"""Name of the notebook that runs if none is named."""

MANIFEST = "manifest.json"

ALL_PARAMETERS = "params"
"""The name that stands for all parameters: a notebook passes it to `kgreport.build_report`."""

OF_PUBLISHERS = ("formats", "include_code", "csv_bom", "licence")
"""Parameters that say how the executed notebook is published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One report to build.

    Attributes
    ----------
    parameters
        Its parameters file; the report is named after it.
    outputs
        Folder the folder of the report goes into.
    notebook
        The notebook to run.
    overrides
        Values that replace those of the file, by dotted name.
    parts
        Its year and unit, where they are not those of the file; they tell the reports of one file apart.
    marks
        What else tells it apart, as ``en`` and ``final``; a Vietnamese draft of a year has none.
    by_options
        Whether options of the command ask for it, and not the parameters file alone.
    formats
        The formats to publish, see `kgreport.formats`.
    timeout
        Seconds a cell may take; 0 for any time.
    """

    parameters: Path
    outputs: Path
    notebook: Path
    overrides: Mapping[str, object] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    by_options: bool = False
    formats: tuple[str, ...] = USUAL_FORMATS
    timeout: int = 600

    @property
    def name(self) -> str:
        """Name of the report, as ``2018``, or ``province/2018/rach-gia`` in a matrix."""
        return "/".join([self.parameters.stem, *self.parts])

    @property
    def title(self) -> str:
        """Name of the report, with its notebook and marks, as ``2018 (trend-report, en)``."""
        words = ", ".join(self._words)
        return f"{self.name} ({words})" if words else self.name

    @property
    def folder(self) -> Path:
        """Where its files go."""
        return self.outputs / self.name

    def file(self, suffix: str) -> str:
        """Name one of its files, as ``annual-report-2018.pdf`` or ``annual-report-2018-rach-gia-en.pdf``."""
        of_year = self.parts[:1] and self.parts[0].isdecimal()
        own = self.parts if of_year else (self.parameters.stem, *self.parts)
        return "-".join((self._kind, *own, *self.marks)) + suffix

    @property
    def edition(self) -> int:
        """Which edition it is, as its name says."""
        return max([1, *(int(found[1]) for mark in self.marks if (found := _EDITION.fullmatch(mark)))])

    @property
    def earlier(self) -> Job | None:
        """The final report that was issued before this edition; None for a first edition."""
        return None if self.edition == 1 else self.issued_as(self.edition - 1)

    def issued_as(self, edition: int) -> Job:
        """Give another edition of the report as it is issued."""
        kept = [mark for mark in self.marks if mark != FINAL and not _EDITION.fullmatch(mark)]
        place = sum(mark in kept for mark in self.marks[: self._place_of_status])
        own = [FINAL, *([edition_mark(edition)] if edition > 1 else [])]
        return replace(self, marks=(*kept[:place], *own, *kept[place:]))

    @property
    def _place_of_status(self) -> int:
        """Where its marks say that it is final, or which edition it is."""
        said = (n for n, mark in enumerate(self.marks) if mark == FINAL or _EDITION.fullmatch(mark))
        return next(said, len(self.marks))

    @property
    def manifest(self) -> str:
        """Name of its manifest; reports that share a folder have one each."""
        return "-".join((Path(MANIFEST).stem, *self._words)) + Path(MANIFEST).suffix

    @property
    def _words(self) -> tuple[str, ...]:
        """What tells the report from the annual report of the same folder, a Vietnamese draft."""
        return self.marks if self.notebook.stem == ANNUAL else (self._kind, *self.marks)

    @property
    def _kind(self) -> str:
        return self.notebook.stem.replace("_", "-")


FINAL = "final"
_EDITION = re.compile(r"edition-([1-9]\d*)")


def edition_mark(number: object) -> str:
    """Name an edition from the second on in the names of files.

    >>> edition_mark(2)
    'edition-2'
    """
    return f"edition-{number}"


def find_notebook(notebook: Path | str = ANNUAL, parameters: Path | None = None) -> Path:
    """Find a notebook by its path, or by its name in the project or in the library.

    Parameters
    ----------
    notebook
        Its path, from here or from the project, or a name as ``annual_report``; ``-`` is as good as ``_``.
    parameters
        The parameters file; a name is looked for in the project that it belongs to, before the library.

    Raises
    ------
    NotebookFileError
        There is no such notebook; the message names the nearest, or all.
    """
    if fault := fault_of_path(str(notebook)):
        name, of = shown(str(notebook)), f"{parameters}: " if parameters else ""
        raise NotebookFileError(
            Phrase(f"{of}sổ tay {name}: {fault.vi}", f"{of}the notebook {name}: {fault.en}")
        )
    for path in (Path(notebook), _project(parameters) / notebook):
        if path.is_file():
            return path
    known = notebooks(parameters)
    name = str(notebook).removesuffix(".ipynb")
    found = known.get(name) or {_one_dash(stem): path for stem, path in known.items()}.get(_one_dash(name))
    if found:
        return found
    hint = near_or_known(name, known)
    raise NotebookFileError(
        Phrase(f"không có sổ tay {notebook}; {hint.vi}", f"there is no notebook {notebook}; {hint.en}")
    )


def project_of(parameters: Path) -> Path:
    """Give the project that a parameters file belongs to.

    >>> project_of(Path("reports/params/2018.yml")).as_posix(), project_of(Path("2018.yml")).as_posix()
    ('reports', '.')
    """
    folder = parameters.parent
    if folder.name == "params":
        return folder.parent
    return folder.absolute().parent if folder.absolute().name == "params" else folder


def _project(parameters: Path | None) -> Path:
    return project_of(parameters) if parameters else Path()


def _one_dash(name: str) -> str:
    return name.replace("-", "_")


def notebooks(parameters: Path | None = None) -> dict[str, Path]:
    """Give the notebooks that are found by name; a notebook of the project replaces one of the library."""
    own = {path.stem: path for path in (_project(parameters) / "notebooks").glob("*.ipynb")}
    return dict(sorted((package_notebooks() | own).items()))


def package_notebooks() -> dict[str, Path]:
    """Give the notebooks that come with kgreport, by name: in a wheel those in it, else the repository's."""
    found = {path.stem: path for folder in _PACKAGED for path in folder.glob("*.ipynb")}
    return dict(sorted(found.items()))


def is_own(notebook: Path) -> bool:
    """Whether a notebook is a user's own, and not one that comes with the library."""
    return notebook.absolute().parent not in _PACKAGED


_PACKAGE = Path(__file__).parents[1]
_PACKAGED = (_PACKAGE.parent / "notebooks", _PACKAGE / "notebooks")


def handed_to(notebook: Path, parameters: Parameters) -> dict[str, object]:
    """Give the values of the parameters that a notebook declares, in its order; ``params`` is all of them."""
    values = parameters.content()
    known = {ALL_PARAMETERS: values, **values}
    return {name: known[name] for name in declared_parameters(notebook) if name in known}


def check_takes(notebook: Path, asked: Iterable[str]) -> None:
    """A notebook declares no misspelt parameter, and takes every parameter that a user sets for it.

    Parameters
    ----------
    notebook
        The notebook.
    asked
        The parameters that are set for it, beyond those of the file; by dotted name.

    Raises
    ------
    UnknownParameterError
        With every parameter that is misspelt or not taken.
    """
    declared = declared_parameters(notebook)
    problems = [*_misspelt(declared, notebook), *_not_taken(declared, asked, notebook)]
    if problems:
        raise UnknownParameterError(*problems)


def _misspelt(declared: list[str], notebook: Path) -> Iterator[Phrase]:
    """A name that is no parameter, but one slip away from one that is not declared, is misspelt."""
    for name in declared:
        if name == ALL_PARAMETERS or name in Parameters.model_fields:
            continue
        near = one_slip_from(name, [ALL_PARAMETERS, *Parameters.model_fields])
        if near and near not in declared:
            yield Phrase(
                f"không có tham số {name!r}, ghi trong ô tham số của {notebook}; có phải {near!r}? "
                "Nếu là biến riêng thì gán ở ô khác",
                f"unknown parameter {name!r} in the parameters cell of {notebook}; did you mean {near!r}? "
                "If it is a variable of your own, assign it in another cell",
            )


def _not_taken(declared: list[str], asked: Iterable[str], notebook: Path) -> Iterator[Phrase]:
    """A parameter that is set reaches the notebook by its own name, or as a part of ``params``."""
    if ALL_PARAMETERS in declared:
        return
    for name in dict.fromkeys(one.partition(".")[0] for one in asked):
        if name not in {*declared, *OF_PUBLISHERS}:
            yield Phrase(
                f"đã đặt tham số {name!r}, nhưng {notebook} không nhận; thêm vào ô tham số "
                f"(nhãn 'parameters') '{name} = None', hoặc 'params = \"2018.yml\"' để nhận mọi tham số",
                f"parameter {name!r} is set, but {notebook} does not take it; add to its parameters cell "
                f"(tagged 'parameters') '{name} = None', or 'params = \"2018.yml\"' for all parameters",
            )
