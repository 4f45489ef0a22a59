"""Say of whose figures a finding speaks: who is counted, in what year, in which unit."""

from __future__ import annotations

from kgreport.terms.phrases import Message, Phrase
from kgreport.terms.vocabulary import label_of

_WHOSE = Phrase("{label}, năm {year}{unit}", "{label}, {year}{unit}")


def place_of_figures(
    year: object, unit: str, subject: str, tier: str = "", *, after: Phrase | None = None, **values: object
) -> Message:
    """Name the place of figures; the whole organisation is not named.

    Parameters
    ----------
    year, unit, subject, tier
        Whose figures they are.
    after
        What is said after it, with gaps for `values`.

    Examples
    --------
    >>> place_of_figures(2018, "rach-gia", "organization", "grassroots").say("vi")
    'tổ chức cơ sở đảng, năm 2018, rach-gia'
    >>> place_of_figures(2018, "", "member", after=Phrase(": {n}", ": {n}"), n=3).say("en")
    'Party members, 2018: 3'
    """
    said = Phrase(_WHOSE.vi + after.vi, _WHOSE.en + after.en) if after else _WHOSE
    where = {"label": label_of(subject, tier), "year": str(year), "unit": f", {unit}" if unit else ""}
    return Message(said, {**where, **values})


def place_in_files(year: object, unit: str, subject: str, tier: str, at: list[str]) -> Message:
    """Name the place of figures, and after it the cells or rows they stand in, if any."""
    files = f" ({', '.join(dict.fromkeys(at))})" if at else ""
    return place_of_figures(year, unit, subject, tier, after=Phrase("{files}", "{files}"), files=files)
