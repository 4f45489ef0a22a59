"""The report of a unit reads its own workbooks and those below it, and depends on no other."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from kgreport.data.datasets.dataset import Dataset, read_dataset
from kgreport.data.datasets.extent import files_of, units_in
from kgreport.data.datasets.snapshots import frames_of
from kgreport.data.params.model import Parameters
from kgreport.data.rules.choosing import rules_by_year, rules_for
from kgreport.data.workbooks.sheets import GUIDE, SHEETS
from kgreport.data.workbooks.writing.workbook import Filled, write_workbook
from kgreport.report import read_report
from kgreport.terms.findings import DatasetError

YEARS = range(2014, 2019)
TREE = "id,name,parent,order\nsen,Huyện Sen,,1\nsen-1,Xã Sen,sen,2\nmai,Huyện Mai,,3\nlan,Huyện Lan,,4\n"
NAMES = {"sen-1": "Xã Sen", "mai": "Huyện Mai"}
MEMBERS = "2018,,member,,total,5,p. 1\n2018,lan,member,,total,1,p. 1\n"
HEADER = "year,unit,subject,tier,measure,value,source\n"

Folder = Callable[..., Path]


def write_members(path: Path, unit: str, *ids: str, name: str = "") -> None:
    members = pd.DataFrame({"id": ids, "status": "rated", "level": "good", "reason": ""})
    award = pd.DataFrame(
        {"award": ["merit_certificate"], "subject": ["member"], "id": [ids[0]], "source": ["Số 1"]}
    )
    filled = Filled(records={"members": members}, registers={"awards": award})
    write_workbook(path, year=2018, unit=unit, name=name or NAMES.get(unit, ""), filled=filled)


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the workbooks of two units, one of them below another unit."""
    folder = tmp_path_factory.mktemp("forms")
    write_members(folder / "sen-1-2018.xlsx", "sen-1", "1", "2")
    write_members(folder / "mai-2018.xlsx", "mai", "3", "4")
    return folder


@pytest.fixture
def folder(forms: Path, tmp_path: Path) -> Folder:
    """Give a maker of datasets of these workbooks and of tables."""

    def make(**tables: str) -> Path:
        path = tmp_path / "dataset"
        shutil.copytree(forms, path)
        for name, text in tables.items():
            (path / f"{name}.csv").write_text(text, "utf-8")
        return path

    return make


def read(path: Path, unit: str = "") -> Dataset:
    return read_dataset(path, YEARS, rules=rules_by_year(YEARS, rules_for(2018)), unit=unit)


def contents(dataset: Dataset) -> list[object]:
    """Give all that a dataset holds in a form that can be compared."""
    frames = [(name, frame.to_dict("tight")) for name, frame in frames_of(dataset)]
    told = (dataset.sha256, dataset.tables, dataset.findings, dataset.tree, dataset.simulated)
    return [*told, *frames]


def of_unit(frame: pd.DataFrame, unit: str) -> pd.DataFrame:
    return frame[frame["unit"] == unit].reset_index(drop=True)


def stopped_by(path: Path, unit: str) -> list[str]:
    with pytest.raises(DatasetError) as caught:
        read(path, unit)
    return [finding.id for finding in caught.value.findings]


def test_a_form_is_read_for_its_unit_and_those_above(folder: Folder) -> None:
    path = folder(units=TREE, figures=HEADER + MEMBERS)

    def read_for(unit: str) -> list[str]:
        return [file.name for file in files_of(path, unit)]

    assert read_for("mai") == ["figures.csv", "units.csv", "mai-2018.xlsx"]
    assert read_for("sen") == read_for("sen-1") == ["figures.csv", "units.csv", "sen-1-2018.xlsx"]
    assert read_for("") == ["figures.csv", "units.csv", "mai-2018.xlsx", "sen-1-2018.xlsx"]
    for unit in ("", "mai", "sen", "lan"):
        assert list(read(path, unit).tables) == read_for(unit)


def test_the_form_of_another_unit_changes_nothing(folder: Folder) -> None:
    path = folder(units=TREE, figures=HEADER + MEMBERS)
    before = {unit: contents(read(path, unit)) for unit in ("", "mai", "sen", "sen-1")}

    write_members(path / "sen-1-2018.xlsx", "sen-1", "1", "9", name="Xã Sen mới")
    after = {unit: contents(read(path, unit)) for unit in before}

    assert [unit for unit in before if before[unit] != after[unit]] == ["", "sen", "sen-1"]


