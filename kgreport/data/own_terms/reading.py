"""Read the terms of a dataset: those of the library, of its project, and its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from kgreport.data.own_terms.checks import problems_of
from kgreport.data.own_terms.files import terms_files
from kgreport.data.own_terms.model import TermsFile
from kgreport.data.own_terms.partial import readable_part
from kgreport.data.params.problems import KeyPath, beside, first_of, nearest_place
from kgreport.data.params.yaml_files import YamlFile, read_yaml, validate
from kgreport.data.tables.folders import AnyFolders
from kgreport.errors import ParametersError
from kgreport.terms.own_terms import OwnTerms
from kgreport.terms.phrases import Phrase

_PACKAGED = Path(__file__).with_name("packaged.yml")


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
    terms, problems = packaged_terms(), list[tuple[str, str]]()
    for path, _ in files:
        try:
            file = read_yaml(path, "measures:")
        except ParametersError as error:
            problems += error.texts
            continue
        added, wrong = readable_part(file.values)
        problems += [*_unreadable(path, file), *first_of(_found(path, file, added, terms, wrong))]
        terms += added.terms()
    if problems:
        raise ParametersError(problems)
    return terms


@lru_cache(maxsize=1)
def packaged_terms() -> OwnTerms:
    """Give the terms that come with the library in the form of a file."""
    return TermsFile.model_validate(read_yaml(_PACKAGED, "measures:").values).terms()


def _unreadable(path: Path, file: YamlFile) -> Iterable[tuple[str, str]]:
    try:
        validate(TermsFile, file.values, str(path), file.places, problems=file.problems, called="term")
    except ParametersError as error:
        return error.texts
    return ()


def _found(
    path: Path, file: YamlFile, added: TermsFile, known: OwnTerms, wrong: Collection[KeyPath]
) -> Iterator[Phrase]:
    """Find what is wrong with what could be read, unless it follows from what could not."""
    for at, problem in problems_of(added, known):
        if not any(len(at) >= _IN_AN_ENTRY and one[: len(at)] == at for one in wrong):
            yield beside(nearest_place(at, str(path), file.places), *problem)


_IN_AN_ENTRY = 3
"""How many keys lead to a value of a term: its group, its code, and its own."""
