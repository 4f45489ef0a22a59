"""What the records of collectives may not say about the organisations they lead; one rule, one function."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kgreport.data.faults import Fault, Said, fault_of
from kgreport.data.phrases import Phrase
from kgreport.data.record_cells import BLANK, Rows
from kgreport.data.record_checks import Ruled
from kgreport.data.vocabulary import LEVELS, did_you_mean, nearest

_NAMES = tuple(LEVELS.values())


def led(collectives: Sequence[Rows], organizations: Sequence[Rows], ruled: Ruled) -> pd.DataFrame:
    """Bring each collective that names its organisation together with it.

    Returns
    -------
    DataFrame
        ``year, organization, row, level, ruled`` of the collective, and ``level_led`` of the organisation of
        the same year, missing where there is none.
    """
    naming = [_naming(rows, ruled) for rows in collectives if rows.organization is not None]
    if not naming:
        return pd.DataFrame()
    known = [
        pd.DataFrame(
            {"year": rows.year, "organization": rows.ids.to_pylist(), "level_led": rows.codes["level"]}
        )
        for rows in organizations
    ]
    empty = pd.DataFrame({"year": [], "organization": [], "level_led": []})
    there = pd.concat(known or [empty]).drop_duplicates(["year", "organization"])
    return pd.concat(naming).merge(there, on=["year", "organization"], how="left")


def _naming(rows: Rows, ruled: Ruled) -> pd.DataFrame:
    assert rows.organization is not None
    holds = ruled.where(rows, lambda rules: rules.collective_not_above_organization)
    frame = pd.DataFrame(
        {
            "year": rows.year,
            "organization": [text.strip() for text in rows.organization.to_pylist()],
            "row": rows.numbers,
            "level": rows.codes["level"],
            "ruled": np.zeros(len(rows.year), dtype=bool) if holds is None else holds,
        }
    )
    return frame[frame["organization"] != ""]


def led_organization_exists(pairs: pd.DataFrame, file: str, known: Sequence[str]) -> list[Fault]:
    """The organisation a collective leads is in the table of organisations of the same year."""
    if pairs.empty:
        return []
    lost = pairs[pairs["level_led"].isna()]
    names = lost["organization"].to_list()
    expected = Phrase(
        "cần mã có trong bảng organizations của cùng năm",
        "expected an id of the table organizations of that year",
    )

    def say(n: int) -> Said:
        near = nearest(names[n], list(known))
        found = Phrase(f"không có tổ chức '{names[n]}'", f"there is no organisation '{names[n]}'")
        advice = Phrase("sửa mã, hoặc thêm tổ chức", "correct the id, or add the organisation")
        return Said(found, expected, did_you_mean(near, advice))

    return fault_of("organization", file, "organization", lost["row"].to_numpy(), say)


def collective_is_not_above_its_organization(pairs: pd.DataFrame, file: str) -> list[Fault]:
    """A leading collective is not rated above the organisation it leads, where the rules say so."""
    if pairs.empty:
        return []
    both = pairs[pairs["ruled"] & (pairs["level"] > BLANK) & (pairs["level_led"] > BLANK)]
    above = both[both["level"] < both["level_led"]]
    levels = above[["level", "level_led"]].astype(int).to_numpy()
    advice = Phrase("đối chiếu hai quyết định xếp loại", "compare the two decisions on the rating")

    def say(n: int) -> Said:
        own, led_level = (_NAMES[level - 1] for level in levels[n])
        return Said(
            Phrase(f"tập thể: {own.vi}", f"collective: {own.en}"),
            Phrase(
                f"không cao hơn tổ chức: {led_level.vi}",
                f"expected not above its organisation: {led_level.en}",
            ),
            advice,
        )

    return fault_of("above-organization", file, "level", above["row"].to_numpy(), say, acceptable=True)
