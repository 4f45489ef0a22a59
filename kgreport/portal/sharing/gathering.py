"""Gather the files of reports under plain names, without those that are for their makers alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from kgreport.outputs.stored import stored_reports
from kgreport.portal.catalogue import Catalogue
from kgreport.portal.model import ListedReport, ReportFile
from kgreport.portal.sharing.plain_names import plain_places
from kgreport.signing.detached import signature_file
from kgreport.terms.phrases import Phrase
from kgreport.whole_files import hash_bytes, read_plain

FOR_MAKERS = (".ipynb", ".py", ".r", ".sql")
"""Kinds of files that only those who make reports read."""

_CODE = b'class="kg-section kg-codes"'
"""What stands in a page with an appendix of code."""

_PAGE = ".html"

CHANGED = Phrase(
    "đã bị sửa sau khi lập; lập lại báo cáo rồi chia sẻ", "was changed since it was built; build it again"
)
SHOWS_CODE = Phrase(
    "có phụ lục mã lệnh; lập lại báo cáo không kèm mã (include_code: false)",
    "has an appendix with code; build it again without (include_code: false)",
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Files that are ready to be shared.

    Attributes
    ----------
    catalogue
        The reports, their files where they are now; those without a file are left out.
    renamed
        New places of files by their earlier ones, where the name is another.
    left_out
        Files that readers might miss, and why they are not there.
    """

    catalogue: Catalogue
    renamed: Mapping[str, str]
    left_out: Mapping[str, Phrase]


def gather(catalogue: Catalogue, outputs: Path, folder: Path) -> Gathered:
    """Copy the files of reports into a folder, as they are but for links to files with new names."""
    hashes = {
        (one.folder / name).relative_to(outputs).as_posix(): digest
        for one in stored_reports(outputs)
        for name, digest in one.manifest["outputs"].items()
    }
    left_out = {
        file.path: fault
        for report in catalogue.reports
        for file in report.files
        if not _is_for_makers(file) and (fault := _fault_of(file, outputs, hashes.get(file.path)))
    }
    reports = [_readable(one, left_out) for one in catalogue.reports]
    places = plain_places(reports)
    for report in reports:
        _copy(report, places, outputs, folder)
    moved = [_moved(one, places) for one in reports if one.files]
    renamed = {old: new for old, new in places.items() if not new.endswith(f"/{old}")}
    return Gathered(Catalogue(tuple(moved)), renamed, left_out)


def _is_for_makers(file: ReportFile) -> bool:
    return file.name.lower().endswith(FOR_MAKERS)


def _fault_of(file: ReportFile, outputs: Path, digest: str | None) -> Phrase | None:
    """Say why readers do not get a file; nothing of one that they get."""
    content = read_plain(outputs / file.path)
    if hash_bytes(content) != digest:
        return CHANGED
    return SHOWS_CODE if file.name.endswith(_PAGE) and _CODE in content else None


def _readable(report: ListedReport, left_out: Mapping[str, Phrase]) -> ListedReport:
    files = (one for one in report.files if not (_is_for_makers(one) or one.path in left_out))
    return replace(report, files=tuple(files))


def _moved(report: ListedReport, places: Mapping[str, str]) -> ListedReport:
    return replace(report, files=tuple(replace(one, path=places[one.path]) for one in report.files))


def _copy(report: ListedReport, places: Mapping[str, str], outputs: Path, folder: Path) -> None:
    """Copy the files of a report with their signatures; a page follows the files that it links to."""
    names = {file.name: Path(places[file.path]).name for file in report.files}
    for file in report.files:
        place = folder / places[file.path]
        content = read_plain(outputs / file.path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(_with_links(content, names) if file.name.endswith(_PAGE) else content)
        signature = signature_file(outputs / file.path)
        if signature.is_file():
            signature_file(place).write_bytes(read_plain(signature))


def _with_links(page: bytes, names: Mapping[str, str]) -> bytes:
    """Lead the links of a page to files beside it to the names that these have now."""
    for old, new in names.items():
        if old != new:
            page = page.replace(f'href="{quote(old)}"'.encode(), f'href="{quote(new)}"'.encode())
    return page
