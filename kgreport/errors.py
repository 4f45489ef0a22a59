"""Every error that kgreport raises on purpose; `except KgreportError` catches them all.

KgreportError; TwoLanguageError
    The base of all the others; the base of some that are told in Vietnamese and in English.
ParametersError
    The parameters, or the rules they name, cannot be used; it has `problems`.
InvalidValueError
    A value of the parameters or rules is wrong; they then raise a `ParametersError`. A `ValueError` too.
DatasetError
    The figures cannot be read or contradict each other; it has `findings`.
CallError; UnknownCodeError, UnknownNameError, ArgumentsError
    A report was asked for what it does not have: a code, a method, arguments. Python's own errors too.
OwnSectionError
    A section that somebody adds to the annual report fails, or is none.
PublishError
    A notebook could not be executed or published.
ChangedError, OutputError; AttachmentError, SiteError
    A file changed during a build, cannot be written, or has a name that cannot be used. `PublishError`s.
ExecutionError
    A cell of a notebook failed, or the notebook ended early; it has `cell_index`. A `PublishError`.
NotebookError; UnknownParameterError, ParameterValueError, NotebookFileError
    A notebook does not have a parameter, cannot hold its value, or is no notebook. `PublishError`s.
WarmStartError
    The server that forks kernels did not start. A `PublishError`.
DocumentError, TypesettingError, FormatError
    A notebook cannot be turned into a document, or a document not into a format. `PublishError`s.
BuildError
    Some reports of `kgreport.build` failed; it has the `results` of all.
BusyError; IssuedError, ChangesNotShownError
    Another build writes to the folder; a final report is not overwritten; its changes are not listed.
ProjectError, SampleError; ScheduleError
    A project or the sample cannot be made in the folder asked for; the scheduler cannot run this build.
TextFileError; UnreadableFileError
    The text of a file cannot be read, and it has `file`; a file is none that kgreport publishes.
TableExistsError; SnapshotError
    A dataset read from texts would replace a table; a dataset that was kept cannot be read again.
SigningError, ComparisonError, ShareError
    A file cannot be signed, or a key read; reports cannot be compared, or cannot be shared.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from kgreport.cell_lines import line_of_cell
from kgreport.environment import language_of
from kgreport.error_modules import MODULES
from kgreport.hidden_letters import with_hidden_letters_shown


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

    language: str = ""

    def __str__(self) -> str:
        return with_hidden_letters_shown(super().__str__())

    def say(self, language: str = "") -> str:  # noqa: ARG002 - only some errors are known in two languages
        """Give the message: in a language if it is known in that, or else in that of the report or locale."""
        return str(self)

    def _render_traceback_(self) -> list[str]:
        """Give the message and the line of the cell, which IPython shows instead of all frames."""
        language = self._spoken()
        return [f"{type(self).__name__}: {self.say(language)}", *line_of_cell(self, language)]

    def _spoken(self, language: str = "") -> str:
        return language or self.language or language_of(os.environ)


class ParametersError(KgreportError):
    """The parameters, or the rules they name, cannot be used.

    Attributes
    ----------
    problems
        One line for each thing wrong, in English: its place, what is there, what was expected.
    language
        The language of the report, where that is known; the command line then uses it.

    Examples
    --------
    >>> try:
    ...     kgreport.build_report(year=2018, dataset="kien-giang-2018", language="de")
    ... except kgreport.ParametersError as error:
    ...     print(error.problems)
    ("parameters: 'language' is 'de'; input should be 'vi' or 'en'",)
    """

    def __init__(self, problems: Iterable[str | tuple[str, str]], language: str = "") -> None:
        self.texts = tuple((one, one) if isinstance(one, str) else (one[0], one[1]) for one in problems)
        self.problems = tuple(en for _, en in self.texts)
        self.language = language
        super().__init__("\n".join(self.problems))

    def said(self, language: str = "") -> tuple[str, ...]:
        """Give the problems in a language: this one, or else that of the report or locale."""
        return tuple(vi if self._spoken(language) == "vi" else en for vi, en in self.texts)

    def say(self, language: str = "") -> str:
        """Give the problems in a language, one a line."""
        return "\n".join(self.said(language))


class TwoLanguageError(KgreportError):
    """Something went wrong that is told in Vietnamese and in English."""

    def __init__(self, vi: str, en: str, language: str = "") -> None:
        self.texts = (vi, en)
        self.language = language
        super().__init__(en)

    def say(self, language: str = "") -> str:
        """Give the message in a language: this one, or else that of the report or locale."""
        return self.texts[self._spoken(language) != "vi"]


class InvalidValueError(TwoLanguageError, ValueError):
    """A value of the parameters or rules is wrong."""


class CallError(KgreportError):
    """A report was asked for what it does not have."""

    def __init__(self, message: str, language: str = "en") -> None:
        self.language = language
        super().__init__(message)


class UnknownCodeError(CallError, ValueError):
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


class OwnSectionError(KgreportError):
    """A section that somebody adds to the annual report fails, or is none.

    Examples
    --------
    >>> report = kgreport.build_report(year=2018, dataset="kien-giang-2018", first_year=2015, language="en")
    >>> try:
    ...     report.with_sections("youth")
    ... except kgreport.OwnSectionError as error:
    ...     print(error)
    'youth' is no section; put @kgreport.own_section(…) before the function
    """


class UnknownNameError(CallError, AttributeError):
    """There is no method or name such as this; the message names the nearest, or all."""


class ArgumentsError(CallError, TypeError):
    """A method does not take these arguments; the message names those that it takes."""


class PublishError(KgreportError):
    """A notebook could not be executed or published; the message says where, why and what to do.

    Examples
    --------
    >>> issubclass(kgreport.PublishError, kgreport.KgreportError)
    True
    """


class OutputError(PublishError):
    """A file cannot be written."""


class BuildError(KgreportError):
    """Some reports could not be built.

    Attributes
    ----------
    results
        A `kgreport.builder.result.Result` for each report, also for those that were built.

    Examples
    --------
    >>> issubclass(kgreport.BuildError, kgreport.KgreportError)
    True
    """

    def __init__(self, message: str, results: Iterable[Any]) -> None:
        self.results = tuple(results)
        super().__init__(message)


class BusyError(TwoLanguageError):
    """Another build writes to the same folder.

    Examples
    --------
    >>> issubclass(kgreport.BusyError, kgreport.KgreportError)
    True
    """


class IssuedError(TwoLanguageError):
    """A report was issued, and what it is made from has changed since; it is not overwritten."""


class ProjectError(TwoLanguageError):
    """A project cannot be made, or a year cannot be added to it."""


class ShareError(TwoLanguageError):
    """Reports cannot be shared: none is asked for, or something else is in the place of what is written."""


class SampleError(KgreportError):
    """The sample cannot be written to the folder asked for."""


class ScheduleError(KgreportError):
    """The scheduler cannot run this build."""


class TextFileError(KgreportError):
    """The text of a file cannot be read; the message says why and what to do.

    Attributes
    ----------
    file
        The file, as it was named.
    """

    def __init__(self, file: str, message: str) -> None:
        self.file = file
        super().__init__(f"{file}: {message}")


def __getattr__(name: str) -> type[KgreportError]:
    if name not in MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    error: type[KgreportError] = getattr(import_module(MODULES[name]), name)
    return error
