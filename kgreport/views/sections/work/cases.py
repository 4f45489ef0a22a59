"""The annex of cases: what the sections on suggested reviews and on remediation leave out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from kgreport.views.frames.layout import Row
from kgreport.views.frames.work import PLANS, REVIEWS
from kgreport.views.sections.facts import labels, tells
from kgreport.views.sections.work.registers import Cases, in_annex
from kgreport.views.sections.work.remediation import plans_as_cases
from kgreport.views.sections.work.reviews import reviews_as_cases
from kgreport.views.sections.writer import Writer
from kgreport.views.view import Section


def cases_title(writer: Writer) -> str:
    """Give the title, to which the sections refer."""
    return writer.say(
        "Danh sách gợi ý kiểm điểm và nội dung khắc phục",
        "Lists of suggested reviews and plans of remediation",
    )


def _review_rows(reviews: pd.DataFrame, writer: Writer) -> Iterable[Row]:
    return _rows(reviews_as_cases(reviews, writer), writer)


def _plan_rows(plans: pd.DataFrame, day: date, writer: Writer) -> Iterable[Row]:
    return _rows(plans_as_cases(plans, day, writer), writer)


def _rows(cases: Cases, writer: Writer) -> Iterable[Row]:
    """Give the rows that the section lists."""
    return labels(cases.done.iloc[: 0 if cases.short else None], cases.names, writer)


@tells((REVIEWS, _review_rows), (PLANS, _plan_rows))
def cases_section(reviews: pd.DataFrame, plans: pd.DataFrame, day: date, writer: Writer) -> Section:
    """List the suggested reviews that are explained, and the plans of remediation that are done.

    Parameters
    ----------
    reviews, plans
        Rows of the registers, as the sections on them get them.
    day
        The day of the report.
    """
    listed = (reviews_as_cases(reviews, writer), plans_as_cases(plans, day, writer))
    tables = [table for cases in listed for table in in_annex(cases, writer)]
    return Section("cases", cases_title(writer), tables)
