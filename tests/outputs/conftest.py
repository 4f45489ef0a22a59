"""A project of its own for each test, which stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.batch.test_plan import Project


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    project = Project(tmp_path / "one")
    monkeypatch.chdir(project.folder)
    return project
