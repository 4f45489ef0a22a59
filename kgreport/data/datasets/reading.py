"""Read a dataset by its name, as a Python user does."""

from __future__ import annotations

from pathlib import Path

from kgreport.data.datasets import dataset as datasets
from kgreport.data.datasets.dataset import Dataset
from kgreport.data.datasets.folder import find_dataset
from kgreport.data.rules.choosing import rules_by_year, rules_for
from kgreport.terms.phrases import Language


def read_dataset(
    dataset: Path | str,
    *,
    first_year: int,
    last_year: int,
    base: Path | str = ".",
    rules: str = "",
    language: Language = "en",
) -> Dataset:
    """Read every table of a dataset, and count its records.

    Parameters
    ----------
    dataset
        A packaged dataset, or a folder relative to `base`.
    first_year, last_year
        The years a figure may be of.
    base
        Folder a relative dataset or file of rules is looked for in.
    rules
        Packaged rules, or a file of rules; by year if not set. Records are checked by them.
    language
        Language of the error, if there is one: ``vi`` or ``en``.

    Returns
    -------
    Dataset
        Its `figures` are a tidy DataFrame: one row for each figure as it was written or counted, with
        ``year, unit, subject, tier, measure, value, source, place``. `completed` adds what follows from
        them, `findings` says what is wrong, and `units` names the units.

    Raises
    ------
    DatasetError
        Some of it cannot be read; the error has all findings of all tables.
    ParametersError
        The rules cannot be used.

    Examples
    --------
    >>> dataset = kgreport.read_dataset("kien-giang-2018", first_year=2015, last_year=2021)
    >>> dataset.figures.query("subject == 'member'").set_index("measure")["value"]["reviewed"].item()
    53340
    """
    years, folder = range(first_year, last_year + 1), find_dataset(str(dataset), Path(base))
    chosen = rules_by_year(years, rules_for(last_year, rules, Path(base)))
    return datasets.read_dataset(folder, years, language, chosen)
