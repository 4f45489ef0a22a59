"""Say of which report something is told: the values that every line of JSON about a report begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgreport.builder.job import Job, is_own

if TYPE_CHECKING:
    from kgreport.data.params.model import Parameters


def identity(job: Job, parameters: Parameters | None, unit_name: str | None = None) -> dict[str, object]:
    """Give the values that tell a report from all others, as plain values by name.

    Parameters
    ----------
    job
        The report.
    parameters
        Its parameters, if they can be read; otherwise what they would say is None.
    unit_name
        Name of its unit, if that is known.
    """
    return {
        "report": job.title,
        "parameters": job.parameters.as_posix(),
        "notebook": job.notebook.stem,
        "own_notebook": job.notebook.as_posix() if is_own(job.notebook) else None,
        "year": parameters.year if parameters else None,
        "unit": parameters.unit if parameters else None,
        "unit_name": unit_name,
        "language": parameters.language if parameters else None,
        "status": parameters.status if parameters else None,
        "edition": parameters.edition if parameters else None,
    }


def identity_of_file(name: str) -> dict[str, object]:
    """Give the same for a parameters file, or a report, of which nothing more is known."""
    unknown = ("notebook", "own_notebook", "year", "unit", "unit_name", "language", "status", "edition")
    return {"report": name, "parameters": name, **dict.fromkeys(unknown)}
