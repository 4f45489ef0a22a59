"""Every error that kgreport raises on purpose; `except KgreportError` catches them all."""

from __future__ import annotations

from collections.abc import Iterable


class KgreportError(Exception):
    """Something went wrong that the message explains: where, what was found, what to do.

    Examples
    --------
    >>> try:
    ...     kgreport.build_report(yaer=2018, dataset="kien-giang-2018")
    ... except kgreport.KgreportError as error:
    ...     print(error)
    parameters: missing parameter 'year'; add it
    parameters: unknown parameter 'yaer'; did you mean 'year'?
    """


class ParametersError(KgreportError):
    """The parameters, or the rules they name, cannot be used.

    Attributes
    ----------
    problems
        One line for each thing wrong: its place, what is there, what was expected.

    Examples
    --------
    >>> try:
    ...     kgreport.build_report(year=2018, dataset="kien-giang-2018", language="de")
    ... except kgreport.ParametersError as error:
    ...     print(error.problems)
    ("parameters: 'language' is 'de'; input should be 'vi' or 'en'",)
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class UnknownCodeError(KgreportError, ValueError):
    """A method was given a code that it does not know; the message names those it knows.

    Examples
    --------
    >>> report = kgreport.build_report(year=2018, dataset="kien-giang-2018", first_year=2015, language="en")
    >>> try:
    ...     report.levels("members")
    ... except kgreport.UnknownCodeError as error:
    ...     print(error)
    unknown subject 'members'; did you mean 'member'? known: organization, member, collective, leader
    """


class PublishError(KgreportError):
    """A notebook could not be executed or published; the message says where, why and what to do.

    Examples
    --------
    >>> issubclass(kgreport.PublishError, kgreport.KgreportError)
    True
    """
