"""Write reports with their portal into a zip or a folder that opens offline by its ``index.html``."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kgreport.errors import ShareError
from kgreport.file_names import fault_of_output
from kgreport.office_packages import entry_of
from kgreport.portal.catalogue import Catalogue
from kgreport.portal.files import files_of
from kgreport.portal.links import INDEX
from kgreport.portal.sharing.choice import reading
from kgreport.portal.sharing.gathering import Gathered, gather
from kgreport.terms.phrases import Phrase
from kgreport.whole_files import new_folder_beside, put_in_place, translating_write_errors

ZIP = ".zip"

_OURS = b"kgreport share"
"""The comment of a zip that was written here, and may be replaced."""

_PACKED = (".pdf", ".docx", ".xlsx", ".ods", ".png", ".parquet")
"""Files that are packed already."""

_READABLE_BY_ALL = 0o644


@dataclass(frozen=True, slots=True)
class Shared:
    """What was shared.

    Attributes
    ----------
    place
        The zip or folder.
    reports, files
        How many reports, and how many files in all.
    size
        Bytes of the zip, or of all files.
    renamed
        By their places in the folder of the reports, the places of files that have another name here.
    left_out
        By their places, files that readers might miss, and why they are not there.
    """

    place: Path
    reports: int
    files: int
    size: int
    renamed: Mapping[str, str]
    left_out: Mapping[str, Phrase]


def share(catalogue: Catalogue, outputs: Path, place: Path, wait: float = 0) -> Shared:
    """Write reports and their portal, as a zip if the name of the place ends so, else as a folder.

    The same reports give the same bytes.

    Raises
    ------
    ShareError
        Something that was not written here is in the place, or no file can be shared.
    BusyError
        A build writes to the folder of the reports.
    OutputError
        The place cannot be written.
    """
    _check_place(place)
    with reading(outputs, wait), translating_write_errors(place.parent), new_folder_beside(place) as aside:
        made = aside / "made"
        gathered = gather(catalogue, outputs, made)
        _check_any(gathered)
        for name, content in files_of(gathered.catalogue, made, catalogue.language):
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).write_bytes(content)
        files = sorted(path for path in made.rglob("*") if path.is_file())
        size = sum(path.stat().st_size for path in files)
        if place.suffix.lower() == ZIP:
            size = _pack(files, made, aside / "packed").replace(place).stat().st_size
        else:
            put_in_place(made, place)
    return Shared(
        place, len(gathered.catalogue.reports), len(files), size, gathered.renamed, gathered.left_out
    )


def _check_any(gathered: Gathered) -> None:
    if not gathered.catalogue.reports:
        told = gathered.left_out.items()
        raise ShareError(
            "\n".join(["không có tệp nào để chia sẻ", *(f"{path} {why.vi}" for path, why in told)]),
            "\n".join(["there is no file to share", *(f"{path} {why.en}" for path, why in told)]),
        )


def _check_place(place: Path) -> None:
    """Nothing is replaced that was not written here: a zip of ours, or an empty folder."""
    if fault := fault_of_output(str(place)):
        raise ShareError(f"{place}: {fault.vi}", f"{place}: {fault.en}")
    if place.is_dir() and any(place.iterdir()):
        raise ShareError(
            f"thư mục {place} đã có và không trống; nêu tên khác, hoặc chuyển đi trước",
            f"the folder {place} is there, and not empty; name another, or move it away first",
        )
    if place.exists() and not place.is_dir() and not _is_our_zip(place):
        raise ShareError(
            f"{place} đã có, không phải do kgreport share ghi; nêu tên khác, hoặc chuyển đi trước",
            f"{place} is there, and was not written by kgreport share; name another, or move it away first",
        )


def _is_our_zip(place: Path) -> bool:
    try:
        with zipfile.ZipFile(place) as packed:
            return packed.comment == _OURS
    except (OSError, zipfile.BadZipFile):
        return False


def _pack(files: list[Path], folder: Path, packed: Path) -> Path:
    """Pack the files of a folder; the page to open is the first."""
    with zipfile.ZipFile(packed, "w") as made:
        made.comment = _OURS
        for path in sorted(files, key=lambda path: (path != folder / INDEX, path)):
            entry = entry_of(path.relative_to(folder).as_posix(), _READABLE_BY_ALL)
            if path.suffix.lower() in _PACKED:
                entry.compress_type = zipfile.ZIP_STORED
            with path.open("rb") as content, made.open(entry, "w") as into:
                shutil.copyfileobj(content, into)
    return packed
