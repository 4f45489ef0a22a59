"""Check the records of collectives against those of the organisations they lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from kgreport.data.records.cells import BLANK, Rows
from kgreport.data.records.checks import RulesByYear
from kgreport.data.tables.faults import Fault, fault_of
from kgreport.terms.findings import RULE, Wording
from kgreport.terms.phrases import Phrase
from kgreport.terms.spelling import did_you_mean, nearest
from kgreport.terms.vocabulary import LEVELS

_NAMES = tuple(LEVELS.values())


def pair_with_organizations(
    collectives: Sequence[Rows], organizations: Sequence[Rows], ruled: RulesByYear
) -> pd.DataFrame:
    """Pair each collective that names its organisation with that organisation.

    Returns
    -------
    DataFrame
        ``year, organization, row, file, level, ruled`` of the collective, and ``organization_level`` of the
        organisation of the same year, missing where there is none.
    """
    naming = [_naming(rows, ruled) for rows in collectives if rows.organization is not None]
    if not naming:
        return pd.DataFrame()
    known = [
        pd.DataFrame(
            {
                "year": rows.year,
                "organization": rows.ids.to_pylist(),
                "organization_level": rows.codes["level"],
            }
        )
        for rows in organizations
    ]
    empty = pd.DataFrame({"year": [], "organization": [], "organization_level": []})
    levels = pd.concat(known or [empty]).drop_duplicates(["year", "organization"])
    return pd.concat(naming).merge(levels, on=["year", "organization"], how="left")


def _naming(rows: Rows, ruled: RulesByYear) -> pd.DataFrame:
    assert rows.organization is not None
    holds = ruled.where(rows, lambda rules: rules.collective_not_above_organization)
    frame = pd.DataFrame(
        {
            "year": rows.year,
            "organization": [text.strip() for text in rows.organization.to_pylist()],
            "row": rows.numbers,
            "file": rows.file,
            "level": rows.codes["level"],
            "ruled": np.zeros(len(rows.year), dtype=bool) if holds is None else holds,
        }
    )
    return frame[frame["organization"] != ""]


def organization_exists(pairs: pd.DataFrame, known: Sequence[str]) -> Iterator[Fault]:
    """The organisation a collective leads is in the table of organisations of the same year."""
    if pairs.empty:
        return
    expected = Phrase(
        "mã có trong bảng organizations của cùng năm", "an id of the table organizations of that year"
    )
    advice = Phrase("sửa mã, hoặc thêm tổ chức", "correct the id, or add the organisation")
    for file, lost in pairs[pairs["organization_level"].isna()].groupby("file", sort=False):
        names = lost["organization"].to_list()

        def say(n: int, names: list[str] = names) -> Wording:
            near = nearest(names[n], list(known))
            found = Phrase(f"không có tổ chức '{names[n]}'", f"there is no organisation '{names[n]}'")
            return Wording(found, expected, did_you_mean(near, advice))

        yield from fault_of("organization", str(file), "organization", lost["row"].to_numpy(), say)


def collective_is_not_above_its_organization(pairs: pd.DataFrame) -> Iterator[Fault]:
    """A leading collective is not rated above the organisation it leads, where the rules say so."""
    if pairs.empty:
        return
    both = pairs[pairs["ruled"] & (pairs["level"] > BLANK) & (pairs["organization_level"] > BLANK)]
    for file, above in both[both["level"] < both["organization_level"]].groupby("file", sort=False):
        levels = above[["level", "organization_level"]].astype(int).to_numpy()
        texts = [_above(_NAMES[own - 1], _NAMES[organization - 1]) for own, organization in levels]
        rows = above["row"].to_numpy()
        yield from fault_of(
            "above-organization", str(file), "level", rows, texts.__getitem__, acceptable=True
        )


def _above(own: Phrase, organization: Phrase) -> Wording:
    return Wording(
        Phrase(f"tập thể: {own.vi}", f"collective: {own.en}"),
        Phrase(f"không cao hơn tổ chức: {organization.vi}", f"not above its organisation: {organization.en}"),
        Phrase("đối chiếu hai quyết định xếp loại", "compare the two decisions on the rating"),
        RULE,
    )
