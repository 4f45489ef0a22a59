"""Find what a later edition of a report lacks: the one before it, and the list of what has changed."""

from __future__ import annotations

from pathlib import Path

from kgreport.data.params.model import Parameters
from kgreport.errors import PublishError, TwoLanguageError
from kgreport.terms.findings import Finding, Wording, make_finding
from kgreport.terms.phrases import Phrase


def check_edition(parameters: Parameters, missing: Phrase | None) -> list[Finding]:
    """The edition before a later one is there as it was issued, so that the changes can be listed.

    Parameters
    ----------
    parameters
        Those of the report.
    missing
        Why that edition was not found; None if it was, or if this is the first.
    """
    if missing is None:
        return []
    before = parameters.edition - 1
    wording = Wording(
        Phrase("không thấy lần ban hành {n}: {why}", "edition {n} is not found: {why}").fill(
            n=str(before), why=missing
        ),
        Phrase("manifest và sổ tay của lần ấy, như khi ban hành", "its manifest and notebook, as issued"),
        Phrase(
            "đặt lại các tệp ấy vào thư mục báo cáo; không còn thì chấp nhận phát hiện này kèm lý do",
            "put these files back into the folder of the report; if they are lost, accept this with a reason",
        ),
    )
    place = Phrase("tham số edition", "parameter edition")
    return [make_finding("edition", {"edition": before}, place, wording, severity="warning")]


_HEAD = b"kg-replaces"
_LIST = b'aria-labelledby=\\"edition-changes\\"'
"""What stands in a notebook that shows the head of a later edition, and in one that lists its changes."""


class ChangesNotShownError(TwoLanguageError, PublishError):
    """The notebook of a later edition does not show what has changed since the one before."""


def check_changes_shown(executed: Path, notebook: Path, parameters: Parameters) -> None:
    """A final report that says that it replaces another lists what has changed.

    Parameters
    ----------
    executed
        The executed notebook.
    notebook
        The notebook that was run.
    parameters
        Those of the report.

    Raises
    ------
    ChangesNotShownError
        It does not.
    """
    if parameters.edition == 1 or parameters.status != "final":
        return
    content = executed.read_bytes()
    if _HEAD in content and _LIST not in content:
        name = notebook.as_posix()
        raise ChangesNotShownError(
            f"{name} không hiện những thay đổi so với lần ban hành trước; thêm một ô có "
            'report.edition_changes(), hoặc report.chapter("annexes")',
            f"{name} does not show what has changed since the edition before; add a cell with "
            'report.edition_changes(), or report.chapter("annexes")',
            parameters.language,
        )
