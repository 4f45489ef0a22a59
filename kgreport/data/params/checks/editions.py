"""Find what a later edition of a report lacks: the one that was issued before it."""

from __future__ import annotations

from kgreport.data.params.model import Parameters
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
