"""Build one report without the plan of a batch, or as if something else were installed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from kgreport.builder.build import build_job
from kgreport.builder.installation import Installation
from kgreport.builder.job import Job
from kgreport.builder.memo import Memo
from kgreport.builder.report_key import recipe_of
from kgreport.builder.result import Result
from kgreport.data.params.parameters_file import ParametersFile


def build_alone(job: Job, *, warm: str | None = None) -> Result:
    """Find out what a report is made from, and build it; nothing is kept for later builds."""
    recipe = recipe_of(job, ParametersFile(job.parameters), Memo(job.outputs / "no-memo"))
    return build_job(job, recipe=recipe, warm=warm)


def set_installation(
    monkeypatch: pytest.MonkeyPatch, *, library: str = "", versions: Mapping[str, str] | None = None
) -> None:
    """Have reports depend on another library, or on other versions."""
    known = Memo(Path()).installation
    changed = Installation(library or known.library, versions or known.versions)
    monkeypatch.setattr(Memo, "_installation", changed)
