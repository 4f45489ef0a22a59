"""Send a report to a machine that has nothing but the package, and what comes of it to a store."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from kgreport.batch.plan import DATA, STATE
from kgreport.batch.stores import Remote
from kgreport.batch.worker import Order, Result, carry_out, failed
from kgreport.publish.outputs import OutputError

# papermill changes the working directory of the whole process while it runs.
_ONE_AT_A_TIME = Lock()
_cache: list[tempfile.TemporaryDirectory[str]] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """An order with the contents of its files.

    Attributes
    ----------
    order
        The report to build.
    files
        Contents by name: parameters, notebook, and rules where the project has its own.
    store
        Address of the store the reports go to; empty where the folder of the order can be reached.
    """

    order: Order
    files: Mapping[str, bytes]
    store: str = ""


def pack(order: Order, store: str = "") -> Parcel:
    """Put an order and all its files into a parcel."""
    job, rules = order.job, order.recipe.parameters.rules
    files = {f"params/{job.parameters.name}": job.parameters.read_bytes()}
    files[f"notebooks/{job.notebook.name}"] = job.notebook.read_bytes()
    if rules and (job.parameters.parent / rules).is_file():
        files[f"params/{rules}"] = (job.parameters.parent / rules).read_bytes()
    kept = order.prepared.absolute() if order.prepared else None
    here = replace(job, outputs=job.outputs.absolute())
    return Parcel(order=replace(order, job=here, prepared=kept), files=files, store=store)


def carry_out_parcel(parcel: Parcel, warm: str | None = None) -> Result:
    """Build the report of a parcel, and tell how it went.

    Parameters
    ----------
    parcel
        The report and its files.
    warm
        Address of a server of warm kernels in this process.
    """
    with _ONE_AT_A_TIME, tempfile.TemporaryDirectory(prefix="kg-parcel-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        try:
            order = replace(_unpacked(parcel, folder), warm=warm)
        except OSError as error:
            told = f"the worker cannot take the report: {error}"
            return failed(parcel.order.job.title, told, transient=True)
        result = carry_out(order)
        if not parcel.store or not result.files:
            return result
        try:
            stored = Remote(parcel.store).put([Path(file) for file in result.files], order.job.name)
        except OutputError as error:
            return failed(order.job.title, str(error), transient=True)
        return replace(result, files=tuple(stored))


def _unpacked(parcel: Parcel, folder: Path) -> Order:
    """Write the files of a parcel into a folder, and point its order there."""
    for place, contents in parcel.files.items():
        path = folder / place
        path.resolve().relative_to(folder.resolve())
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents)
    order, job = parcel.order, parcel.order.job
    job = replace(
        job,
        parameters=folder / "params" / job.parameters.name,
        notebook=folder / "notebooks" / job.notebook.name,
        outputs=folder / "outputs" if parcel.store else job.outputs,
    )
    return replace(order, job=job, prepared=_dataset(parcel))


def _dataset(parcel: Parcel) -> Path | None:
    """Give the folder that keeps the dataset: where the order says, or a copy from the store, made once."""
    kept = parcel.order.prepared
    if kept is None or kept.exists() or not parcel.store:
        return kept
    if not _cache:
        _cache.append(tempfile.TemporaryDirectory(prefix="kg-data-", ignore_cleanup_errors=True))
    copy = Path(_cache[0].name, kept.name)
    if not copy.exists():
        Remote(parcel.store).fetch(f"{STATE}/{DATA}/{kept.name}", copy)
    return copy
