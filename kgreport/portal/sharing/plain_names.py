"""Give shared files names that every system takes, each its own, also where capitals count for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count

from kgreport.file_names import as_compared, plain_name
from kgreport.portal.model import ListedReport

FOLDER = "reports"
"""The folder in which the files of shared reports are."""


def plain_places(reports: Iterable[ListedReport]) -> Mapping[str, str]:
    """Give the place of each file of some reports in what is shared, by its place in the folder of reports.

    Names that are plain stay. The files of a report keep a common beginning.
    """
    names = _Names()
    return {
        file.path: names.file(
            names.folder(file.path.rpartition("/")[0]), report.stem, file.name.removeprefix(report.stem)
        )
        for report in reports
        for file in report.files
    }


class _Names:
    """The names that are given, each once in its folder."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()

    def folder(self, path: str) -> str:
        """Give the folder for one of the reports."""
        place = FOLDER
        for part in filter(None, path.split("/")):
            place = self._of(place, part)
        return place

    def file(self, folder: str, stem: str, ending: str) -> str:
        """Give the place of a file in a folder, by the beginning that it shares with others, and the rest."""
        return self._of(folder, stem) + plain_name(f"x{ending}")[1:]

    def _of(self, folder: str, name: str) -> str:
        """Give the place of what is called so in a folder; the same whenever it is asked for."""
        if (folder, name) not in self._given:
            self._given[folder, name] = self._free(f"{folder}/{plain_name(name)}")
        return self._given[folder, name]

    def _free(self, place: str) -> str:
        """Give a place, with a number where it is taken."""
        numbered = (place if number == 1 else f"{place}-{number}" for number in count(1))
        chosen = next(one for one in numbered if as_compared(one) not in self._taken)
        self._taken.add(as_compared(chosen))
        return chosen
