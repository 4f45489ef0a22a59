"""Drop what is uncertain where the workbooks of other units are not read.

Tables hold all units. But the count of a whole, or the record that a row names, may need the workbooks of all
units.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from kgreport.data.records.layout import RECORD_TABLES
from kgreport.terms.findings import Finding

_TABLE_OF = {table.subject: table.name for table in RECORD_TABLES}


def figures_inside(figures: pd.DataFrame, inside: Collection[str] | None) -> pd.DataFrame:
    """Keep the counts of units whose workbooks are all read.

    `figures` are counted from records or registers, with sums for the units above; `inside` is None where all
    workbooks are read.
    """
    return figures if inside is None else figures[figures["unit"].isin(inside)]


def matched_restatements(
    restatements: pd.DataFrame, records: Mapping[str, pd.DataFrame], inside: Collection[str] | None
) -> pd.DataFrame:
    """Keep the restatements whose record was read; other records may be in a workbook that was not."""
    if inside is None or restatements.empty:
        return restatements
    known = {
        (subject, year, one)
        for subject, table in _TABLE_OF.items()
        if table in records
        for year, one in records[table][["year", "id"]].itertuples(index=False)
    }
    keys = zip(restatements["subject"], restatements["year"], restatements["id"], strict=True)
    return restatements[[key in known for key in keys]].reset_index(drop=True)


def certain_findings(findings: Iterable[Finding], inside: Collection[str] | None) -> list[Finding]:
    """Drop findings about an unknown organisation that may be in a workbook that was not read."""
    return [one for one in findings if inside is None or not _is_of_a_table_of_collectives(one)]


def _is_of_a_table_of_collectives(finding: Finding) -> bool:
    table = str(finding.parts.get("file", "")).rpartition("/")[2].partition(".")[0]
    return finding.kind == "organization" and table == _TABLE_OF["collective"]
