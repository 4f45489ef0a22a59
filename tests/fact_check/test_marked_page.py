"""The page shows each text with its mistakes marked, numbered and explained, and reaches nobody."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from kgreport.fact_check.marked_page import marked_page
from kgreport.terms.phrases import Phrase
from tests.fact_check.examples import checked, claim, mistake

TEXT = (
    "Kết quả <năm 2018>\n"
    "Có 12/15 chi bộ (chiếm 81,00%) và 3 chi bộ (chiếm 19%).\n\n"
    " Mức \t Số \n        \n Tốt \t 12 \n Khác \t 4 \n"
    "Hết"
)
WRONG = mistake(TEXT, "81,00%", expected="80,00%", message=Phrase("12/15 là 80%.", "12/15 is 80%.").fill())


def soup_of(*found: object, language: str = "vi") -> BeautifulSoup:
    page = marked_page([checked(TEXT, *found)], "en" if language == "en" else "vi")  # type: ignore[arg-type]
    return BeautifulSoup(page, "html.parser")


def words(soup: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(one.get_text().split()) for one in soup.select(selector)]


def test_the_wrong_words_are_marked_numbered_and_explained() -> None:
    soup = soup_of(WRONG)

    assert words(soup, "mark.fc-error") == ["81,00%"]
    assert words(soup, ".fc-list li") == ["Lỗi: tỷ lệ sai – ghi 81,00%, cần 80,00%"]
    assert words(soup, ".fc-why li") == ["Lỗi: tỷ lệ sai. 12/15 là 80%. Về danh sách"]


def test_links_lead_from_the_list_to_the_place_to_the_explanation_and_back() -> None:
    soup = soup_of(WRONG)

    targets = [str(link["href"])[1:] for link in soup.select("main a:not(.kg-anchor, nav a)")]

    assert targets == ["place-1", "why-1", "mistake-1"]
    assert all(soup.find(id=target) for target in targets)


def test_the_text_is_whole_and_escaped() -> None:
    soup = soup_of(WRONG)
    for number in soup.select(".fc-number"):
        number.decompose()

    assert words(soup, ".fc-text > p") == [
        "Kết quả <năm 2018>",
        "Có 12/15 chi bộ (chiếm 81,00%) và 3 chi bộ (chiếm 19%).",
        "Hết",
    ]


def test_rows_of_a_table_are_a_table() -> None:
    soup = soup_of(mistake(TEXT, "4", expected="3"))
    for number in soup.select(".fc-number"):
        number.decompose()

    assert words(soup, ".fc-text thead th") == ["Mức", "Số"]
    assert words(soup, ".fc-text td") == ["Tốt", "12", "Khác", "4"]


def test_overlapping_mistakes_are_marked_by_the_worst() -> None:
    whole = mistake(TEXT, "12/15 chi bộ (chiếm 81,00%)", severity="warning")

    soup = soup_of(whole, WRONG)

    marks = [(str(one["class"][0]), one.get_text()) for one in soup.select("mark")]
    assert marks == [("fc-warning", "12/15 chi bộ (chiếm "), ("fc-error", "81,00%"), ("fc-warning", ")")]
    assert words(soup, ".fc-number") == ["2", "1"]


def test_a_mistake_over_two_paragraphs_is_explained_after_the_second() -> None:
    soup = soup_of(mistake(TEXT, "2018>\nCó 12"))

    assert words(soup, "mark") == ["2018>", "Có 12"]
    explanation = soup.select_one(".fc-why")
    assert explanation
    before = explanation.find_previous("p")
    assert before
    assert before.get_text().startswith("Có 12")


def test_a_text_without_mistakes_is_said_to_be_right() -> None:
    assert words(soup_of(claim(TEXT, count="3")), "main p")[0] == (
        "bai.txt: không thấy lỗi nào trong 1 nội dung có số"
    )


def test_explanations_are_in_the_language_asked_for_and_the_text_is_vietnamese() -> None:
    soup = soup_of(WRONG, language="en")

    assert soup.html
    assert soup.html["lang"] == "en"
    assert words(soup, ".fc-why li") == ["Error: wrong share. 12/15 is 80%. Back to the list"]
    assert {str(one["lang"]) for one in soup.select(".fc-text > p")} == {"vi"}


def test_mistakes_are_numbered_on_from_text_to_text() -> None:
    page = marked_page([checked(TEXT, WRONG), checked(TEXT, WRONG, file="hai.txt")], "vi")
    assert re.findall(r'id="mistake-(\d)"', page) == ["1", "2"]


@pytest.mark.parametrize("forbidden", ["<script", "http://", "https://", " style="])
def test_the_page_reaches_nobody(forbidden: str) -> None:
    assert forbidden not in marked_page([checked(TEXT, WRONG)], "vi")
