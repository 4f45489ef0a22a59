"""What a published page contains, and what it never contains."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup, Tag
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_output

from kgreport.publish.html import ReportHTMLExporter
from kgreport.publish.page import TEMPLATES
from tests.publish.sample_notebooks import TITLE, code, head, notebook, report, section, table

HOSTILE = "Năm <2018> & </title><script>alert(1)</script>"


def text_of(nb: NotebookNode, **options: Any) -> str:
    """Publish a notebook; return the page as text."""
    body, _ = ReportHTMLExporter(**options).from_notebook_node(nb)
    return str(body)


def page_of(nb: NotebookNode, **options: Any) -> BeautifulSoup:
    """Publish a notebook; return the page as a tree."""
    return BeautifulSoup(text_of(nb, **options), "html.parser")


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    """Return the only element of its kind."""
    [found] = page.select(selector)
    return found


def words(page: BeautifulSoup | Tag) -> str:
    """Return text as a reader sees it."""
    return " ".join(page.get_text().split())


@pytest.fixture(scope="module")
def draft() -> BeautifulSoup:
    """Publish the small report as a draft."""
    return page_of(report(status="draft"))


# The document


def test_the_page_has_its_language_and_title(draft: BeautifulSoup) -> None:
    assert one(draft, "html")["lang"] == "vi"
    assert one(draft, "title").get_text() == TITLE


def test_one_h1_stands_in_the_header_under_the_letterhead(draft: BeautifulSoup) -> None:
    assert words(one(draft, "h1")) == "BÁO CÁO kết quả đánh giá, xếp loại năm 2018"
    assert [child.name for child in one(draft, "header.kg-head").select(":scope > *")] == ["p", "div", "h1"]


def test_a_head_shown_twice_is_printed_once() -> None:
    assert one(page_of(notebook(code("a", head()), code("b", head()))), "h1")


def test_a_page_without_outputs_keeps_its_title() -> None:
    assert words(one(page_of(report(), exclude_output=True), "h1")) == TITLE


def test_landmarks(draft: BeautifulSoup) -> None:
    assert all(
        one(draft, name) for name in ("header.kg-head", "nav.kg-contents[aria-label]", "main", "footer")
    )


def test_the_skip_link_comes_first_and_leads_to_the_content(draft: BeautifulSoup) -> None:
    first = draft.select("body a")[0]
    assert words(first) == "Chuyển đến nội dung"
    assert one(draft, str(first["href"])).name == "main"


def test_contents_list_every_section_and_each_link_arrives(draft: BeautifulSoup) -> None:
    links, folded = draft.select("nav.kg-contents a"), draft.select("nav.kg-contents-folded a")
    assert [link["href"] for link in folded] == [link["href"] for link in links]
    assert [words(link) for link in links] == [words(title) for title in draft.select("main h2")]
    assert [words(draft.select(str(link["href"]))[0]) for link in links] == [words(link) for link in links]


def test_headings_of_markdown_get_readable_ids(draft: BeautifulSoup) -> None:
    assert words(one(draft, "h2#phan-tich-them")) == "Phân tích thêm"


def test_english_reports_speak_english() -> None:
    page = page_of(report(language="en"), include_code=True)
    assert one(page, "nav.kg-contents")["aria-label"] == "Contents"
    assert words(page.select(".kg-codes figcaption")[0]) == "Code 1 (default parameters)"


def test_a_draft_is_marked_in_words_and_across_the_page(draft: BeautifulSoup) -> None:
    assert words(one(draft, "header .kg-draft")) == "DỰ THẢO"
    assert one(draft, "body")["data-mark"] == "DỰ THẢO"


def test_a_final_report_has_no_mark() -> None:
    page = page_of(report(status="final"))

    assert "DỰ THẢO" not in str(page)
    assert page.select(".kg-draft, .kg-marked") == []


def test_simulated_figures_are_marked_beside_a_draft_and_alone() -> None:
    marked = page_of(report(status="draft", simulated_mark="SỐ LIỆU MÔ PHỎNG"))
    final = page_of(report(status="final", simulated_mark="SỐ LIỆU MÔ PHỎNG"))

    assert words(one(marked, "header .kg-simulated")) == "SỐ LIỆU MÔ PHỎNG"
    assert one(marked, "body")["data-mark"] == "DỰ THẢO\nSỐ LIỆU MÔ PHỎNG"
    assert one(final, "body.kg-simulation")["data-mark"] == "SỐ LIỆU MÔ PHỎNG"


def test_print_takes_the_margins_of_the_document() -> None:
    margins = {"top": 25, "bottom": 25, "left": 35, "right": 15.5}
    assert "@page { size: A4; margin: 25mm 15.5mm 25mm 35mm;" in text_of(report(margins=margins))


# Nothing from elsewhere, nothing that runs


def test_nothing_runs_and_nothing_is_styled_in_place(draft: BeautifulSoup) -> None:
    assert draft.select("script, iframe, object, embed, form, base, [style]") == []
    assert [name for tag in draft.find_all(True) for name in tag.attrs if name.startswith("on")] == []


def test_nothing_is_fetched(draft: BeautifulSoup) -> None:
    sources = [str(tag["src"]) for tag in draft.select("[src]")] + [
        str(tag["href"]) for tag in draft.select("link")
    ]
    assert sources
    assert [source for source in sources if not source.startswith("data:")] == []
    assert "url(" not in one(draft, "style").get_text()


def test_the_policy_allows_the_one_style_sheet_and_inline_pictures(draft: BeautifulSoup) -> None:
    digest = hashlib.sha256(one(draft, "style").get_text().encode()).digest()
    assert one(draft, 'meta[http-equiv="Content-Security-Policy"]')["content"] == (
        f"default-src 'none'; style-src 'sha256-{base64.b64encode(digest).decode()}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_the_policy_stands_before_all_it_governs(draft: BeautifulSoup) -> None:
    names = [str(tag.get("http-equiv") or tag.name) for tag in one(draft, "head").find_all(True)]
    assert names[:2] == ["meta", "Content-Security-Policy"]


@pytest.mark.parametrize("field", ["title", "author", "draft_mark", "simulated_mark"])
def test_metadata_of_the_document_is_text(field: str) -> None:
    page = page_of(report(status="draft", **{field: HOSTILE}))
    assert page.select("script") == []
    assert HOSTILE in page.get_text()


def test_code_is_text() -> None:
    page = page_of(notebook(code("head", head()), code(f"x = '{HOSTILE}'")), include_code=True)
    assert page.select("script") == []
    assert page.select("code")[-1].get_text() == f"x = '{HOSTILE}'"


@pytest.mark.parametrize(
    "cell",
    [
        new_markdown_cell(f"## {HOSTILE}\n\n{HOSTILE}"),
        code("a", new_output("stream", name="stdout", text=HOSTILE)),
        code("b", new_output("display_data", {"text/markdown": HOSTILE})),
        code("c", new_output("display_data", {"text/html": f"<p onclick='x()'>a</p>{HOSTILE}"})),
        code("d", new_output("display_data", {"application/javascript": "alert(1)"})),
    ],
    ids=["markdown", "stream", "markdown output", "html", "javascript"],
)
def test_what_an_analyst_brings_never_runs(cell: NotebookNode) -> None:
    page = page_of(notebook(code("head", head()), cell), include_code=False)
    assert page.select("script, [onclick]") == []


# Ids


def test_ids_are_unique(draft: BeautifulSoup) -> None:
    ids = Counter(str(tag["id"]) for tag in draft.select("[id]"))
    assert [name for name, times in ids.items() if times > 1] == []


def test_a_view_shown_twice_keeps_its_parts_together() -> None:
    shown = section("cap", "Giới hạn", table("cap"))
    page = page_of(notebook(code("head", head()), code("a", shown), code("b", shown)))
    labels = [str(part["aria-labelledby"]) for part in page.select("section")]
    assert labels == ["cap", "cap-2"]
    assert [str(title["id"]) for title in page.select("h2")] == labels
    assert [str(link["href"]) for link in page.select("caption a")] == ["#table-cap", "#table-cap-2"]
    assert [str(link["href"]) for link in page.select("nav.kg-contents a")] == ["#cap", "#cap-2"]


def test_equal_headings_get_different_ids() -> None:
    page = page_of(notebook(code("head", head()), new_markdown_cell("## Ý kiến\n\n## Ý kiến")))
    assert [str(title["id"]) for title in page.select("main h2")] == ["y-kien", "y-kien-2"]


def test_headings_do_not_take_the_ids_of_the_page_itself() -> None:
    page = page_of(notebook(code("head", head()), new_markdown_cell("## KG main")))
    assert one(page, "h2")["id"] == "kg-main-2"


# Code


@pytest.fixture(scope="module")
def with_code() -> BeautifulSoup:
    """Publish the small report with its code."""
    return page_of(report(), include_code=True)


def test_all_code_stands_in_one_appendix_at_the_end(with_code: BeautifulSoup) -> None:
    sources = [cell.source for cell in report().cells if cell.cell_type == "code"]
    appendix = with_code.select("main > *")[-1]
    assert [block.get_text() for block in appendix.select("figure > pre > code")] == sources
    assert with_code.select("pre.kg-code") == appendix.select("pre.kg-code")
    assert "Phụ lục: mã lệnh" in words(with_code.select(".kg-contents a")[-1])


def test_below_what_a_cell_shows_stands_a_link_to_its_code(with_code: BeautifulSoup) -> None:
    links = with_code.select("p.kg-to-code a")
    targets = [one(with_code, str(link["href"])) for link in links]
    assert len(links) == sum(bool(cell.get("outputs")) for cell in report().cells) - 1  # the head has none
    assert [words(one(target, "figcaption")) for target in targets] == [words(link) for link in links]
    before = links[0].parent.find_previous_sibling()  # type: ignore[union-attr]
    assert isinstance(before, Tag)
    assert "report.summary()" in one(targets[0], "code").get_text()
    assert "Có 53.340 đảng viên." in words(before)


def test_parameters_are_named(with_code: BeautifulSoup) -> None:
    labels = [words(label) for label in with_code.select(".kg-codes figcaption")]
    assert labels[:3] == ["Mã lệnh 1 (tham số mặc định)", "Mã lệnh 2 (tham số của báo cáo này)", "Mã lệnh 3"]


@pytest.mark.parametrize(
    "option", [{}, {"include_code": False}, {"include_code": True, "exclude_input": True}], ids=str
)
def test_readers_get_no_code_unless_it_is_asked_for(option: dict[str, bool]) -> None:
    page = page_of(report(), **option)
    assert page.select(".kg-code, .kg-to-code, code, pre:not(.kg-text)") == []
    assert "report.head()" not in str(page)
    assert "Có 53.340 đảng viên." in words(page)


def test_the_document_may_ask_for_its_code_and_an_option_overrules_it() -> None:
    assert page_of(report(include_code=True)).select(".kg-codes")
    assert page_of(report(include_code=True), include_code=False).select(".kg-codes") == []


def test_unknown_languages_of_code_stay_plain() -> None:
    nb = notebook(code("x"), title="T", language_info={"name": "tiếng lạ"})
    assert one(page_of(nb, include_code=True), ".kg-code code").get_text() == "x"


# Any notebook


def test_guides_and_sections_without_figures_are_not_published() -> None:
    left_out = section("none", "Không có số liệu")
    left_out.metadata["kgreport"]["left_out"] = True
    page = page_of(notebook(code("head", head()), code("left()", left_out), *report().cells[3:4]))
    assert "Không có số liệu" not in str(page)
    assert "left()" not in str(page)
    assert "Xem bảng này" not in str(page)


def test_a_plain_notebook_takes_its_title_from_its_first_heading() -> None:
    page = page_of(notebook(new_markdown_cell("# Biên chế 2018\n\nMở đầu."), new_markdown_cell("## Kết quả")))
    assert words(one(page, "header h1")) == words(one(page, "title")) == "Biên chế 2018"
    assert [words(title) for title in page.select("main :is(h1, h2, h3)")] == ["Kết quả"]
    assert "Mở đầu." in words(one(page, "main"))


def test_a_plain_notebook_without_headings_takes_the_name_of_its_file(tmp_path: Path) -> None:
    file = tmp_path / "bien-che.ipynb"
    nbformat.write(notebook(code("1 + 1")), file)
    body, _ = ReportHTMLExporter().from_filename(str(file))
    page = BeautifulSoup(body, "html.parser")
    assert words(one(page, "h1")) == "bien-che"
    assert page.select("nav") == []


def test_foreign_outputs_come_out_decently(draft: BeautifulSoup) -> None:
    assert one(draft, ".kg-foreign th[scope=col]").get_text() == "n"
    assert one(draft, "figure img")["alt"] == "Đường đi lên"
    assert one(draft, "pre.kg-text").get_text().startswith("dòng chữ")
    assert one(draft, ".kg-markdown td.kg-num").get_text() == "43"


def test_types_that_no_page_can_show_are_ignored() -> None:
    widget = new_output("display_data", {"application/vnd.widget+json": {"id": "w"}, "text/plain": "thay"})
    assert "thay" in words(page_of(notebook(code("w", widget), title="T")))


# Bytes


def test_the_same_notebook_gives_the_same_bytes() -> None:
    exporter = ReportHTMLExporter()
    pages = {exporter.from_notebook_node(report())[0] for _ in range(2)} | {text_of(report())}
    assert len(pages) == 1


def test_one_exporter_keeps_notebooks_apart() -> None:
    exporter = ReportHTMLExporter()
    exporter.from_notebook_node(report(status="draft", title="Khác"))
    assert exporter.from_notebook_node(report())[0] == text_of(report())


def test_cell_ids_do_not_reach_the_page() -> None:
    other = report()
    for number, cell in enumerate(other.cells):
        cell["id"] = f"random-{number}"
    assert text_of(other) == text_of(report())


def test_the_page_itself_is_light() -> None:
    """What the template adds to a report, styles included, stays below 17.5 kB."""
    assert len(text_of(notebook(title="T")).encode()) < 17_500


def test_the_style_sheet_names_no_font_that_lacks_vietnamese_letters_on_linux() -> None:
    """There these names stand for Liberation fonts, which lack 92 Vietnamese letters."""
    styles = (TEMPLATES / "kgreport" / "report.css").read_text(encoding="utf-8")
    assert not re.search(r"Times|Arial|Helvetica|Courier|Liberation", styles.split("*/", 1)[1])


def test_nbconvert_offers_it_on_the_command_line(tmp_path: Path) -> None:
    from nbconvert.nbconvertapp import NbConvertApp  # not for those who only collect the tests

    nbformat.write(report(), tmp_path / "report.ipynb")
    app = NbConvertApp()
    app.initialize(["--to", "kgreport-html", "--no-input", str(tmp_path / "report.ipynb")])
    app.convert_notebooks()
    page = BeautifulSoup((tmp_path / "report.html").read_text(encoding="utf-8"), "html.parser")
    assert one(page, "title").get_text() == TITLE
    assert page.select(".kg-code") == []
