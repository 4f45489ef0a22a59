"""Study of resolutions and directives, and commitments registered."""

from __future__ import annotations

from kgreport.terms.phrases import Phrase
from kgreport.views.sections.counted import Found, counts_section, known_of, told
from kgreport.views.sections.wording import Edition
from kgreport.views.view import Section

_SAID = {
    "studied": Phrase(
        "Năm {year}, đã học tập, quán triệt nghị quyết, chỉ thị{base}: {known}.",
        "Studied resolutions and directives in {year}{base}: {known}.",
    ),
    "committed": Phrase(
        "Đã đăng ký, cam kết tu dưỡng, rèn luyện{base}: {known}.", "Registered a commitment{base}: {known}."
    ),
}


def commitments_section(found: Found, text: str, edition: Edition) -> Section:
    """Show who studied resolutions and directives, and who registered a commitment.

    Parameters
    ----------
    found
        By scope, ``studied`` and ``committed``, as shares of all or of those reviewed.
    text
        What the writers say of it.
    edition
        For whom.
    """
    title = edition.say("Học tập nghị quyết, chỉ thị và thực hiện cam kết", "Study and commitments")
    heading = edition.say(
        "Học tập và cam kết theo đối tượng, năm {year}",
        "Study and commitments, by subject, {year}",
        year=edition.year,
    )
    known = known_of(found)
    sentences = [said for code, saying in _SAID.items() for said in told(known, code, saying, edition)]
    return counts_section(known, sentences, text, edition, name="commitments", title=title, heading=heading)
