"""The marks of a draft, and of figures that are simulated or of another place: every publication has them.

They lie in the outputs of a notebook: in the metadata of each section, and in the output of the cell that
read the figures. So publishers find them, however the figures are shown.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from kgreport.terms.phrases import Language, Phrase
from kgreport.terms.spelling import folded

DRAFT_MARK = Phrase("DỰ THẢO", "DRAFT")
SIMULATED_MARK = Phrase("SỐ LIỆU MÔ PHỎNG", "SIMULATED DATA")
SAMPLE_MARK = Phrase("SỐ LIỆU MẪU: {places}", "SAMPLE FIGURES: {places}")

MARKS = "application/vnd.kgreport.marks+json"
"""MIME type of an output that only publishers read: no Jupyter shows it."""


def marks_of(
    language: Language, *, draft: bool = False, simulated: bool = False, elsewhere: Iterable[str] = ()
) -> dict[str, str]:
    """Give the marks as publishers read them.

    Parameters
    ----------
    language
        Language of the marks.
    draft, simulated
        Whether it is a draft, and whether its figures are made up.
    elsewhere
        The places that its figures are of, where these are not of who issues it; see `places_elsewhere`.

    >>> marks_of("en", draft=True)
    {'draft_mark': 'DRAFT'}
    >>> marks_of("vi", elsewhere=["Kiên Giang"])
    {'simulated_mark': 'SỐ LIỆU MẪU: Kiên Giang'}
    """
    marks = {"draft_mark": DRAFT_MARK.say(language)} if draft else {}
    places = ", ".join(elsewhere)
    not_real = [SIMULATED_MARK.say(language)] if simulated else []
    not_real += [SAMPLE_MARK.say(language, places=places)] if places else []
    return marks | ({"simulated_mark": " · ".join(not_real)} if not_real else {})


def places_elsewhere(places: Iterable[str], issuer: Iterable[str]) -> list[str]:
    """Give the places whose figures are not of who issues a report, as far as it says who that is.

    >>> places_elsewhere(["Kiên Giang"], ["Rạch Giá", "TỈNH ỦY KIÊN GIANG"])
    []
    >>> places_elsewhere(["Kiên Giang"], ["Cà Mau", "ĐẢNG BỘ TỈNH CÀ MAU"])
    ['Kiên Giang']
    """
    said = [f" {name} " for name in map(folded, issuer) if name]
    return [place for place in places if said and not any(f" {folded(place)} " in one for one in said)]


def marks_of_report(report: Any) -> dict[str, str]:
    """Give the marks that all that shows the figures of a report carries."""
    given = report.parameters
    elsewhere = places_elsewhere(report.dataset.places, given.issued_by)
    return marks_of(
        given.language,
        draft=given.status == "draft",
        simulated=report.dataset.simulated,
        elsewhere=elsewhere,
    )


def leave_in_cell(marks: dict[str, str]) -> None:
    """Leave marks in the output of the notebook's cell that runs; where no notebook runs, do nothing."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if marks and shell is not None:
        shell.display_pub.publish({MARKS: marks})
