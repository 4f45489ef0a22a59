"""Read a dataset by its name, as a Python user does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kgreport.data.datasets import dataset as datasets
from kgreport.data.datasets.dataset import Dataset
from kgreport.data.datasets.folder import find_folders
from kgreport.data.rules.choosing import rules_by_year, rules_for
from kgreport.terms.marks import leave_in_cell, marks_of
from kgreport.terms.phrases import Language

FIRST_YEAR, LAST_YEAR = 1990, 2060
"""The years that a figure may be of, where nobody says."""


def read_dataset(
    dataset: Path | str | Sequence[Path | str],
    *,
    first_year: int | None = None,
    last_year: int | None = None,
    base: Path | str = ".",
    rules: str = "",
    language: Language = "en",
) -> Dataset:
    """Read every table of a dataset, and count its records.

    Parameters
    ----------
    dataset
        A packaged dataset, or a folder relative to `base`; several in a list are read as one.
    first_year, last_year
        The years a figure may be of; without them, any year from 1990 to 2060.
    base
        Folder a relative dataset or file of rules is looked for in.
    rules
        Packaged rules, or a file of rules, for ``last_year`` and the years before; by year if not set.
        Records are checked by them.
    language
        Language of the error, if there is one: ``vi`` or ``en``.

    Returns
    -------
    Dataset
        ``dataset["figures"]`` is a tidy DataFrame: one row for each figure as it was written or counted, with
        ``year, unit, subject, tier, measure, value, source, place``. ``dataset["completed"]`` adds what
        follows from them; ``dataset["targets"]`` and so on are the registers, with ``source`` and ``place``;
        ``dataset.keys()`` lists all. `findings` says what is wrong, and `units` names the units.

    Raises
    ------
    DatasetError
        Some of it cannot be read; the error has all findings of all tables.
    ParametersError
        The rules cannot be used.

    Examples
    --------
    >>> dataset = kgreport.read_dataset("kien-giang-2018")
    >>> members = dataset["figures"].query("subject == 'member'").set_index("measure")
    >>> members.loc["reviewed", ["value", "place"]].to_dict()
    {'value': 53340, 'place': 'figures.csv:3'}
    """
    named = [str(dataset)] if isinstance(dataset, Path | str) else list(map(str, dataset))
    first = FIRST_YEAR if first_year is None else first_year
    last = LAST_YEAR if last_year is None else last_year
    years, folders = range(first, last + 1), find_folders(named, Path(base))
    chosen = rules_by_year(years, rules_for(last, rules, Path(base)))
    found = datasets.read_dataset(folders, years, language, chosen)
    leave_in_cell(marks_of(language, simulated=found.simulated))
    return found
