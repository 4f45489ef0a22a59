"""Write the portal into the folder of the reports: the pages, and a copy of each report with the bar.

The reports themselves stay byte for byte as they were built. Where nothing changed, no file is read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kgreport.batch.locks import locked
from kgreport.batch.plan import STATE
from kgreport.builder.failures import FAILURES
from kgreport.builder.file_hashes import hash_of
from kgreport.builder.memo import Memo
from kgreport.portal.links import INDEX, SiteError
from kgreport.terms.phrases import Language
from kgreport.whole_files import files_in, read_json, translating_write_errors, write_whole

KNOWN = "site.json"
"""The file in `STATE` that says of what the portal was last written."""


@dataclass(frozen=True, slots=True)
class Site:
    """A portal that was written.

    Attributes
    ----------
    index
        Its first page.
    changed
        Places of the files that were written or removed; none where all were current.
    """

    index: Path
    changed: tuple[str, ...] = ()


def write_site(outputs: Path, language: Language | None = None, wait: float = 0) -> Site:
    """Write the portal of all reports that lie in a folder.

    Where no language is given, its own words are Vietnamese if all reports are, and English otherwise.

    Raises
    ------
    BusyError
        A build writes to the folder.
    SiteError
        There is no such folder, or a file that kgreport did not write is in the place of a page.
    OutputError
        The folder cannot be written to.
    """
    if not outputs.is_dir():
        raise SiteError(
            f"không có thư mục {outputs}; lập báo cáo trước, hoặc chọn thư mục khác bằng --output",
            f"there is no folder {outputs}; build reports first, or choose another folder with --output",
        )
    known = outputs / STATE / KNOWN
    if read_json(known) == _state(outputs, language):
        return Site(outputs / INDEX)
    with locked(outputs, wait), translating_write_errors(outputs):
        from kgreport.portal.files import bring_up_to_date  # noqa: PLC0415 - nothing of it if all is current

        changed = tuple(bring_up_to_date(outputs, language))
        write_whole(known, json.dumps(_state(outputs, language)))
    return Site(outputs / INDEX, changed)


def _state(outputs: Path, language: Language | None) -> dict[str, object]:
    """Say of what a portal is made, and how its own files are, by their sizes and times."""
    stamps = sorted([*_stamps(outputs, outputs), *_stamps(outputs / FAILURES, outputs)])
    return {"of": hash_of([Memo(outputs / STATE).installation.library, language, stamps])}


def _stamps(folder: Path, outputs: Path) -> Iterator[tuple[str, int, int]]:
    """Give size and time of each file, but of what batches keep beside the reports."""
    begin = len(os.path.join(outputs, ""))  # noqa: PTH118 - of thousands of files
    for entry in files_in(folder):
        place = entry.path[begin:]
        if os.sep in place or place == INDEX:
            known = entry.stat(follow_symlinks=False)
            yield place, known.st_size, known.st_mtime_ns
