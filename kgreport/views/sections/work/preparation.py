"""How the review was prepared: on time, with opinions gathered, and what the writers say of it."""

from __future__ import annotations

from kgreport.terms.phrases import Phrase
from kgreport.views.sections.counted import Found, broadest, counts_section, known_of, told
from kgreport.views.sections.wording import Edition, RowsOf
from kgreport.views.view import Section

_ON_TIME = Phrase(
    "Năm {year}, kiểm điểm đúng thời hạn{base}: {known}.", "Reviewed on time in {year}{base}: {known}."
)
_ASKED = Phrase("Số lượt lấy ý kiến góp ý: {known}.", "Asked for their opinion: {known}.")
_GIVEN = Phrase("Ý kiến góp ý đã nhận{base}: {known}.", "Opinions given{base}: {known}.")
_ON = Phrase("đối với {who}", "on {who}")


def preparation_section(found: Found, text: str, edition: Edition) -> Section:
    """Show how the review was prepared.

    Parameters
    ----------
    found
        By scope, ``on_time`` as a share of those reviewed, ``opinions_asked``, and ``opinions_given`` as a
        share of those asked.
    text
        What the writers say of it.
    edition
        For whom.
    """
    title = edition.say("Chuẩn bị kiểm điểm", "Preparation of the review")
    heading = edition.say(
        "Kiểm điểm đúng thời hạn và ý kiến góp ý, năm {year}",
        "Reviewed on time, and opinions, {year}",
        year=edition.year,
    )
    known = known_of(found)
    sentences = _sentences(known, edition)
    return counts_section(known, sentences, text, edition, name="preparation", title=title, heading=heading)


def _sentences(known: RowsOf, edition: Edition) -> list[str]:
    answered = [scope for scope, _ in broadest(known, "opinions_given")]
    unanswered = {scope: frame for scope, frame in known.items() if scope not in answered}
    return [
        *told(known, "on_time", _ON_TIME, edition),
        *told(unanswered, "opinions_asked", _ASKED, edition, _ON),
        *told(known, "opinions_given", _GIVEN, edition, _ON),
    ]
