"""Damage bytes and tables as disks, mails, spreadsheets and attackers do; the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator

ODD_TEXTS = (
    *("", " ", "\x00", "\x1b[31m", "\u200b", "\u202e84", "\ufffe", "\ud7ff\u0301", "😀", "漢字", "\ue000"),
    *("NaN", "null", "=1+1", "-3", "012", "１２", "𝟏𝟐", "1e400", "9" * 400, "10.000000000000002", "1/0"),
    *("0001-01-01", "9999-12-31", "2018-W01-1", "../../etc", "con", "all", "a" * 300, "Sinh ho¹t", "Ðảng"),
    *("#read('x')", "<script>", "{{}}", "!!int ''", "*a", "&a", "[" * 40, '"', "'", "\\", "\r", "\n", "\t"),
)
"""What stands in a cell where it should not."""


def damage_bytes(content: bytes, rng: random.Random) -> bytes:
    """Change, remove, repeat or cut some bytes."""
    data = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 5))):
        at, length = rng.randrange(len(data) + 1), rng.choice((1, 1, 2, 16, 300))
        match rng.randrange(5):
            case 0:
                data[at : at + length] = rng.randbytes(length)
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = data[at : at + length] * rng.choice((1, 3, 50))
            case 3:
                data[at:at] = rng.choice(ODD_TEXTS).encode("utf-8", "surrogatepass")
            case _:
                del data[at:]
    return bytes(data)


def damage_rows(rows: list[list[str]], rng: random.Random) -> list[list[str]]:
    """Put odd texts into cells; move, repeat, cut or drop rows and columns."""
    damaged = [list(row) for row in rows]
    for _ in range(rng.choice((1, 1, 2, 4))):
        row = rng.choice(damaged) if damaged else []
        match rng.randrange(6):
            case 0 | 1 | 2 if row:
                row[rng.randrange(len(row))] = rng.choice(ODD_TEXTS)
            case 3:
                damaged.insert(rng.randrange(len(damaged) + 1), list(row))
            case 4 if row:
                row.pop()
            case _:
                row.append(rng.choice(ODD_TEXTS))
    return damaged


def seeded(number: int, start: int = 0) -> Iterator[tuple[str, random.Random]]:
    """Give as many generators as asked for, each with the name of its seed."""
    for seed in range(start, start + number):
        yield f"seed {seed}", random.Random(seed)
