"""Compute the key of a report: a hash of everything that the report is made from.

The key changes when, and only when, the report could. `kgreport.batch.plan` compares it with the key in the
manifest to decide whether a report is current.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from kgreport.builder.file_hashes import hash_notebook, hash_of
from kgreport.builder.job import Job
from kgreport.builder.memo import Memo
from kgreport.data.params.matrix import LAST_YEAR
from kgreport.data.params.model import Parameters
from kgreport.data.params.parameters_file import ParametersFile
from kgreport.terms.phrases import Reason
from kgreport.whole_files import hash_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What a report is made from.

    Attributes
    ----------
    parameters
        Its parameters.
    notebook, library
        Hashes of the cells of its notebook, and of the library's code, templates and rules.
    tables
        Hashes of the files that it reads of the dataset, by name.
    rules
        Hash of the project's own rules; empty if it uses none.
    versions
        Versions of Python and the libraries, by name.
    origin
        Which parameters file, notebook and settings asked for it; it may be made without them.
    files
        The files that all this was read from.
    earlier
        Hash of the notebook of the edition before it; empty for a first edition, or where that is not found.
    """

    parameters: Parameters
    notebook: str
    library: str
    tables: Mapping[str, str]
    rules: str
    versions: Mapping[str, str]
    origin: Mapping[str, object]
    files: tuple[Path, ...]
    earlier: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Give everything that the key is computed from, as plain values."""
        return {
            "parameters": self.parameters.content(),
            "notebook": self.notebook,
            "library": self.library,
            "tables": dict(self.tables),
            "rules": self.rules,
            "versions": dict(self.versions),
            "earlier": self.earlier,
        }

    @property
    def key(self) -> str:
        """The key of the report: equal for equal reports, on every machine, at any time."""
        return hash_of(self.as_dict())

    @property
    def data_key(self) -> str:
        """The key of its dataset: equal for reports that read the same tables in the same way."""
        given = self.parameters
        years = [given.years.start, given.years.stop]
        return hash_of([given.dataset, given.rules, self.rules, years, dict(self.tables), self.library])

    def as_made(self, job: Job, tables: Mapping[str, str]) -> Recipe:
        """Give what the report was made from after all: since it was planned, files may have changed.

        Parameters
        ----------
        job
            The report, with the files that it was made from.
        tables
            Hashes of the files of the dataset, as they were read.
        """
        rules = own_rules(job, self.parameters)
        return replace(
            self,
            tables=tables,
            notebook=hash_notebook(job.notebook),
            rules=hash_file(rules) if rules else "",
        )


def recipe_of(job: Job, file: ParametersFile, memo: Memo) -> Recipe:
    """Find out what a report is made from.

    Parameters
    ----------
    job
        The report.
    file
        Its parameters file.
    memo
        What is known of files and datasets.

    Raises
    ------
    ParametersError, DatasetError, PublishError
        The parameters, the dataset or the notebook cannot be used.
    """
    parameters, base = file.parameters(job.overrides), job.parameters.parent
    tables = memo.files(base, parameters.dataset, parameters.unit)
    rules = own_rules(job, parameters)
    return Recipe(
        parameters=parameters,
        notebook=memo.notebook(job.notebook),
        library=memo.installation.library,
        tables={name: memo.hash_of_table(path) for name, path in tables.items()},
        rules=memo.hash(rules) if rules else "",
        versions=memo.installation.versions,
        origin=_origin(job),
        files=(job.parameters, job.notebook, *tables.values(), *([rules] if rules else [])),
    )


def own_rules(job: Job, parameters: Parameters) -> Path | None:
    """Find the file of rules of a report; None if it uses packaged ones."""
    rules = job.parameters.parent / parameters.rules
    return rules if parameters.rules and rules.is_file() else None


def _origin(job: Job) -> dict[str, object]:
    """Name the parameters file with its folder, and the notebook; say what replaces values of the file."""
    settings = {name: value for name, value in sorted(job.overrides.items()) if name != "formats"}
    return {
        "parameters": f"{job.parameters.absolute().parent.name}/{job.parameters.name}",
        "notebook": job.notebook.stem if job.notebook.is_absolute() else job.notebook.as_posix(),
        "by_options": job.by_options,
        "settings": json.loads(json.dumps(settings, default=str)),
    }


def changes_of_input(
    before: Mapping[str, Any], now: Mapping[str, Any], *, own_notebook: bool = True
) -> Iterator[Reason]:
    """Name in a few words each table, parameter, notebook and rule that changed since a report was built.

    Parameters
    ----------
    before, now
        What `Recipe.as_dict` gave for the report as it was built, and gives for it now.
    own_notebook
        Whether the notebook is the user's own; one that comes with the library may change with it.
    """
    yield from _changed(before.get("tables", {}), now["tables"])
    known, usual = before.get("parameters", {}), _usual_parameters()
    for name, value in now["parameters"].items():
        if not _is_same(known.get(name, usual.get(name)), value, usual.get(name)):
            yield Reason(f"parameter {name} changed", f"tham số {name} đã đổi")
    may_differ = not own_notebook and before.get("library") != now["library"]
    if before.get("notebook") != now["notebook"] and not may_differ:
        yield Reason("the notebook changed", "sổ tay đã đổi")
    if before.get("rules") != now["rules"]:
        yield Reason("the project's rules changed", "quy tắc của dự án đã đổi")


@cache
def _usual_parameters() -> dict[str, Any]:
    """Give the parameters of a report that sets none: an earlier kgreport may not have known all of them."""
    usual = Parameters(year=LAST_YEAR, dataset="none").content()
    return {name: value for name, value in usual.items() if name not in ("year", "dataset")}


def _is_same(before: Any, now: Any, usual: Any) -> bool:
    """Whether a value is as it was; a part that it did not have then is as it usually is."""
    if isinstance(before, dict) and isinstance(now, dict) and before.keys() <= now.keys():
        parts = usual if isinstance(usual, dict) else {}
        return all(_is_same(before.get(name, parts.get(name)), now[name], parts.get(name)) for name in now)
    return bool(before == now)


def changes_of_software(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Reason]:
    """Name each version that changed, and the code of kgreport; see `changes_of_input`."""
    versions = list(_versions(before.get("versions", {}), now["versions"]))
    yield from versions
    if before.get("library") != now["library"] and not any(line.startswith("kgreport ") for line in versions):
        yield Reason("the code of kgreport changed", "mã của kgreport đã đổi")


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Reason]:
    for name in {**before, **now}:
        if name not in now:
            yield Reason(f"{name} is gone", f"{name} không còn")
        elif name not in before:
            yield Reason(f"{name} is new", f"{name} mới có")
        elif before[name] != now[name]:
            yield Reason(f"{name} changed", f"{name} đã đổi")


def _versions(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Reason]:
    for name in {**before, **now}:
        if before.get(name) != now.get(name):
            was, is_now = before.get(name), now.get(name)
            yield Reason(
                f"{name} {was or 'absent'} → {is_now or 'absent'}",
                f"{name} {was or 'không có'} → {is_now or 'không có'}",
            )
