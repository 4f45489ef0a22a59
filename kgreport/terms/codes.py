"""Check the codes that methods of a report take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from kgreport.errors import UnknownCodeError
from kgreport.terms.own_terms import OwnTerms
from kgreport.terms.phrases import Language, Phrase
from kgreport.terms.spelling import nearest
from kgreport.terms.vocabulary import SUBJECTS, tiers_of


class _Asked(Protocol):
    """What was asked of a report."""

    @property
    def language(self) -> Language: ...


class _Report(Protocol):
    """A report, as far as codes need it."""

    @property
    def parameters(self) -> _Asked: ...

    @property
    def own(self) -> OwnTerms: ...


_UNKNOWN = Phrase(
    "không có {name} {given}; {hint}các mã: {known}",
    "unknown {name} {given}; {hint}known: {known}",
)
_DID_YOU_MEAN = Phrase("có phải {near}? ", "did you mean {near}? ")
_NO_TIERS = Phrase(
    "không có tier {given}: {subject} không có cấp; bỏ tier",
    "unknown tier {given}: {subject} has no tiers; leave tier out",
)


def check_code(report: _Report, name: str, given: object, known: Iterable[str]) -> None:
    """A code that a method is given is one of those it knows.

    Parameters
    ----------
    report
        Whose language the error speaks.
    name
        Name of the argument.
    given
        What the method was given.
    known
        The codes it knows.

    Raises
    ------
    UnknownCodeError
        Names the nearest code, and all of them.
    """
    codes = list(known)
    if given not in codes:
        raise UnknownCodeError(_say_unknown(name, given, codes, report.parameters.language))


def check_scope(report: _Report, subject: object, tier: object = "") -> None:
    """A subject is one of those that are rated, and a tier is one of that subject.

    Raises
    ------
    UnknownCodeError
        As `check_code`.
    """
    check_code(report, "subject", subject, SUBJECTS)
    tiers = tiers_of(str(subject), report.own)
    if tier and not tiers:
        language = report.parameters.language
        raise UnknownCodeError(_NO_TIERS.say(language, given=repr(tier), subject=repr(subject)))
    if tier != "":
        check_code(report, "tier", tier, tiers)


def _say_unknown(name: str, given: object, known: list[str], language: Language) -> str:
    near = nearest(str(given), known)
    hint = _DID_YOU_MEAN.say(language, near=repr(near)) if near else ""
    return _UNKNOWN.say(language, name=name, given=repr(given), hint=hint, known=", ".join(known))
