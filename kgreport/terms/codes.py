"""Check the names, arguments and codes that a report is asked for."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from kgreport.errors import ArgumentsError, UnknownCodeError, UnknownNameError
from kgreport.terms.own_terms import OwnTerms
from kgreport.terms.phrases import Language, Phrase
from kgreport.terms.spelling import code_of_label, did_you_mean, nearest
from kgreport.terms.vocabulary import SUBJECTS, tiers_of


class _Report(Protocol):
    """A report, as far as codes need it."""

    @property
    def parameters(self) -> Any: ...

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
        language = report.parameters.language
        meant = code_of_label(str(given), known) if isinstance(known, Mapping) else None
        near = meant or nearest(str(given), codes)
        raise UnknownCodeError(_say_unknown(name, given, near, codes, language), language)


def check_scope(report: _Report, subject: object, tier: object = "") -> None:
    """A subject is one of those that are rated, and a tier is one of that subject.

    Raises
    ------
    ArgumentsError
        There is no subject.
    UnknownCodeError
        As `check_code`.
    """
    if subject == "":
        language, known = report.parameters.language, ", ".join(SUBJECTS)
        told = _TIER_ALONE if tier else _NO_SUBJECT
        raise ArgumentsError(told.say(language, tier=repr(tier), known=known), language)
    check_code(report, "subject", subject, SUBJECTS)
    tiers = tiers_of(str(subject), report.own)
    if tier and not tiers:
        language = report.parameters.language
        said = _NO_TIERS.say(language, given=repr(tier), subject=repr(subject))
        raise UnknownCodeError(said, language)
    if tier != "":
        check_code(report, "tier", tier, tiers)


def check_arguments(
    report: _Report, method: Callable[..., Any], args: Sequence[object], named: Mapping[str, object]
) -> None:
    """A method of a report is given no argument that it does not take, and every one that it needs.

    Raises
    ------
    ArgumentsError
        Names what it takes, and the nearest to a misspelt name.
    """
    signature = inspect.signature(method)
    try:
        signature.bind(report, *args, **named)
    except TypeError:
        takes = list(signature.parameters)[1:]
        unknown = next((name for name in named if name not in takes), "")
        near = nearest(unknown, takes) if unknown else None
        language = report.parameters.language
        missing = "" if unknown else _missing(signature, args, named)
        told = _UNKNOWN_ARGUMENT if unknown else _MISSING if missing else _OTHER_ARGUMENTS
        listed = ", ".join(takes) or _NOTHING.say(language)
        hint = _DID_YOU_MEAN.say(language, near=repr(near)) if near else ""
        given = missing or repr(unknown)
        said = told.say(language, method=method.__name__, given=given, hint=hint, takes=listed)
        raise ArgumentsError(said, language) from None


def _missing(signature: inspect.Signature, args: Sequence[object], named: Mapping[str, object]) -> str:
    """Name the arguments that a method needs and was not given."""
    others = list(signature.parameters.values())[1:][len(args) :]
    needed = [one for one in others if one.default is one.empty and one.kind is one.POSITIONAL_OR_KEYWORD]
    return ", ".join(one.name for one in needed if one.name not in named)


def unknown_name(report: _Report, name: str, known: Iterable[str]) -> UnknownNameError:
    """Make the error for a name that a report does not have: the nearest is advised, or all are named."""
    names, language = list(known), report.parameters.language
    hint = did_you_mean(nearest(name, names), _HAS).say(language, known=", ".join(names))
    kind = type(report).__name__
    return UnknownNameError(_NO_NAME.say(language, kind=kind, name=repr(name), hint=hint), language)


_UNKNOWN_ARGUMENT = Phrase(
    "{method}() không có tham số {given}; {hint}các tham số: {takes}",
    "{method}() has no argument {given}; {hint}it takes: {takes}",
)
_MISSING = Phrase(
    "{method}() thiếu {given}; các tham số: {takes}", "{method}() lacks {given}; it takes: {takes}"
)
_NO_SUBJECT = Phrase("thiếu subject; các mã: {known}", "subject is missing; known: {known}")
_TIER_ALONE = Phrase(
    "cấp {tier} cần subject: của đối tượng nào; các mã: {known}",
    "tier {tier} needs subject: the tier of what; known: {known}",
)
_OTHER_ARGUMENTS = Phrase(
    "{method}() nhận các tham số khác; các tham số: {takes}",
    "{method}() takes other arguments; it takes: {takes}",
)
_NOTHING = Phrase("không có", "nothing")
_NO_NAME = Phrase("{kind} không có {name}; {hint}", "{kind} has no {name}; {hint}")
_HAS = Phrase("có: {known}", "it has: {known}")


def _say_unknown(name: str, given: object, near: str | None, known: list[str], language: Language) -> str:
    hint = _DID_YOU_MEAN.say(language, near=repr(near)) if near else ""
    return _UNKNOWN.say(language, name=name, given=repr(given), hint=hint, known=", ".join(known))
