"""Choose the reports that are shared: by unit, by year, and final ones alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from kgreport.batch.locks import locked
from kgreport.data.params.matrix import ALL, WHOLE
from kgreport.errors import OutputError, ShareError
from kgreport.portal.catalogue import Catalogue, read_catalogue
from kgreport.terms.phrases import Phrase
from kgreport.terms.spelling import near_or_known


@contextmanager
def reading(outputs: Path, wait: float = 0) -> Iterator[None]:
    """Have no build write into the folder of the reports while the block runs.

    Raises
    ------
    BusyError
        A build writes to it.
    """
    with ExitStack() as stack:
        with suppress(OutputError):  # where nobody can write, nothing changes
            stack.enter_context(locked(outputs, wait))
        yield


def choose_reports(
    outputs: Path, units: Collection[str] = (), years: Collection[int] = (), *, final: bool = False
) -> Catalogue:
    """Choose reports of a folder.

    Parameters
    ----------
    outputs
        The folder of the reports.
    units
        Codes of units, ``whole`` for the whole organisation, or ``all``; if none is given, all.
    years
        The years; if none is given, all.
    final
        Whether drafts are left out.

    Raises
    ------
    ShareError
        There is no such folder, no report of a unit or year asked for, or none that is all of this.
    """
    if not outputs.is_dir():
        raise ShareError(
            f"không có thư mục {outputs}; lập báo cáo trước, hoặc nêu thư mục khác bằng --output",
            f"there is no folder {outputs}; build reports first, or name another folder with --output",
        )
    catalogue = read_catalogue(outputs)
    _check_asked("units", units, [ALL, *(code or WHOLE for code in catalogue.units)], outputs)
    _check_asked("years", map(str, years), list(map(str, catalogue.years)), outputs)
    chosen = [
        replace(one, failed=False)
        for one in catalogue.reports
        if (not units or ALL in units or (one.unit.code or WHOLE) in units)
        and (not years or one.year in years)
        and (one.status == "final" or not final)
    ]
    if not chosen:
        raise ShareError(
            f"{outputs}: không có báo cáo nào như vậy; lập trước, hoặc bỏ bớt --units, --years, --final",
            f"{outputs}: there is no such report; build it first, or leave out --units, --years or --final",
        )
    return Catalogue(tuple(chosen))


def _check_asked(option: str, asked: Iterable[str], known: list[str], outputs: Path) -> None:
    """There are reports of what is asked for."""
    wrong = [(one, near_or_known(one, known)) for one in asked if one not in known]
    if wrong:
        said = [
            Phrase(
                f"--{option}: {outputs} không có báo cáo của '{one}'; {hint.vi}",
                f"--{option}: {outputs} has no report of '{one}'; {hint.en}",
            )
            for one, hint in wrong
        ]
        raise ShareError(*("\n".join(texts) for texts in zip(*said, strict=True)))
