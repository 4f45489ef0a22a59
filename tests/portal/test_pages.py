"""The pages of the portal lead from every report to every other, and say how each stands."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from kgreport.portal.catalogue import read_catalogue
from kgreport.portal.files import files_of
from kgreport.portal.pages import pages_of
from kgreport.terms.phrases import Language
from tests.portal.made_up import UNITS, fail, key_figures, make_report


def texts(outputs: Path, language: Language = "vi") -> dict[str, str]:
    """Give what the pages say, without markup, by place."""
    return {
        place: " ".join(
            html.unescape(re.sub(r"(?s)<style>.*?</style>|<script>.*?</script>|<[^>]+>", " ", page)).split()
        )
        for place, page in pages_of(read_catalogue(outputs), language)
    }


@pytest.fixture
def province(tmp_path: Path) -> Path:
    for year in (2017, 2018):
        for unit in UNITS:
            make_report(tmp_path, year, unit)
    return tmp_path


def test_every_link_of_every_page_leads_to_a_file(province: Path) -> None:
    for place, content in files_of(read_catalogue(province), province, "vi"):
        (province / place).parent.mkdir(parents=True, exist_ok=True)
        (province / place).write_bytes(content)

    broken = [
        f"{page.relative_to(province)}: {target}"
        for page in province.rglob("*.html")
        for target in re.findall(r'<a [^>]*href="([^"#]+)"', page.read_text("utf-8"))
        if not (page.parent / unquote(target)).resolve().is_file()
    ]

    assert broken == []
    assert len([*province.rglob("index.html")]) == 1 + 2 * len(UNITS)


def test_a_page_leads_up_down_and_to_the_years_beside_it(province: Path) -> None:
    page = dict(pages_of(read_catalogue(province), "vi"))["site/2018/an-bien/index.html"]

    links = re.findall(r'href="(\.\./[^"]*index\.html)"', page)
    assert links[:3] == ["../../../index.html", "../whole/index.html", "../../2017/an-bien/index.html"]
    assert links[-1] == "../xa-dong/index.html"


def test_the_index_names_units_and_not_their_codes(province: Path) -> None:
    index = texts(province)["index.html"]

    assert "Huyện ủy An Biên" in index
    assert not [code for code in UNITS if code and re.search(rf"(?<![\w/-]){code}(?![\w-])", index)]


def test_status_edition_and_what_is_wrong_are_said(tmp_path: Path) -> None:
    make_report(tmp_path, 2018, "an-bien", status="final", marks=["final"])
    again = {"edition": 2, "reason": "Đính chính số đảng viên", "marks": ["final", "edition-2"]}
    make_report(tmp_path, 2018, "an-bien", status="final", **again)
    fail(tmp_path, 2018, "an-bien")
    make_report(tmp_path, 2018, "rach-gia")
    fail(tmp_path, 2018, "rach-gia")

    said = texts(tmp_path)

    assert "Chính thức, ban hành lần 2" in said["index.html"]
    assert "Lý do ban hành lại Đính chính số đảng viên" in said["site/2018/an-bien/index.html"]
    assert "Chính thức đã có lần ban hành sau" in said["site/2018/an-bien/index.html"]
    assert "Lần lập gần nhất bị lỗi" in said["site/2018/rach-gia/index.html"]
    assert "chưa lập được (1); lệnh kgreport list cho biết vì sao: tinh/2018/an-bien" in said["index.html"]


def test_key_figures_are_printed_as_the_report_prints_them(tmp_path: Path) -> None:
    make_report(tmp_path, 2018, figures=key_figures(2018, rated=53340, excellent=7868))

    page = dict(pages_of(read_catalogue(tmp_path), "vi"))["site/2018/whole/index.html"]

    assert "106.680" in page
    assert "14,75%" in page
    assert 'aria-label="2017: 7,38%; 2018: 14,75%"' in page


def test_figures_of_one_year_have_no_trend(tmp_path: Path) -> None:
    both = key_figures(2018)
    alone = [{**one, **{of: {"2018": one[of]["2018"]} for of in ("counts", "shares")}} for one in both]
    make_report(tmp_path / "both", figures=both)
    make_report(tmp_path / "alone", figures=alone)

    said = {name: texts(tmp_path / name)["site/2018/whole/index.html"] for name in ("both", "alone")}

    assert [name for name, text in said.items() if "Diễn biến" in text] == ["both"]
    assert [name for name, text in said.items() if "2018 Đảng viên" in text] == ["alone"]


def test_findings_are_told_with_why_they_may_stand(tmp_path: Path) -> None:
    found = {"severity": "warning", "place": "đảng viên", "found": "3 & 4", "expected": "7", "advice": ""}
    make_report(tmp_path, findings=[{**found, "id": "a", "accepted": "nguồn in thế"}, {**found, "id": "b"}])

    said = texts(tmp_path)

    assert "2 phát hiện, 1 đã chấp nhận" in said["index.html"]
    assert (
        "Cảnh báo : đảng viên: 3 & 4 (cần: 7) Đã chấp nhận: nguồn in thế"
        in said["site/2018/whole/index.html"]
    )


def test_texts_of_data_are_never_markup(tmp_path: Path) -> None:
    make_report(tmp_path, superior="<script>a</script>", number='"><b>')

    pages = dict(pages_of(read_catalogue(tmp_path), "vi"))

    assert "<script>a" not in pages["index.html"]
    assert '"><b>' not in pages["site/2018/whole/index.html"]


def test_names_of_files_with_blanks_and_accents_are_linked(tmp_path: Path) -> None:
    make_report(tmp_path, marks=["bản 1"])

    index = dict(pages_of(read_catalogue(tmp_path), "vi"))["index.html"]

    assert 'href="tinh/2018/whole/annual-report-2018-whole-b%E1%BA%A3n%201.pdf"' in index


def test_a_portal_in_english_says_so_of_each_report_in_vietnamese(tmp_path: Path) -> None:
    make_report(tmp_path, language="en", marks=["en"])
    make_report(tmp_path)

    said = texts(tmp_path, "en")["index.html"]

    assert "Reports on review and rating" in said
    assert "Annual report, in Vietnamese" in said


def test_a_folder_without_reports_says_how_to_build_some(tmp_path: Path) -> None:
    assert "kgreport build --site" in texts(tmp_path)["index.html"]


def test_simulated_figures_are_marked_once_where_all_are_and_else_on_each_report(tmp_path: Path) -> None:
    make_report(tmp_path, unit="an-bien", simulated=True)
    all_of_them = texts(tmp_path)["index.html"]
    make_report(tmp_path)
    some = texts(tmp_path)["index.html"]

    assert (all_of_them.count("MÔ PHỎNG"), all_of_them.count("mô phỏng")) == (1, 0)
    assert (some.count("MÔ PHỎNG"), some.count("“mô phỏng”"), some.count("Dự thảo mô phỏng")) == (0, 1, 2)
