"""Find what somebody wants to compare: a file, or a report by its name."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from kgreport.comparison.published import ComparisonError, PublishedDocument, read_published
from kgreport.portal.catalogue import read_catalogue
from kgreport.portal.model import ListedReport
from kgreport.terms.phrases import Phrase, shortened
from kgreport.terms.spelling import near_or_known

_READ = (".html", ".ipynb", ".docx", ".pdf", ".xlsx")
"""The files of a report, the one to read first, first."""

_NONE = Phrase("thư mục này chưa có báo cáo nào", "there are no reports in this folder")


def find_published(name: str, outputs: Path) -> PublishedDocument:
    """Read a published file, or the report of a name.

    Parameters
    ----------
    name
        The path of a file or of the folder of a report, or the name of a report: as ``2018-final``, as its
        files are called, or as `kgreport list` prints it.
    outputs
        The folder of the reports.

    Raises
    ------
    ComparisonError
        There is none, or the name is that of several.
    """
    if os.path.isfile(name):  # noqa: PTH113 - a name that is no path is no error
        return read_published(Path(name))
    report = _find(_name_below(name, outputs), shortened(name), outputs)
    files = {
        one.path.removeprefix(f"{report.name}/{report.stem}"): outputs / one.path for one in report.files
    }
    readable = [files[suffix] for suffix in _READ if suffix in files]
    if not readable:
        raise ComparisonError(
            f"báo cáo {name} không còn tệp nào đọc được; lập lại bằng kgreport build",
            f"no file of the report {name} is left that can be read; build it again with kgreport build",
        )
    return read_published(readable[0], name)


def _name_below(name: str, outputs: Path) -> str:
    """Give the name of the report whose folder was named; any other name as it is printed in lists."""
    if os.path.isdir(name) and Path(name).resolve().is_relative_to(outputs.resolve()):  # noqa: PTH112
        return Path(name).resolve().relative_to(outputs.resolve()).as_posix()
    return re.sub(r"[\s(),]+", "-", name).strip("-")


def _find(name: str, shown: str, outputs: Path) -> ListedReport:
    named = [(names, one) for one in read_catalogue(outputs).reports for names in [list(names_of(one))]]
    found = [one for names, one in named if name in names]
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(sorted(one.stem for one in found))
        raise ComparisonError(
            f"{shown}: là tên của nhiều báo cáo: {several}; hãy ghi một trong các tên này",
            f"{shown}: is the name of several reports: {several}; write one of these names",
        )
    known = sorted({names[0] for names, _ in named})
    hint = near_or_known(name, known) if known else _NONE
    raise ComparisonError(
        f"không có tệp '{shown}', cũng không có báo cáo tên này trong {outputs}; {hint.vi}",
        f"there is no file '{shown}', and no report of this name in {outputs}; {hint.en}",
    )


def names_of(report: ListedReport) -> Iterator[str]:
    """Give the names of a report, the shortest first.

    >>> from kgreport.portal.model import ListedReport
    >>> of = {"name": "2018/hoa-ly", "stem": "annual-report-2018-hoa-ly-final", "notebook": "annual_report"}
    >>> list(names_of(ListedReport(**of, key="", year=2018)))
    ['2018-hoa-ly-final', 'annual-report-2018-hoa-ly-final', '2018/hoa-ly-final']
    """
    short = report.stem.removeprefix(report.notebook.replace("_", "-") + "-")
    yield short
    yield report.stem
    within = report.name.partition("/")[2]  # of a matrix, files are called by their year and unit alone
    own = [one.replace("/", "-") for one in (report.name, within) if one]
    marks = next((short.removeprefix(one) for one in own if short.startswith(one)), "")
    yield report.name + marks
