"""Write the made-up province into a folder, completely or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kgreport.errors import SampleError
from kgreport.sample.wording import text_of

if TYPE_CHECKING:
    from kgreport.sample.province import Province

SEED = 2018
RECORDS, WORKBOOKS, READ_ME = "records", "workbooks", "README.txt"
OURS = (RECORDS, WORKBOOKS, READ_ME)
"""The contents of a sample. A folder with anything else is never replaced."""


def write_sample(
    directory: Path,
    seed: int = SEED,
    *,
    force: bool = False,
    records_only: bool = False,
    on_step: Callable[[str], None] = lambda line: None,  # noqa: ARG005
) -> None:
    """Make up a province and write it.

    Parameters
    ----------
    directory
        The folder to write. It must not exist yet, or be empty.
    seed
        Random seed; the same seed gives the same bytes.
    force
        Replace an earlier sample in this folder.
    records_only
        Leave the workbooks out.
    on_step
        Called with a line of text before each step.

    Raises
    ------
    SampleError
        The folder has files that are not of a sample, or cannot be written.
    """
    _check(directory, force=force)
    from kgreport.sample.province import make_province  # noqa: PLC0415
    from kgreport.whole_files import new_folder_beside, put_in_place  # noqa: PLC0415

    on_step(f"making up the province (seed {seed})")
    province = make_province(seed)
    try:
        with new_folder_beside(directory.resolve()) as aside:
            made = aside / "made"
            made.mkdir()
            (made / READ_ME).write_text(text_of("README.txt").format(seed=seed), "utf-8")
            on_step(f"writing {RECORDS}/")
            _write_records(province, made / RECORDS)
            if not records_only:
                from kgreport.sample.workbooks import write_workbooks  # noqa: PLC0415

                write_workbooks(province, made / RECORDS, made / WORKBOOKS, on_step)
            put_in_place(made, directory.resolve())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        msg = f"{directory} cannot be written: {reason}"
        raise SampleError(msg) from None


def _write_records(province: Province, folder: Path) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415

    from kgreport.sample.province import write_tables  # noqa: PLC0415

    write_tables(province.tables, folder)
    members = province.members.replace_schema_metadata({"simulated": "true"})
    pq.write_table(members, folder / "members.parquet", row_group_size=1 << 16)


def _check(directory: Path, *, force: bool) -> None:
    """Refuse a folder that cannot be used, before anything is made."""
    if not directory.exists():
        return
    if not directory.is_dir():
        msg = f"{directory} is a file; name a folder for the sample"
        raise SampleError(msg)
    existing = sorted(path.name for path in directory.iterdir())
    foreign = [name for name in existing if name not in OURS]
    if foreign:
        shown = ", ".join(foreign[:3]) + (", …" if len(foreign) > 3 else "")
        msg = f"{directory} has other files ({shown}), which a sample never replaces; name another folder"
        raise SampleError(msg)
    if existing and not force:
        msg = f"{directory} is not empty; --force replaces an earlier sample there"
        raise SampleError(msg)
