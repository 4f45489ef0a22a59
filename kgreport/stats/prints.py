"""Put printed shares and approximate counts beside the counts that are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kgreport.data.shares.prints import BASES, Print
from kgreport.terms.printed_numbers import say_printed


def add_prints(rows: Iterable[Mapping[str, object]], prints: Iterable[Print]) -> list[dict[str, object]]:
    """Add to rows of shares what was printed of them, where no count is known that would say the same.

    Returns
    -------
    list of dict
        The rows with ``printed_share`` and ``printed_count``, as phrases, and ``printed_source``; each None
        where the share or the count is known, or nothing was printed. ``printed_base`` is the base of the
        share, where it is another than ``base``.
    """
    by_measure: dict[object, list[Print]] = {}
    for one in prints:
        by_measure.setdefault(one.measure, []).append(one)
    return [{**row, **_printed(row, by_measure.get(row["measure"], ()))} for row in rows]


def _printed(row: Mapping[str, object], prints: Sequence[Print]) -> dict[str, object]:
    shares = [one for one in prints if one.number.is_percent] if row["share"] is None else []
    counts = [one for one in prints if not one.number.is_percent] if row["count"] is None else []
    usual = BASES.get(str(row["measure"]), ("",))
    # Where no base is known, the row has none; a share has one all the same.
    base = row["base"] or next((one.base for one in shares if one.base in usual), usual[0] if shares else "")
    # Of several shares, the one of the row's own base, and of those the most exact.
    shares.sort(key=lambda one: (one.base not in ("", base), -one.number.decimals))
    shown = [*shares[:1], *counts[:1]]
    return {
        "base": base,
        "printed_share": say_printed(shares[0].number) if shares else None,
        "printed_base": shares[0].base if shares and shares[0].base != base else "",
        "printed_count": say_printed(counts[0].number) if counts else None,
        "printed_source": "; ".join(dict.fromkeys(one.source for one in shown)) or None,
    }
