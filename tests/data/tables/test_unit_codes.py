"""The code of a unit names folders and files, so not every word can be one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgreport.data.tables.unit_tree import all_below
from kgreport.data.tables.units import read_units


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("all", "all, whole, failed mean something else"),
        ("whole", "all, whole, failed mean something else"),
        ("failed", "all, whole, failed mean something else"),
        ("con", "Windows keeps this name for a device"),
        ("lpt1", "Windows keeps this name for a device"),
        ("a" * 200, "200 letters long; at most 100"),
        ("../x", "names of files cannot have /"),
        ("Rach Gia", "use lower case, without accents, joined by '-'"),
    ],
)
def test_a_code_that_cannot_be_one_is_a_finding_that_says_why(tmp_path: Path, code: str, told: str) -> None:
    (tmp_path / "units.csv").write_text(f"id,name\nrach-gia,A\n{code},B\n", "utf-8")

    _, findings = read_units(tmp_path / "units.csv")

    assert [finding.id for finding in findings] == ["unit-id-units.csv-3-id"]
    assert told in str(findings[0])


@pytest.mark.parametrize("code", ["rach-gia", "010", "con-dao", "a" * 100, "hall"])
def test_other_codes_are_fine(tmp_path: Path, code: str) -> None:
    (tmp_path / "units.csv").write_text(f"id,name\n{code},B\n", "utf-8")

    units, findings = read_units(tmp_path / "units.csv")

    assert ([unit.id for unit in units], findings) == ([code], [])


@pytest.mark.parametrize("top", ["", "u4999"])
def test_a_tree_of_five_thousand_levels_or_a_circle_of_as_many_is_refused_at_once(
    tmp_path: Path, top: str
) -> None:
    rows = "".join(f"u{n},Đơn vị {n},{f'u{n - 1}' if n else top}\n" for n in range(5000))
    (tmp_path / "units.csv").write_text(f"id,name,parent\n{rows}", encoding="utf-8")
    units, findings = read_units(tmp_path / "units.csv")
    first = 2 if top else 22
    assert findings[0].id == f"depth-units.csv-{first}-parent"
    assert "20 levels" in str(findings[0])
    assert len(findings) == 1
    assert len(all_below("u0", units)) == 5000


def test_a_tree_of_twenty_levels_is_sound(tmp_path: Path) -> None:
    rows = "".join(f"u{n},Đơn vị {n},{f'u{n - 1}' if n else ''}\n" for n in range(20))
    (tmp_path / "units.csv").write_text(f"id,name,parent\n{rows}", encoding="utf-8")
    assert read_units(tmp_path / "units.csv")[1] == []
