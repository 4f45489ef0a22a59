"""What is shared opens offline anywhere, has nothing for makers alone, and replaces nothing of others."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from kgreport.batch.locks import locked
from kgreport.errors import BusyError, ShareError
from kgreport.file_names import as_compared, fault_of_name
from kgreport.portal.sharing.choice import choose_reports
from kgreport.portal.sharing.gathering import CHANGED, SHOWS_CODE
from kgreport.portal.sharing.packing import Shared, share
from tests.portal.made_up import PAGE, make_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WITH_DATA = PAGE.replace("<h1>", '<a href="b%C3%A1o%20c%C3%A1o-2018-whole.table-levels.csv">CSV</a><h1>')
WITH_CODE = PAGE.replace("<h1>", '<section class="kg-section kg-codes"></section><h1>')
OF_DATA: dict[str, Any] = {
    "project": "tỉnh",
    "begin": "báo cáo",
    "more_files": (".table-levels.csv",),
    "page": WITH_DATA,
}


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    folder = tmp_path / "outputs"
    for year in (2017, 2018):
        for unit in ("", "an-bien", "xa-dong"):
            make_report(folder, year, unit, more_files=(".brief.pdf", ".table-levels.csv"))
    return folder


def pack(outputs: Path, place: str = "share.zip", **chosen: Any) -> Shared:
    return share(choose_reports(outputs, **chosen), outputs, outputs.parent / place)


def unpacked(shared: Shared, to: Path) -> Path:
    with zipfile.ZipFile(shared.place) as packed:
        packed.extractall(to)
    return to


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def lost_links(folder: Path) -> list[str]:
    """List the links that lead to no file of the folder."""
    return [
        f"{page.relative_to(folder)}: {link}"
        for page in folder.rglob("*.html")
        for link in re.findall(r'(?:href|src)="([^"#][^"]*)"', page.read_text("utf-8"))
        if not link.startswith("data:") and not (page.parent / unquote(link.partition("#")[0])).is_file()
    ]


def test_every_link_leads_to_a_file_that_is_shared(outputs: Path, tmp_path: Path) -> None:
    make_report(outputs, **OF_DATA)
    folder = unpacked(pack(outputs), tmp_path / "elsewhere")

    assert (folder / "index.html").is_file()
    assert len(list(folder.rglob("*.html"))) > 14
    assert lost_links(folder) == []


def test_notebooks_manifests_and_code_stay_out(outputs: Path, tmp_path: Path) -> None:
    make_report(outputs, 2016, more_files=(".prepare.py",))
    names = files_in(unpacked(pack(outputs), tmp_path / "elsewhere"))

    assert {Path(name).suffix for name in names} == {".html", ".pdf", ".csv"}


def test_any_system_takes_the_names(tmp_path: Path) -> None:
    outputs = tmp_path / "outputs"
    for project in ("tỉnh", "tinh", "Tinh", "con", "x" * 90):
        make_report(outputs, project=project, begin="Báo cáo")
    folder = unpacked(pack(outputs), tmp_path / "elsewhere")
    names = files_in(folder)

    assert len({as_compared(name) for name in names}) == len(names)
    assert [name for name in names if not name.isascii() or any(map(fault_of_name, name.split("/")))] == []
    assert len([name for name in names if name.startswith("reports/") and name.endswith(".pdf")]) == 5
    assert lost_links(folder) == []


def test_files_are_as_they_were_built_and_keep_their_signatures(outputs: Path, tmp_path: Path) -> None:
    name = "tinh/2018/an-bien/annual-report-2018-an-bien.html"
    (outputs / f"{name}.minisig").write_text("untrusted comment: …", "utf-8")
    shared = pack(outputs)
    folder = unpacked(shared, tmp_path / "elsewhere") / "reports"

    assert (folder / name).read_bytes() == (outputs / name).read_bytes()
    assert (folder / f"{name}.minisig").read_bytes() == (outputs / f"{name}.minisig").read_bytes()
    assert shared.renamed == {}


def test_a_page_leads_to_the_new_names_of_its_data(tmp_path: Path) -> None:
    make_report(tmp_path / "outputs", **OF_DATA)
    shared = pack(tmp_path / "outputs")
    page = unpacked(shared, tmp_path / "elsewhere") / "reports/tinh/2018/whole/bao-cao-2018-whole.html"

    assert 'href="bao-cao-2018-whole.table-levels.csv"' in page.read_text("utf-8")
    assert shared.renamed["tỉnh/2018/whole/báo cáo-2018-whole.pdf"].endswith("/bao-cao-2018-whole.pdf")


def test_what_was_changed_or_shows_code_is_left_out_and_told(outputs: Path, tmp_path: Path) -> None:
    make_report(outputs, 2016, page=WITH_CODE)
    (outputs / "tinh/2018/whole/annual-report-2018-whole.pdf").write_text("%PDF 2", "utf-8")
    shared = pack(outputs)
    names = files_in(unpacked(shared, tmp_path / "elsewhere"))

    assert shared.left_out == {
        "tinh/2018/whole/annual-report-2018-whole.pdf": CHANGED,
        "tinh/2016/whole/annual-report-2016-whole.html": SHOWS_CODE,
    }
    assert not {f"reports/{name}" for name in shared.left_out} & set(names)
    assert "reports/tinh/2016/whole/annual-report-2016-whole.pdf" in names


@pytest.mark.parametrize(
    ("chosen", "reports"),
    [
        ({"units": ["an-bien"]}, {"2017/an-bien", "2018/an-bien"}),
        ({"units": ["whole"], "years": [2018]}, {"2018/whole"}),
        ({"units": ["all"], "years": [2017]}, {"2017/an-bien", "2017/whole", "2017/xa-dong"}),
    ],
)
def test_only_what_is_asked_for_is_shared(
    outputs: Path, tmp_path: Path, chosen: Any, reports: set[str]
) -> None:
    names = files_in(unpacked(pack(outputs, **chosen), tmp_path / "elsewhere"))

    of_reports = {name.rpartition("/")[0] for name in names if name.startswith("reports/")}
    of_pages = {name.rpartition("/")[0] for name in names if re.match(r"site/\d", name)}
    assert of_reports == {f"reports/tinh/{one}" for one in reports}
    assert of_pages == {f"site/{one}" for one in reports}


def test_drafts_are_left_out_where_only_final_reports_are_asked_for(outputs: Path) -> None:
    make_report(outputs, 2016, status="final")

    assert pack(outputs, final=True).reports == 1
    with pytest.raises(ShareError, match="there is no such report"):
        choose_reports(outputs, years=[2018], final=True)


def test_an_unknown_unit_or_year_is_told_with_the_nearest(outputs: Path) -> None:
    with pytest.raises(ShareError, match=r"--units: .* no report of 'an-bienn'; did you mean 'an-bien'"):
        choose_reports(outputs, ["an-bienn"])
    with pytest.raises(ShareError, match=r"--years: .* no report of '1999'; known are 2018, 2017"):
        choose_reports(outputs, years=[1999])


def test_there_is_a_folder_with_reports(tmp_path: Path) -> None:
    with pytest.raises(ShareError, match="there is no folder"):
        choose_reports(tmp_path / "nowhere")
    with pytest.raises(ShareError, match="there is no such report"):
        choose_reports(tmp_path)


def test_the_same_reports_give_the_same_bytes(outputs: Path, tmp_path: Path) -> None:
    shutil.copytree(outputs, tmp_path / "other/outputs")

    assert pack(outputs).place.read_bytes() == pack(tmp_path / "other/outputs").place.read_bytes()


def test_a_folder_has_what_the_zip_has(outputs: Path, tmp_path: Path) -> None:
    in_zip = files_in(unpacked(pack(outputs), tmp_path / "elsewhere"))

    assert files_in(pack(outputs, "shared").place) == in_zip


def test_a_zip_that_was_shared_is_replaced_and_what_others_made_is_not(outputs: Path) -> None:
    pack(outputs)
    with zipfile.ZipFile(outputs.parent / "mine.zip", "w") as mine:
        mine.writestr("a.txt", "a")

    assert pack(outputs, units=["an-bien"]).reports == 2
    with pytest.raises(ShareError, match=r"mine\.zip is there, and was not written by kgreport share"):
        pack(outputs, "mine.zip")
    with pytest.raises(ShareError, match="outputs is there, and not empty; name another"):
        pack(outputs, "outputs")


def test_an_earlier_zip_stays_where_nothing_can_be_shared(outputs: Path) -> None:
    before = pack(outputs).place.read_bytes()
    for path in outputs.rglob("annual-report*"):
        path.write_text("changed", "utf-8")

    with pytest.raises(ShareError, match="was changed since it was built"):
        pack(outputs)
    assert (outputs.parent / "share.zip").read_bytes() == before
    assert sorted(path.name for path in outputs.parent.iterdir()) == ["outputs", "share.zip"]


def test_it_is_read_offline_from_the_index_to_a_report_and_on(
    outputs: Path, tmp_path: Path, browser: Browser
) -> None:
    folder = unpacked(pack(outputs), tmp_path / "elsewhere")
    shutil.rmtree(outputs)
    context = browser.new_context(offline=True)
    page, wrong = context.new_page(), list[str]()
    page.on("requestfailed", lambda request: wrong.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto((folder / "index.html").as_uri())
    for link in (".kg-units tbody tr:nth-child(2) th a", "article h3 a", "nav.kg-bar a[rel=prev]"):
        page.click(link)
    place = page.url
    context.close()

    assert place == (folder / "site/reports/tinh/2017/an-bien/annual-report-2017-an-bien.html").as_uri()
    assert wrong == []


def test_nothing_is_shared_while_a_build_writes(outputs: Path) -> None:
    with locked(outputs), pytest.raises(BusyError):
        pack(outputs)
