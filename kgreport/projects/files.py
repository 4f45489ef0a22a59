"""Write the files of a project, none of them over one that is there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kgreport.data.params.problems import shown
from kgreport.errors import ProjectError
from kgreport.file_names import fault_of_output
from kgreport.whole_files import translating_write_errors, write_whole

Files = Mapping[str, str | bytes]
"""Contents of files by their path in the project."""

_SHOWN = 5


def template(name: str) -> str:
    """Read a text that comes with kgreport."""
    return (Path(__file__).parent / "templates" / name).read_text("utf-8")


def write_new(folder: Path, files: Files) -> list[Path]:
    """Write files into a folder, all or, where one of them is there with another content, none.

    Raises
    ------
    ProjectError
        A file is there already.
    OutputError
        The folder cannot be written.
    """
    if fault := fault_of_output(str(folder)):
        raise ProjectError(f"{shown(str(folder))}: {fault.vi}", f"{shown(str(folder))}: {fault.en}")
    if folder.exists() and not folder.is_dir():
        raise ProjectError(
            f"{folder} là một tệp; nêu một thư mục khác", f"{folder} is a file; name another folder"
        )
    there = [name for name, content in files.items() if _is_other(folder / name, content)]
    if there:
        names = ", ".join(there[:_SHOWN]) + (", …" if len(there) > _SHOWN else "")
        raise ProjectError(
            f"{folder} đã có {names}; không tệp nào bị ghi đè, cũng không tệp nào được thêm; "
            "chuyển các tệp này đi, hoặc nêu thư mục khác",
            f"{folder} already has {names}; nothing was replaced and nothing was added; "
            "move these files away, or name another folder",
        )
    with translating_write_errors(folder):
        return [write_whole(folder / name, content) for name, content in files.items()]


def _is_other(path: Path, content: str | bytes) -> bool:
    """Whether there is something at a path that is not the content to write."""
    if not path.exists():
        return False
    return not path.is_file() or path.read_bytes() != (
        content.encode() if isinstance(content, str) else content
    )
