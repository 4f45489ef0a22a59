"""What a report hands to its notebook: the values that the parameters cell of the notebook declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kgreport.data.params.model import Parameters
from kgreport.execute.parameters_cell import UnknownParameterError, declared_parameters
from kgreport.terms.spelling import one_slip_from

ALL = "params"
"""The name that stands for all parameters: a notebook passes it to `kgreport.build_report`."""

OF_PUBLISHERS = ("formats", "include_code")
"""Parameters that say how the executed notebook is published."""


def handed_to(notebook: Path, parameters: Parameters) -> dict[str, object]:
    """Give the values of the parameters that a notebook declares, in its order; ``params`` is all of them."""
    values = parameters.content()
    known = {ALL: values, **values}
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
        raise UnknownParameterError("\n".join(problems))


def _misspelt(declared: list[str], notebook: Path) -> Iterator[str]:
    """A name that is no parameter, but one slip away from one that is not declared, is misspelt."""
    for name in declared:
        if name == ALL or name in Parameters.model_fields:
            continue
        near = one_slip_from(name, [ALL, *Parameters.model_fields])
        if near and near not in declared:
            yield (
                f"unknown parameter {name!r} in the parameters cell of {notebook}; did you mean {near!r}? "
                "If it is a variable of your own, assign it in another cell"
            )


def _not_taken(declared: list[str], asked: Iterable[str], notebook: Path) -> Iterator[str]:
    """A parameter that is set reaches the notebook by its own name, or as a part of ``params``."""
    if ALL in declared:
        return
    for name in dict.fromkeys(one.partition(".")[0] for one in asked):
        if name not in {*declared, *OF_PUBLISHERS}:
            yield (
                f"parameter {name!r} is set, but {notebook} does not take it; add to its parameters cell "
                f"'{name} = None', or 'params = \"2018.yml\"' for all parameters"
            )
