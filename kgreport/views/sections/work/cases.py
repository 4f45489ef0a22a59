"""The annex of cases: what the sections on suggested reviews and on remediation leave out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from kgreport.views.frames.layout import Row
from kgreport.views.frames.work import PLANS, REVIEWS
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.facts import labels, tells
from kgreport.views.sections.work.registers import Cases, in_annex
from kgreport.views.sections.work.remediation import plans_as_cases
from kgreport.views.sections.work.reviews import reviews_as_cases
from kgreport.views.view import Section


def cases_title(edition: Edition) -> str:
    """Give the title, to which the sections refer."""
    return edition.say(
        "Danh sách gợi ý kiểm điểm và nội dung khắc phục",
        "Lists of suggested reviews and plans of remediation",
    )


def _review_rows(reviews: pd.DataFrame, edition: Edition) -> Iterable[Row]:
    return _rows(reviews_as_cases(reviews, edition), edition)


def _plan_rows(plans: pd.DataFrame, day: date, edition: Edition) -> Iterable[Row]:
    return _rows(plans_as_cases(plans, day, edition), edition)


def _rows(cases: Cases, edition: Edition) -> Iterable[Row]:
    """Give the rows that the section lists."""
    return labels(cases.done.iloc[: 0 if cases.short else None], cases.names, edition)


@tells((REVIEWS, _review_rows), (PLANS, _plan_rows))
def cases_section(reviews: pd.DataFrame, plans: pd.DataFrame, day: date, edition: Edition) -> Section:
    """List the suggested reviews that are explained, and the plans of remediation that are done.

    Parameters
    ----------
    reviews, plans
        Rows of the registers, as the sections on them get them.
    day
        The day of the report.
    """
    listed = (reviews_as_cases(reviews, edition), plans_as_cases(plans, day, edition))
    tables = [table for cases in listed for table in in_annex(cases, edition)]
    return Section("cases", cases_title(edition), tables)