@pytest.mark.parametrize("unit", ["mai", "sen", "sen-1", "lan"])
def test_a_unit_has_the_same_figures_as_in_the_whole(folder: Folder, unit: str) -> None:
    path = folder(units=TREE, figures=HEADER + MEMBERS)
    whole, own = read(path), read(path, unit)

    for name in ("figures", "counted", "completed"):
        pd.testing.assert_frame_equal(
            of_unit(getattr(whole, name), unit).drop(columns="place"),
            of_unit(getattr(own, name), unit).drop(columns="place"),  # a sum names its file if it has but one
            check_dtype=False,
        )
    assert own.units == whole.units


def test_what_is_published_of_the_whole_is_not_held_against_one_form(folder: Folder) -> None:
    """Of five members, this form lists two: that is no contradiction."""
    awards = "2018,,member,,merit_certificate,2,p. 1\n"
    path = folder(units=TREE, figures=HEADER + MEMBERS + awards)

    assert [finding.id for finding in read(path, "mai").findings] == []
    assert [finding.id for finding in read(path).findings] == []
    assert "" not in set(read(path, "mai").counted["unit"])


def test_a_form_whose_unit_cannot_be_told_is_read_for_everyone(folder: Folder) -> None:
    path = folder(units=TREE)
    (path / "broken-2018.xlsx").write_bytes(b"PK no workbook")
    write_members(path / "strange.xlsx", "mia", "7")

    for own, unit in (("mai-2018.xlsx", "mai"), ("sen-1-2018.xlsx", "sen-1")):
        read_for = [file.name for file in files_of(path, unit)]
        assert read_for[1:] == ["broken-2018.xlsx", own, "strange.xlsx"]
    assert len(stopped_by(path, "mai")) == 2


def test_a_form_belongs_to_the_unit_that_all_its_sheets_but_the_first_name(folder: Folder) -> None:
    path = folder(units=TREE)
    book = load_workbook(path / "sen-1-2018.xlsx")
    for layout in SHEETS:
        book[layout.name]["B3"] = "mai"
    book.save(path / "sen-1-2018.xlsx")
    (path / "mai-2018.xlsx").unlink()

    assert book[GUIDE]["B3"].value == "sen-1"
    assert (path / "sen-1-2018.xlsx") in files_of(path, "mai")
    assert (path / "sen-1-2018.xlsx") not in files_of(path, "sen-1")
    assert [one.rpartition("!")[2] for one in stopped_by(path, "mai")] == ["B3"]


def test_without_a_table_of_units_the_others_are_known_by_their_codes(folder: Folder) -> None:
    """A table may speak of all of them, and the whole is not the sum of the one whose form is read."""
    rows = "2018,mai,member,merit_certificate,3,Số 9\n2018,sen-1,member,merit_certificate,2,Số 9\n"
    path = folder(
        awards="year,unit,subject,award,id,source\n" + rows, figures=HEADER + "2018,,member,,total,9,p. 1\n"
    )
    write_members(path / "mai-2018.xlsx", "mai", "5", name="Huyện Mai")

    own = read(path, "mai")

    assert own.units == {"mai": "Huyện Mai", "sen-1": "sen-1"}
    assert [unit.name for unit in units_in(path)] == ["Huyện Mai", "Xã Sen"]
    assert len(own.registers["awards"]) == 3
    given = Parameters(year=2018, dataset=path.name, unit="mai")
    assert [finding.id for finding in read_report(given, path.parent).stopping_findings()] == []


def test_what_tables_say_of_others_is_not_held_against_forms_that_are_not_read(folder: Folder) -> None:
    """The restated member and the organisation that is led may stand in the form of the other unit."""
    path = folder(
        units=TREE,
        restatements="year,subject,id,level,reason,source\n2018,member,1,excellent,,Số 3\n",
        collectives=(
            "year,id,unit,tier,status,level,reason,organization\n2018,c1,sen-1,district,rated,good,,o1\n"
        ),
    )

    assert read(path, "mai").registers["restatements"].empty
    assert len(read(path, "sen-1").registers["restatements"]) == 1
    assert read(path, "mai").findings == ()
    assert stopped_by(path, "") == ["organization-collectives.csv-2-organization"]


def test_of_a_unit_nobody_knows_all_others_are_named(folder: Folder) -> None:
    path = folder(units=TREE, figures=HEADER + MEMBERS)

    [finding] = read_report(
        Parameters(year=2018, dataset=path.name, unit="san"), path.parent
    ).stopping_findings()[:1]

    assert finding.id == "no-unit"
    assert finding.expected.say("en") == "one of lan, mai, sen, sen-1"


def test_a_faulty_table_of_units_is_told_whatever_the_unit(folder: Folder) -> None:
    path = folder(units=TREE + "mai,Huyện Mai,mai,5\n")

    assert stopped_by(path, "mai") == stopped_by(path, "")
    with pytest.raises(DatasetError):
        units_in(path)
