"""Names of awards: their form, and who gives them."""

from __future__ import annotations

from collections.abc import Mapping

from kgreport.terms.phrases import Phrase

AWARD_FORMS: Mapping[str, Phrase] = {
    "flag": Phrase("Cờ", "Flag"),
    "merit_certificate": Phrase("Bằng khen", "Certificate of merit"),
    "merit_certificate_five_years": Phrase(
        "Bằng khen (5 năm liền)", "Certificate of merit (five years running)"
    ),
}


def award_label(award: str, issuer: str = "") -> Phrase:
    """Name an award, as a heading, by who gives it; without a name of theirs, by the standing committee.

    >>> award_label("flag", "Ban Thường vụ Tỉnh ủy").vi, award_label("flag").vi
    ('Cờ của Ban Thường vụ Tỉnh ủy', 'Cờ của Ban Thường vụ cấp ủy')
    """
    vi, en = issuer or "Ban Thường vụ cấp ủy", issuer or "the standing committee"
    return Phrase(f"{AWARD_FORMS[award].vi} của {vi}", f"{AWARD_FORMS[award].en} of {en}")
