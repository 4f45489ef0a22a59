"""The code of a unit names folders and files, so not every word can be one."""

from __future__ import annotations

from pathlib import Path

import pytest

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
