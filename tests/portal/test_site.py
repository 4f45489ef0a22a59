"""The portal is written beside the reports, which stay as they were built."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from kgreport.batch.locks import locked
from kgreport.errors import BusyError, SiteError
from kgreport.portal.site import write_site
from kgreport.seals.pages import BAR_BEGINS, BAR_ENDS, without_bar
from tests.portal.made_up import PAGE, make_report

COPY = "site/tinh/2018/an-bien/annual-report-2018-an-bien.html"


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".kgreport" not in path.parts
    }


def test_a_copy_is_the_report_but_for_what_stands_between_the_two_marks(tmp_path: Path) -> None:
    make_report(tmp_path, unit="an-bien")
    write_site(tmp_path)

    copy = (tmp_path / COPY).read_text("utf-8")
    before, _, rest = copy.partition(BAR_BEGINS)
    bar, _, after = rest.partition(BAR_ENDS + "\n")

    assert before + after == PAGE
    assert before.endswith('<a class="kg-skip" href="#kg-main">Nội dung</a>\n')
    assert '<nav class="kg-bar"' in bar


def test_the_bar_leads_up_down_to_the_years_beside_and_to_a_later_edition(tmp_path: Path) -> None:
    for year in (2016, 2018):
        make_report(tmp_path, year, "an-bien")
    for unit in ("", "xa-dong"):
        make_report(tmp_path, 2017, unit)
    make_report(tmp_path, 2017, "an-bien", status="final", marks=["final"])
    make_report(tmp_path, 2017, "an-bien", status="final", edition=2, marks=["final", "edition-2"])
    write_site(tmp_path)

    page = (tmp_path / "site/tinh/2017/an-bien/annual-report-2017-an-bien-final.html").read_text("utf-8")
    bar = page.partition(BAR_BEGINS)[2].partition(BAR_ENDS)[0]
    assert re.findall(r'href="([^"]*)"[^>]*>([^<]*)', bar) == [
        ("../../../../index.html", "Tất cả báo cáo"),
        ("../../../2017/whole/index.html", "Toàn Đảng bộ"),
        ("../../../2017/an-bien/index.html", "Huyện ủy An Biên"),
        ("../../../2017/an-bien/index.html#below", "Đơn vị trực thuộc"),
        ("annual-report-2017-an-bien-final-edition-2.html", "Đã ban hành lần 2"),
        ("../../2016/an-bien/annual-report-2016-an-bien.html", "← Năm 2016"),
        ("../../2018/an-bien/annual-report-2018-an-bien.html", "Năm 2018 →"),
    ]


def test_the_reports_stay_as_they_were_built(tmp_path: Path) -> None:
    make_report(tmp_path, unit="an-bien")
    before = snapshot(tmp_path)
    write_site(tmp_path)
    after = snapshot(tmp_path)

    assert {place: after[place] for place in before} == before


def test_a_portal_that_is_current_is_neither_read_nor_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_report(tmp_path)
    write_site(tmp_path)
    monkeypatch.setattr("kgreport.portal.files.bring_up_to_date", lambda *_: pytest.fail("written again"))

    assert write_site(tmp_path).changed == ()


@pytest.mark.parametrize("damage", ["index.html", "site/2018/an-bien/index.html", COPY])
def test_a_page_that_is_missing_is_written_again_alone(tmp_path: Path, damage: str) -> None:
    make_report(tmp_path, unit="an-bien")
    write_site(tmp_path)
    whole = snapshot(tmp_path)
    (tmp_path / damage).unlink()

    assert write_site(tmp_path).changed == (damage,)
    assert snapshot(tmp_path) == whole


def test_only_pages_that_say_something_else_are_written(tmp_path: Path) -> None:
    make_report(tmp_path, 2016, "an-bien")
    make_report(tmp_path, 2018, "rach-gia")
    write_site(tmp_path)
    manifest = make_report(tmp_path, 2018, "rach-gia", number="Số 5-BC/TU")
    os.utime(manifest, (0, 0))

    assert write_site(tmp_path).changed == ("site/2018/rach-gia/index.html",)


def test_the_pages_of_a_report_that_is_no_more_are_removed_and_no_other_file(tmp_path: Path) -> None:
    make_report(tmp_path, unit="an-bien")
    gone = make_report(tmp_path, unit="rach-gia")
    write_site(tmp_path)
    own = tmp_path / "site/2018/rach-gia/notes.html"
    own.write_text("<p>mine</p>", "utf-8")
    gone.unlink()
    write_site(tmp_path)

    left = [path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*.html")]
    assert sorted(left) == [
        "2018/an-bien/index.html",
        "2018/rach-gia/notes.html",
        "tinh/2018/an-bien/annual-report-2018-an-bien.html",
    ]


def test_a_page_of_somebody_else_is_not_replaced(tmp_path: Path) -> None:
    make_report(tmp_path)
    (tmp_path / "index.html").write_text("<h1>mine</h1>", "utf-8")

    with pytest.raises(SiteError, match=r"index\.html was not written by kgreport; rename it") as error:
        write_site(tmp_path)

    assert "không phải do kgreport lập" in error.value.say("vi")
    assert (tmp_path / "index.html").read_text("utf-8") == "<h1>mine</h1>"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"there is no folder .*nowhere; build reports first"):
        write_site(tmp_path / "nowhere")


def test_a_portal_waits_for_no_build_unless_asked_and_a_current_one_for_none(tmp_path: Path) -> None:
    make_report(tmp_path)
    with locked(tmp_path), pytest.raises(BusyError):
        write_site(tmp_path)
    write_site(tmp_path)
    with locked(tmp_path):
        assert write_site(tmp_path).changed == ()


def test_a_page_without_a_body_has_the_bar_at_its_end(tmp_path: Path) -> None:
    make_report(tmp_path, unit="an-bien", page="<p>mine</p>")
    write_site(tmp_path)

    assert without_bar((tmp_path / COPY).read_bytes()) == b"<p>mine</p>"


def test_the_same_reports_give_the_same_portal_wherever_they_lie(tmp_path: Path) -> None:
    for name in ("one", "two words"):
        (tmp_path / name).mkdir()
        for unit in ("", "an-bien"):
            make_report(tmp_path / name, unit=unit)
        write_site(tmp_path / name)

    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two words")


def test_data_files_that_a_page_links_to_lie_beside_its_copy(tmp_path: Path) -> None:
    stem = "annual-report-2018-an-bien"
    page = PAGE.replace("</main>", f'<a href="{stem}.levels.csv">CSV</a></main>')
    make_report(tmp_path, unit="an-bien", page=page, more_files=(".levels.csv", ".sources.csv"))
    write_site(tmp_path)

    beside = sorted(path.name for path in (tmp_path / COPY).parent.iterdir())
    assert beside == [f"{stem}.html", f"{stem}.levels.csv"]


def test_data_files_go_with_the_page_that_links_to_them(tmp_path: Path) -> None:
    stem = "annual-report-2018-an-bien"
    page = PAGE.replace("</main>", f'<a href="{stem}.levels.csv">CSV</a></main>')
    gone = make_report(tmp_path, unit="an-bien", page=page, more_files=(".levels.csv",))
    write_site(tmp_path)
    (tmp_path / COPY).with_name("mine.csv").write_text("x", "utf-8")
    gone.unlink()
    write_site(tmp_path)

    assert [path.name for path in (tmp_path / COPY).parent.iterdir()] == ["mine.csv"]
