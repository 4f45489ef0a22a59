"""Read the terms of a dataset: those of the library, of its project, and its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kgreport.data.own_terms.checks import problems_of
from kgreport.data.own_terms.model import TermsFile
from kgreport.data.params.problems import nearest_place
from kgreport.data.params.yaml_files import read_yaml, validate
from kgreport.data.tables.folders import AnyFolders, Folders
from kgreport.errors import ParametersError
from kgreport.terms.own_terms import OwnTerms
from kgreport.terms.phrases import Phrase

NAME = "terms.yml"
_PACKAGED = Path(__file__).with_name("packaged.yml")
_LEVELS_UP = 3
"""How far above a dataset its project may be."""


def terms_files(given: AnyFolders) -> list[Path]:
    """Find the files of terms of a dataset: those of its project, then its own; of equal ones the first.

    The project is the nearest folder above that has a folder ``params``.
    """
    folders = Folders.of(given).paths
    files = [*(path for one in folders for path in _of_project(one)), *(one / NAME for one in folders)]
    there = {path.read_bytes(): path for path in reversed(files) if path.is_file()}
    return list(reversed(there.values()))


def _of_project(folder: Path) -> list[Path]:
    above = list(folder.absolute().parents)[:_LEVELS_UP]
    projects = [one for one in above if (one / "params").is_dir()][:1]
    return [folder / os.path.relpath(one, folder.absolute()) / NAME for one in projects]


def read_terms(folders: AnyFolders) -> OwnTerms:
    """Read the terms that hold in a dataset.

    Raises
    ------
    ParametersError
        With every problem of its files, each with its line.
    """
    return _terms_of(tuple((path, path.read_bytes()) for path in terms_files(folders)))


@lru_cache(maxsize=16)
def _terms_of(files: tuple[tuple[Path, bytes], ...]) -> OwnTerms:
    """Read files once for the same contents: several steps of reading a dataset need its terms."""
    terms, problems = packaged_terms(), list[Phrase]()
    for path, _ in files:
        added = _read(path)
        problems += _found(path, added, terms)
        terms += added.terms()
    if problems:
        raise ParametersError(problems)
    return terms


@lru_cache(maxsize=1)
def packaged_terms() -> OwnTerms:
    """Give the terms that come with the library in the form of a file."""
    return _read(_PACKAGED).terms()


def _read(path: Path) -> TermsFile:
    file = read_yaml(path, "measures:")
    return validate(TermsFile, file.values, str(path), file.places, problems=file.problems, called="term")


def _found(path: Path, added: TermsFile, known: OwnTerms) -> Iterator[Phrase]:
    found = list(problems_of(added, known))
    places = read_yaml(path, "measures:").places if found else {}
    for at, problem in found:
        place = nearest_place(at, str(path), places)
        yield Phrase(f"{place}: {problem.vi}", f"{place}: {problem.en}")
