"""Publish an executed notebook in every format, without running it again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from kgreport.builder.manifest import with_own_hash
from kgreport.publish.publishing import publish
from kgreport.whole_files import hash_file

MADE_FROM: dict[str, Any] = {
    "parameters": {"language": "vi", "year": 2018, "unit": "", "status": "draft"},
    "tables": {"figures.csv": "b" * 64},
    "versions": {"kgreport": "0.1.0"},
    "notebook": "c",
    "library": "d",
    "rules": "",
}
CARRIED: dict[str, Any] = {
    "report": "2018",
    "files": "annual-report-2018",
    "year": 2018,
    "unit": "",
    "edition": 1,
    "key": "a" * 64,
    "made_from": MADE_FROM,
}
"""What the files carry, beside the figures that they print."""

FORMATS = ("html", "pdf", "brief", "docx", "xlsx", "csv")


def publish_all_formats(notebook: Path, outputs: Path) -> None:
    """Publish the notebook of the report of 2018 as a build does, in the folder of the report."""
    folder = outputs / CARRIED["report"]
    folder.mkdir()
    copy = folder / notebook.name
    shutil.copyfile(notebook, copy)
    files = [copy, *publish(copy, formats=FORMATS, manifest=CARRIED).files]
    hashes = {file.name: hash_file(file) for file in files}
    built = {"report": "2018", "key": CARRIED["key"], "origin": {}, "made_from": MADE_FROM, "outputs": hashes}
    (folder / "manifest.json").write_bytes(with_own_hash(built))


def by_suffix(outputs: Path) -> dict[str, Path]:
    """Give the files of the report by what follows its name."""
    stem = str(CARRIED["files"])
    return {path.name.removeprefix(stem): path for path in sorted((outputs / "2018").glob(f"{stem}.*"))}
