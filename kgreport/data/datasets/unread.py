"""Leave out what cannot be told where the forms of other units are not read.

What stands in tables is of every unit; what is counted of a whole, or matched with a record, needs the forms
of all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from kgreport.data.records.layout import RECORD_TABLES
from kgreport.terms.findings import Finding

_TABLE_OF = {table.subject: table.name for table in RECORD_TABLES}


def inside_only(figures: pd.DataFrame, inside: Collection[str] | None) -> pd.DataFrame:
    """Keep the counts of the units whose forms are all read.

    Parameters
    ----------
    figures
        Frame of figures counted from records or registers, summed up the tree.
    inside
        These units; None where all forms are read.
    """
    return figures if inside is None else figures[figures["unit"].isin(inside)]


def matched_only(
    restatements: pd.DataFrame, records: Mapping[str, pd.DataFrame], inside: Collection[str] | None
) -> pd.DataFrame:
    """Keep the restatements of records that were read: of another, its record may stand in another form."""
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


def told_only(findings: Iterable[Finding], inside: Collection[str] | None) -> list[Finding]:
    """Leave out the collectives of a table whose organisation may stand in a form that was not read."""
    return [one for one in findings if inside is None or not _is_of_a_table_of_collectives(one)]


def _is_of_a_table_of_collectives(finding: Finding) -> bool:
    table = str(finding.parts.get("file", "")).partition(".")[0]
    return finding.kind == "organization" and table == _TABLE_OF["collective"]
