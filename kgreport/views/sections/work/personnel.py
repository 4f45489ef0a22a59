"""Personnel work: leaders trained, rotated and planned."""

from __future__ import annotations

from kgreport.terms.phrases import Phrase
from kgreport.views.sections.counted import Found, counts_section, known_of, told
from kgreport.views.sections.wording import Edition
from kgreport.views.view import Section

_SAID = {
    "trained": Phrase("Năm {year}, đã đào tạo, bồi dưỡng {known}.", "In {year}, those trained were {known}."),
    "rotated": Phrase("Đã luân chuyển, điều động {known}.", "Those rotated were {known}."),
    "planned": Phrase("Đã đưa vào quy hoạch {known}.", "Those planned as successors were {known}."),
}


def personnel_section(found: Found, text: str, edition: Edition) -> Section:
    """Show the personnel work of the year.

    Parameters
    ----------
    found
        By scope, the leaders ``trained``, ``rotated`` and ``planned``.
    text
        What the writers say of it.
    edition
        For whom.
    """
    title = edition.say("Công tác cán bộ", "Personnel work")
    heading = edition.say(
        "Công tác cán bộ năm {year}, theo cấp quản lý",
        "Personnel work of {year}, by who manages",
        year=edition.year,
    )
    known = known_of(found)
    sentences = [said for code, saying in _SAID.items() for said in told(known, code, saying, edition)]
    return counts_section(known, sentences, text, edition, name="personnel", title=title, heading=heading)
