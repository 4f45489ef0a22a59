"""Parameters are read from a file and the command line; everything wrong is told at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from kgreport.data.params.model import Parameters
from kgreport.data.params.parameters_file import OWN, ParametersFile, read_parameters
from kgreport.errors import ParametersError

MINIMAL = "year: 2018\ndataset: kien-giang-2018\n"
WriteFile = Callable[[str], Path]


@pytest.fixture
def write_file(tmp_path: Path) -> WriteFile:
    def write(text: str) -> Path:
        path = tmp_path / "2018.yml"
        path.write_text(text, "utf-8")
        return path

    return write


def problems(path: Path, **overrides: str) -> list[str]:
    with pytest.raises(ParametersError) as caught:
        read_parameters(path, overrides)
    return [problem.removeprefix(str(path)) for problem in caught.value.problems]


def test_two_parameters_are_enough(write_file: WriteFile) -> None:
    given = read_parameters(write_file(MINIMAL))

    assert (given.language, given.status, given.unit) == ("vi", "draft", "")
    assert list(given.years) == [2014, 2015, 2016, 2017, 2018]


def test_parameters_do_not_change(write_file: WriteFile) -> None:
    given = read_parameters(write_file(MINIMAL))

    with pytest.raises(ValidationError):
        given.year = 2019  # type: ignore[misc]


def test_all_problems_are_told_at_once_each_with_its_line(write_file: WriteFile) -> None:
    path = write_file(
        "yaer: 2018\ndataset: x\nlanguage: fr\nmargins:\n  lefft: 3\n  top: 900\n"
        "accepted_findings:\n  - id: a\n    raeson: b\nunit: no\nunit: a\n"
    )

    told = problems(path)

    assert (
        told[0] == ":10: 'unit' stands twice; remove one" or told[0] == ":11: 'unit' stands twice; remove one"
    )
    assert ": missing parameter 'year'; add it" in told
    assert ":1: unknown parameter 'yaer'; did you mean 'year'?" in told
    assert ":3: 'language' is 'fr'; input should be 'vi' or 'en'" in told
    assert ":5: unknown parameter 'margins.lefft'; did you mean 'left'?" in told
    assert ":6: 'margins.top' is 900; input should be less than or equal to 60" in told
    assert any(line.startswith(":9: unknown parameter 'accepted_findings.0.raeson'") for line in told)
    assert any("missing parameter 'accepted_findings.0.reason'" in line for line in told)


def test_a_word_yaml_takes_for_a_truth_value_is_explained(write_file: WriteFile) -> None:
    [told] = problems(write_file(MINIMAL + "unit: no\n"))

    assert told.startswith(":3: 'unit' is False")
    assert "put the word in quotes" in told


def test_the_year_lies_within_the_years_of_the_dataset(write_file: WriteFile) -> None:
    [told] = problems(write_file(MINIMAL + "last_year: 2017\n"))

    assert "first_year to last_year (2014–2017) does not hold year 2018" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("year: [2018\n", "not YAML"),
        ("- 2018\n", "expected keys and values such as 'year: 2018'"),
        ("", "expected keys and values such as 'year: 2018'"),
    ],
)
def test_a_file_that_is_no_parameters_file_is_refused(write_file: WriteFile, text: str, told: str) -> None:
    [line] = problems(write_file(text))

    assert told in line


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("issued: 2019-02-30", "'issued' is '2019-02-30'; there is no such day"),
        ("issued: 01/4/2019", "'issued' is '01/4/2019'; write the date as 2019-04-01"),
        ("issued: 86400", "'issued' is 86400; write the date as 2019-04-01"),
        ("recipients: Lưu", "'recipients' is 'Lưu'; expected a list, such as [A, B]"),
        ("margins: 20", "'margins' is 20; expected its parts, each with its name"),
        ("recipients: &a [*a]", "an alias (*) lies within its own anchor (&); write the value out"),
        ("accepted_findings: [{id: a, id: b, reason: c}]", "'id' stands twice; remove one"),
        ("compare_year: 2018", "compare_year 2018 must be another year"),
        ("compare_year: 2010", "compare_year 2010 must be another year"),
        ("unit: all", "'unit' is 'all': all, whole, failed mean something else"),
        ("unit: nul", "'unit' is 'nul': Windows keeps this name for a device"),
        (f"unit: {'a' * 200}", "200 letters long; at most 100"),
        ('unit: "a\\u202eb"', "it has the character U+202E"),
        (f"rules: {'a' * 300}", "a path of 300 bytes is too long"),
        ("accepted_findings: [{id: a, reason: [[[[[[b]]]]]]}]", "expected text"),
        ("cap_limit: yes", "'cap_limit' is True; expected a number (YAML reads yes, no, on"),
        ("plausibility: {smallest: 010}", "'plausibility.smallest' is '010'; expected a number"),
        ("plausibility: {smallest: 1_0}", "'plausibility.smallest' is '1_0'; expected a number"),
        (f"plausibility: {{smallest: {'9' * 400}}}", "expected a number"),
        ("show_ids: maybe", "expected true or false"),
        ("cap_limit: .nan", "'cap_limit' is '.nan'; expected a number"),
    ],
)
def test_a_value_that_cannot_be_meant_is_explained(write_file: WriteFile, line: str, told: str) -> None:
    [problem] = problems(write_file(MINIMAL + line + "\n"))

    assert told in problem


def test_a_key_without_a_value_is_as_if_it_were_not_there(write_file: WriteFile) -> None:
    given = read_parameters(write_file(MINIMAL + "margins:\nrecipients:\nnarrative:\n  tasks:\n"))

    assert given == read_parameters(write_file(MINIMAL))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ParametersError, match=r"2019\.yml: cannot be read"):
        read_parameters(tmp_path / "2019.yml")


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("year", "2017", "year", 2017),
        ("unit", "rach-gia", "unit", "rach-gia"),
        ("number", "012", "number", "012"),
        ("issued", "2019-04-01", "issued", date(2019, 4, 1)),
        ("issued", "", "issued", None),
        ("cap_limit", "0.25", "cap_limit", 0.25),
        ("recipients", "[A, B]", "recipients", ("A", "B")),
    ],
)
def test_every_value_can_be_set_otherwise(
    write_file: WriteFile, name: str, value: str, field: str, expected: object
) -> None:
    given = read_parameters(write_file(MINIMAL), {name: value})

    assert getattr(given, field) == expected


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("recipients", "[" * 5000, "nested more than 40 deep"),
        ("recipients", "[!!int x]", "there is a tag '!!int'"),
        ("recipients", "[a", "not YAML"),
        ("dataset", "a" * 300, "a path of 300 bytes is too long"),
        ("dataset", "a\0b", "it has the character U+0000"),
        (".".join("a" * 900), "1", "unknown parameter"),
        ("plausibility.jump", "inf", "expected a finite number"),
    ],
)
def test_a_value_that_no_report_can_have_is_explained(
    write_file: WriteFile, name: str, value: str, told: str
) -> None:
    [problem] = problems(write_file(MINIMAL), **{name: value})

    assert told in problem
    assert len(problem) < 1000


def test_leading_zeros_stay(write_file: WriteFile) -> None:
    file = ParametersFile(write_file(MINIMAL + "number: 012\nunit: 010\nmatrix: {units: [010]}\n"))

    given = file.parameters()

    assert (given.number, given.unit, file.matrix.units) == ("012", "010", ("010",))


def test_a_part_of_a_value_can_be_set_otherwise(write_file: WriteFile) -> None:
    given = read_parameters(write_file(MINIMAL + "margins:\n  top: 30\n"), {"margins.left": "25"})

    assert (given.margins.top, given.margins.left) == (30, 25)


def test_a_key_without_a_value_is_as_if_it_were_not_there_unless_no_parameter_is_called_so(
    write_file: WriteFile,
) -> None:
    assert read_parameters(write_file(MINIMAL + "unit:\nmargins: {top: }\n")).unit == ""

    with pytest.raises(ParametersError, match="unknown parameter 'langauge'; did you mean 'language'"):
        read_parameters(write_file(MINIMAL + "langauge:\n"))


def test_what_is_set_wrong_is_named_as_it_was_set(write_file: WriteFile) -> None:
    with pytest.raises(ParametersError) as caught:
        read_parameters(write_file(MINIMAL), {"langauge": "en", "year.x": "1", "cap_base": "all"})

    assert "--set langauge: unknown parameter 'langauge'; did you mean 'language'?" in caught.value.problems
    assert "--set year.x: 'year' has no parts; set 'year' itself" in caught.value.problems
    assert any(line.startswith("--set cap_base: 'cap_base' is 'all'") for line in caught.value.problems)


def test_an_acceptance_needs_a_reason() -> None:
    with pytest.raises(ValidationError, match=r"accepted_findings\.0\.reason"):
        Parameters(year=2018, dataset="x", accepted_findings=[{"id": "a", "reason": " "}])


def test_every_field_says_what_it_means() -> None:
    assert all(field.description for field in Parameters.model_fields.values())


OF_THE_PROVINCE = MINIMAL + (
    "issuer: BAN THƯỜNG VỤ TỈNH ỦY\nsuperior: ĐẢNG BỘ TỈNH\nnumber: '12'\nissued: 2019-04-01\nplace: G\n"
    "signer: A\nrecipients: [B]\nsignature: [C]\nnarrative: {assessment: D, tasks: E}\nalt_texts: {a: F}\n"
    "edition: 2\nreason: G\nquality_log: [{role: Ban Tổ chức, date: 2019-03-01, checked: I}]\n"
)


@pytest.mark.parametrize("other", [{"unit": "rach-gia"}, {"year": 2017}, {"year": "2017", "unit": ""}])
def test_another_unit_or_year_takes_nothing_that_speaks_for_the_own(
    other: dict[str, object], write_file: WriteFile
) -> None:
    file = ParametersFile(write_file(OF_THE_PROVINCE))

    given = file.parameters(other)

    assert set(file.left_out(other)) == set(OWN)
    assert given.model_dump(include=set(OWN)) == Parameters(year=2018, dataset="x").model_dump(
        include=set(OWN)
    )


@pytest.mark.parametrize("same", [{}, {"unit": "", "year": "2018"}, {"language": "en"}])
def test_the_report_of_the_file_itself_takes_all(same: dict[str, object], write_file: WriteFile) -> None:
    file = ParametersFile(write_file(OF_THE_PROVINCE))

    assert file.left_out(same) == ()
    assert file.parameters(same).narrative.tasks == "E"


def test_what_is_set_for_another_unit_stands_and_brings_nothing_else_along(write_file: WriteFile) -> None:
    file = ParametersFile(write_file(OF_THE_PROVINCE))
    other = {"unit": "rach-gia", "issuer": "BAN THƯỜNG VỤ THÀNH ỦY", "narrative.tasks": "G"}

    given = file.parameters(other)

    assert (given.issuer, given.number) == ("BAN THƯỜNG VỤ THÀNH ỦY", "")
    assert (given.narrative.tasks, given.narrative.assessment) == ("G", "")
    assert "issuer" not in file.left_out(other)


def test_a_file_without_a_year_is_of_the_only_year_of_its_matrix(write_file: WriteFile) -> None:
    text = "dataset: x\nnumber: '12'\nmatrix: {years: %s}\n"

    assert ParametersFile(write_file(text % "2018")).parameters({"year": 2018}).number == "12"
    assert ParametersFile(write_file(text % "2017-2018")).parameters({"year": 2018}).number == ""


def test_findings_accepted_of_the_province_stay_with_every_unit(write_file: WriteFile) -> None:
    """They name the figures that they are about."""
    path = write_file(MINIMAL + "accepted_findings: [{id: a, reason: b}]\n")

    assert read_parameters(path, {"unit": "rach-gia"}).accepted_findings[0].id == "a"


def test_problems_are_told_in_the_language_of_the_report(write_file: WriteFile) -> None:
    """Vietnamese unless the file says English; Python code finds them in English."""
    wrong = MINIMAL + "yaer: 1\nissued: 1/4/2019\nmargins: {top: 900}\nstatus: x\n"
    said = {}
    for language in ("vi", "en"):
        path = write_file(f"{wrong}language: {language}\n")
        with pytest.raises(ParametersError) as caught:
            read_parameters(path)
        said[language] = sorted(caught.value.say().replace(str(path), "").splitlines())
        assert "did you mean 'year'?" in str(caught.value)

    assert said["vi"] == [
        ":3: không có tham số 'yaer'; có phải 'year'?",
        ":4: 'issued' là '1/4/2019'; ghi ngày như 2019-04-01",
        ":5: 'margins.top' là 900; cần không quá 60.0",
        ":6: 'status' là 'x'; cần là 'draft' hoặc 'final'",
    ]
    assert said["en"][0] == ":3: unknown parameter 'yaer'; did you mean 'year'?"


def test_a_wrong_setting_is_told_in_the_language_that_is_set(write_file: WriteFile) -> None:
    with pytest.raises(ParametersError) as caught:
        read_parameters(write_file(MINIMAL), {"language": "en", "cap_limit": "much"})

    assert caught.value.say() == "--set cap_limit: 'cap_limit' is 'much'; expected a number, such as 0.2"
    assert caught.value.say("vi") == "--set cap_limit: 'cap_limit' là 'much'; cần một số, như 0.2"


def test_writers_may_say_a_text_in_both_languages(write_file: WriteFile) -> None:
    given = read_parameters(
        write_file(MINIMAL + "narrative: {tasks: {vi: Một, en: One}, causes: Hai}\n")
    ).narrative

    assert [given.say(part, "en") for part in ("tasks", "causes", "targets")] == ["One", "Hai", ""]
    assert given.say("tasks", "vi") == "Một"


def test_another_language_of_a_text_is_a_problem(write_file: WriteFile) -> None:
    [told] = problems(write_file(MINIMAL + "narrative: {tasks: {fr: Un}}\n"))

    assert told == ":3: a text of narrative is {'fr': 'Un'}; expected text, or text under vi and en"


def test_a_text_that_cannot_be_printed_is_told_with_its_line_and_code(write_file: WriteFile) -> None:
    path = write_file(
        f'{MINIMAL}issuer: "Tỉnh ủy\u202e"\nrecipients:\n  - Như trên\n  - "Lưu\u200b"\n'
        "narrative:\n  tasks:\n    vi: Sinh ho¹t\n  causes: Một &#8238; hai\n"
        "accepted_findings:\n  - {id: a, reason: 漢}\nalt_texts: {chart-a: 😀}\n"
    )

    told = problems(path)

    turns = "with a character that changes the direction of the text,"
    assert {line.partition(";")[0] for line in told} == {
        f":3: 'issuer': 'Tỉnh ủy\\u202e', {turns} U+202E",
        ":6: 'recipients.1': 'Lưu\\u200b', with the invisible character U+200B",
        ":9: 'narrative.tasks.vi': 'Sinh ho¹t', the font encoding TCVN3",
        f":10: 'narrative.causes': 'Một \\u202e hai', {turns} U+202E",
        ":12: 'accepted_findings.0.reason': '漢', with a character that no font of the report has, U+6F22",
        ":13: 'alt_texts.chart-a': '😀', with a character that no font of the report has, U+1F600",
    }


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Xem ![Ảnh](anh.png)", "'![Ảnh]('"),
        ("{vi: '![Ảnh][1]'}", "'![Ảnh]['"),
        ('"Một[^1]\\n\\n[^1]: nguồn"', "'[^1]: nguồn'"),
    ],
)
def test_a_text_has_nothing_that_the_report_would_not_show(
    write_file: WriteFile, text: str, named: str
) -> None:
    [told] = problems(write_file(f"{MINIMAL}narrative:\n  tasks: {text}\n"))

    assert told.startswith(f":4: a text of narrative has {named}; pictures and notes")


@pytest.mark.parametrize(
    "text",
    [
        "Hay quá! [Xem](https://e.vn)",
        "[1]: Theo báo cáo",
        "[Luật][a]\n\n[a]: https://e.vn",
        r"\![a](b)",
        "[…] (gì)",
    ],
)
def test_a_text_may_have_links_and_brackets(write_file: WriteFile, text: str) -> None:
    path = write_file(f"{MINIMAL}narrative: {{tasks: {json.dumps(text)}}}\n")

    assert read_parameters(path).narrative.tasks == text


def test_texts_are_composed_and_paths_stay_as_they_are(write_file: WriteFile) -> None:
    given = read_parameters(write_file("year: 2018\ndataset: ../so\u0302\nissuer: Ti\u0309nh u\u0309y\n"))

    assert (given.issuer, given.dataset) == ("Tỉnh ủy", "../so\u0302")


def test_texts_have_a_longest(write_file: WriteFile) -> None:
    longest = "narrative: {tasks: " + "việc " * 40_000 + "}\nissuer: " + "tỉnh " * 400 + "\n"
    read_parameters(write_file(MINIMAL + longest))

    told = problems(write_file(MINIMAL + longest.replace("}", "a việc}").replace("issuer: ", "issuer: a ")))

    assert told == [
        ":4: 'issuer': has 2001 letters; expected at most 2000",
        ":3: 'narrative.tasks': has 200006 letters; expected at most 200000",
    ]


EDITION = MINIMAL + "status: final\n"
LOG = MINIMAL + (
    "signer: Trần Văn Bình\naccepted_findings: [{id: sum-2018, reason: Nguồn in như vậy.}]\nquality_log:\n"
    "  - {role: 'Ban Tổ chức Tỉnh ủy', date: 2019-03-20, checked: Đối chiếu biên bản, accepted: [sum-2018]}\n"
)


def test_an_office_checks_and_accepts_findings_and_gives_reasons_for_all_else(write_file: WriteFile) -> None:
    more = "  - {role: 12, date: '2019-03-21', checked: A, accepted: [thiếu một chi bộ], reason: Mới lập.}\n"

    log = read_parameters(write_file(LOG + more)).quality_log

    assert [(one.role, one.date.isoformat(), one.accepted) for one in log] == [
        ("Ban Tổ chức Tỉnh ủy", "2019-03-20", ("sum-2018",)),
        ("12", "2019-03-21", ("thiếu một chi bộ",)),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (EDITION + "edition: 2\n", "edition is 2, and there is no reason; say why"),
        (EDITION + "reason: Sai số.\n", "there is a reason, and edition is 1; write edition: 2"),
        (
            EDITION + "edition: 0\nreason: A\n",
            ":4: 'edition' is 0; input should be greater than or equal to 1",
        ),
        (LOG.replace("Ban Tổ chức Tỉnh ủy", "Nguyễn Thị Hoa"), "'role' is 'Nguyễn Thị Hoa'; name an office"),
        (LOG.replace("Ban Tổ", "Trần Văn Bình, Ban Tổ"), "the name of the signer"),
        (LOG.replace("2019-03-20", "20/3/2019"), "'date' is '20/3/2019'; write the date as 2019-04-01"),
        (LOG.replace("2019-03-20", "''"), "'date' is blank; write the date as 2019-04-01"),
        (
            LOG.replace("[sum-2018]", "[sum-2081]"),
            "does not have 'sum-2081'; add it with a reason; did you mean",
        ),
        (
            LOG.replace("[sum-2018]", "[hai số lệch]"),
            "quality_log 2019-03-20: 'hai số lệch' is accepted without",
        ),
        (
            LOG.replace("checked", "cheked"),
            "unknown parameter 'quality_log.0.cheked'; did you mean 'checked'?",
        ),
    ],
)
def test_what_an_edition_or_a_log_lacks_is_told(text: str, why: str, write_file: WriteFile) -> None:
    with pytest.raises(ParametersError) as caught:
        read_parameters(write_file(text))

    assert why in str(caught.value)


@pytest.mark.parametrize(
    "role", ["Trưởng phòng Tổ chức", "Lê Lợi phường, thư ký", "Văn phòng Tỉnh ủy", "Hoa"]
)
def test_an_office_may_be_called_as_it_is(role: str, write_file: WriteFile) -> None:
    assert read_parameters(write_file(LOG.replace("Ban Tổ chức Tỉnh ủy", role))).quality_log[0].role == role
