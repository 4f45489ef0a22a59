"""The trend report: the figures of the annual report over several years, and their sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from os import PathLike

from kgreport.data.params.signature import with_parameters
from kgreport.report import overview as annual
from kgreport.report.basis import made_once
from kgreport.report.editions.earlier import find_earlier
from kgreport.report.reading import asked_parameters, sound_report
from kgreport.report.report import Report
from kgreport.report.trend import overview, sections
from kgreport.report.trend.contents import CONTENTS
from kgreport.report.trend.quality import doubtful, quality
from kgreport.report.trend.years import TrendBasis
from kgreport.terms.findings import Finding


@dataclass(frozen=True, repr=False)
class Trend(TrendBasis):
    """The report on several years: its figures, and its sections.

    `kgreport.build_trend` makes it, with the attributes of a `Report`. Each method gives a section, which
    Jupyter shows, and whose `frame` is a tidy DataFrame. In the examples of the methods, ``trend`` is of a
    small dataset that is made up: ten members and two grassroots organisations in each year from 2016 to
    2018.

    >>> trend.head().subject
    'on the ratings of Party organisations and members over the years 2016–2018'
    >>> trend.levels_over_time("member").title
    'Ratings of Party members, 2016–2018'
    """

    def all_findings(self) -> list[Finding]:
        """Everything found in the figures, as the annual report has it.

        Examples
        --------
        >>> trend.all_findings()
        []
        """
        return self.annual.all_findings()

    @property
    def first_call(self) -> str:
        """The call that a reader tries first."""
        return "levels_over_time()"

    contents = CONTENTS

    head = annual.head
    summary = overview.summary
    brief = overview.brief
    doubtful = doubtful

    levels_over_time = sections.levels_over_time
    streaks = sections.streaks
    movements = sections.movements
    units_over_time = sections.units_over_time

    edition_changes = annual.edition_changes
    quality = quality
    closing = annual.closing
    sources = overview.sources
    provenance = annual.provenance


@with_parameters
def build_trend(
    params: str | PathLike[str] | Mapping[str, object] | None = None,
    *,
    base: str | PathLike[str] | None = None,
    **parameters: object,
) -> Trend:
    """Read, complete and check the figures of several years, from ``first_year`` to ``year``.

    Parameters
    ----------
    params
        A parameters file, or the mapping of its values; see `kgreport.build_report`.
    **parameters
        The fields of `Parameters`.
    base
        Folder a relative dataset is looked for in; that of the parameters file, or else the current one.

    Raises
    ------
    ParametersError
        There is no such file, or with everything that is wrong with the parameters.
    DatasetError
        With everything that cannot be read, or every contradiction the parameters do not accept.

    Examples
    --------
    >>> trend = kgreport.build_trend(year=2018, dataset="kien-giang-2018", first_year=2015, language="en")
    >>> trend.head().subject
    'on the ratings of Party organisations and members in 2018'
    """
    find = partial(find_earlier, notebook="trend_report")
    return trend_of(sound_report(*asked_parameters(params, parameters, base), find))


@made_once
def trend_of(report: Report) -> Trend:
    """Look back from an annual report over the years of its dataset, made once for a report."""
    return Trend(report.parameters, report.year_figures, report.cap_rule, report, earlier=report.earlier)
