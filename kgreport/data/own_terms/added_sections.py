"""Sections that functions and installed packages add to the annual report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import EntryPoint
from typing import Any

from kgreport.entry_points import points_of
from kgreport.errors import OwnSectionError
from kgreport.terms.own_terms import ChapterId
from kgreport.terms.phrases import Phrase

GROUP = "kgreport.sections"
"""The entry points of packages that add sections."""

NOT_MADE = Phrase(
    "{found} chưa phải là một phần; đặt @kgreport.own_section(…) trước hàm",
    "{found} is no section; put @kgreport.own_section(…) before the function",
)


@dataclass(frozen=True, slots=True)
class AddedSection:
    """A section that somebody adds to the annual report.

    Attributes
    ----------
    name
        The name of its function, or of its entry point.
    make
        Gives the section of a report, or None where it has nothing to show.
    chapter, after
        Its chapter, and the section that it follows there; the last where that is empty.
    """

    name: str
    make: Callable[[Any], Any]
    chapter: ChapterId = "work"
    after: str = ""


def own_section(
    chapter: ChapterId = "work", after: str = ""
) -> Callable[[Callable[[Any], Any]], AddedSection]:
    """Make a section of the annual report of a function that takes the report.

    Parameters
    ----------
    chapter
        ``review``, ``ratings`` or ``work``.
    after
        The section that it follows there, as the method is called: ``personnel``; the last if it is empty.

    Examples
    --------
    >>> @kgreport.own_section(after="personnel")
    ... def youth(report):
    ...     return kgreport.Section("youth", "Youth work", [kgreport.Note(["Twenty youth works."])])
    >>> report = kgreport.build_report(year=2018, dataset="kien-giang-2018", first_year=2015, language="en")
    >>> report.with_sections(youth).added_section("youth").heading
    '2. Youth work'
    """

    def bind(make: Callable[[Any], Any]) -> AddedSection:
        return AddedSection(make.__name__, make, chapter, after)

    return bind


@lru_cache(maxsize=1)
def installed_sections() -> tuple[AddedSection, ...]:
    """Load the sections that installed packages add, in the order of their names.

    Raises
    ------
    OwnSectionError
        One cannot be loaded, or is not made by `kgreport.own_section`.
    """
    return tuple(replace(_loaded(point), name=point.name) for point in points_of(GROUP))


def _loaded(point: EntryPoint) -> AddedSection:
    named = f"{GROUP}: {point.name} = {point.value}"
    try:
        found = point.load()
    except Exception as error:
        raise OwnSectionError(f"{named}: {error!r}") from error
    if not isinstance(found, AddedSection):
        raise OwnSectionError(f"{named}: {NOT_MADE.say('en', found=repr(found))}")
    return found
