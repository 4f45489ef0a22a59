"""The rules of a year are data: chosen by year, checked when read, one's own as good as the packaged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from kgreport.data.params.model import Parameters
from kgreport.data.rules.choosing import (
    PACKAGED,
    cap_of,
    packaged_rules,
    read_rules,
    rules_by_year,
    rules_for,
)
from kgreport.data.rules.model import Cap
from kgreport.errors import ParametersError
from kgreport.terms.vocabulary import LEVELS, REASONS, SUBJECTS

MINIMAL = "id: ours\nfirst_year: 2010\nlast_year: 2013\nsources:\n  - {kind: guide, number: 1-HD}\n"
WriteFile = Callable[[str], Path]


@pytest.fixture
def write_file(tmp_path: Path) -> WriteFile:
    def write(text: str) -> Path:
        path = tmp_path / "ours.yml"
        path.write_text(text, "utf-8")
        return path

    return write


def problems(path: Path) -> list[str]:
    with pytest.raises(ParametersError) as caught:
        read_rules(path)
    return [problem.removeprefix(str(path)) for problem in caught.value.problems]


def given(**values: object) -> Parameters:
    return Parameters.model_validate({"year": 2018, "dataset": "x", **values})


def test_every_year_from_2014_has_one_set_of_rules() -> None:
    """No gap, no overlap, and the last holds still."""
    packaged = packaged_rules()

    assert [sum(rules.covers(year) for rules in packaged) for year in range(2014, 2101)] == [1] * 87
    assert packaged[0].first_year == 2014
    assert [rules.last_year for rules in packaged] == [2017, 2018, 2022, 2024, None]


def test_a_packaged_file_is_named_after_its_rules() -> None:
    assert {path.stem for path in PACKAGED.glob("*.yml")} == {rules.id for rules in packaged_rules()}


@pytest.mark.parametrize(
    ("year", "sources"),
    [
        (2016, "Hướng dẫn 27-HD/BTCTW (25/9/2014)"),
        (2018, "Quy định 132-QĐ/TW (08/3/2018), Hướng dẫn 16-HD/BTCTW (24/9/2018)"),
        (2019, "Quy định 132-QĐ/TW (08/3/2018), Hướng dẫn 21-HD/BTCTW (18/10/2019)"),
        (2024, "Quy định 124-QĐ/TW (04/10/2023), Hướng dẫn 25-HD/BTCTW (10/11/2023)"),
        (2026, "Quy định 366-QĐ/TW (30/8/2025), Hướng dẫn 43-HD/BTCTW (31/10/2025)"),
    ],
)
def test_rules_name_their_regulation_and_guide(year: int, sources: str) -> None:
    assert rules_for(year).say_sources("vi") == sources


@pytest.mark.parametrize(
    ("year", "cap", "collective", "restatement"),
    [
        (2017, None, False, False),
        (2018, Cap(limit=0.2, severity="warning"), False, False),
        (2019, Cap(limit=0.2, severity="error"), True, False),
        (2023, Cap(limit=0.2, severity="error"), True, True),
        (2025, Cap(limit=0.2, severity="error"), True, True),
    ],
)
def test_what_each_period_asks(year: int, cap: Cap | None, collective: bool, restatement: bool) -> None:
    rules = rules_for(year)

    assert (rules.cap, rules.collective_not_above_organization, rules.restatement) == (
        cap,
        collective,
        restatement,
    )


@pytest.mark.parametrize(
    ("year", "unrated", "unreviewed"),
    [
        (2017, {"exempt"}, set()),
        (2018, {"exempt", "new"}, set()),
        (2019, {"exempt", "new", "suspended"}, set()),
        (2023, {"exempt", "new", "suspended"}, {"exempt", "new", "suspended"}),
    ],
)
def test_who_is_not_rated_and_who_not_reviewed(year: int, unrated: set[str], unreviewed: set[str]) -> None:
    rules = rules_for(year)

    assert set(rules.unrated) == unrated
    assert set(rules.unreviewed) == unreviewed


def test_the_flag_asks_for_five_years_under_all_rules() -> None:
    asked = {(rules.awards["flag"].level, rules.awards["flag"].years) for rules in packaged_rules()}

    assert asked == {("excellent", 5)}


def test_reasons_of_members_are_those_of_the_vocabulary() -> None:
    assert rules_for(2018).reasons == {"member": tuple(REASONS)}
    assert rules_for(2016).reasons == {}


def test_collectives_have_reasons_of_their_own_from_2019() -> None:
    rules = rules_for(2019)

    assert rules.reasons["collective"][0] == "unfulfilled_below_level"
    assert rules.label("collective", "unfulfilled_collective_disciplined").vi == "Tập thể bị xử lý kỷ luật"
    assert len(rules_for(2023).reasons["collective"]) == len(rules.reasons["collective"]) + 1


def test_every_term_of_every_set_has_a_name_in_both_languages() -> None:
    for rules in packaged_rules():
        for subject in SUBJECTS:
            for code in [*LEVELS, "good_or_better", "rated", *rules.reasons.get(subject, ())]:
                assert all(rules.label(subject, code)), (rules.id, subject, code)


@pytest.mark.parametrize(
    ("subject", "measure", "name"),
    [
        ("organization", "excellent", "Trong sạch, vững mạnh"),
        ("organization", "unfulfilled", "Yếu kém"),
        ("organization", "good_or_better", "Hoàn thành tốt nhiệm vụ trở lên"),
        ("member", "fulfilled_or_better", "Đủ tư cách, hoàn thành nhiệm vụ trở lên"),
        ("member", "rated", "Được xếp loại"),
        ("leader", "excellent", "Hoàn thành xuất sắc nhiệm vụ"),
    ],
)
def test_levels_before_2018_have_names_of_their_own(subject: str, measure: str, name: str) -> None:
    assert rules_for(2016).label(subject, measure).vi == name


@pytest.mark.parametrize("measure", ["good_or_better", "fulfilled_or_better"])
def test_sums_of_levels_are_named_as_in_the_vocabulary_where_levels_are(
    write_file: WriteFile, measure: str
) -> None:
    names = "".join(f"    {code}: {{vi: {name.vi}, en: {name.en}}}\n" for code, name in LEVELS.items())
    rules = read_rules(write_file(f"{MINIMAL}level_names:\n  member:\n{names}"))

    assert rules.label("member", measure) == rules_for(2018).label("member", measure)


def test_rules_do_not_change() -> None:
    with pytest.raises(ValidationError):
        rules_for(2018).restatement = True  # type: ignore[misc]


def test_rules_of_ones_own_are_found_beside_the_parameters(write_file: WriteFile) -> None:
    path = write_file(MINIMAL)

    rules = rules_for(2012, path.name, path.parent)

    assert (rules.id, rules.cap, rules.awards) == ("ours", None, {})
    assert rules.say_sources("en") == "Guidance 1-HD"


def test_each_year_has_its_rules_the_chosen_ones_first(write_file: WriteFile) -> None:
    chosen = read_rules(write_file(MINIMAL.replace("last_year: 2013", "last_year: 2015")))

    found = rules_by_year([2009, 2015, 2016, 2018], chosen)

    assert {year: rules.id for year, rules in found.items()} == {
        2015: "ours",
        2016: "27-hd",
        2018: "132-qd-16-hd",
    }


@pytest.mark.parametrize(
    ("year", "name", "told"),
    [
        (2012, "", "none come with kgreport for 2012, before 2014; name a file of your own"),
        (2018, "132-qd-21-hd", "'132-qd-21-hd' holds for 2019–2022, not for 2018; choose others"),
        (2018, "366-qd-43-hd", "'366-qd-43-hd' holds for 2025–, not for 2018"),
        (2018, "ours.yml", "'ours.yml' holds for 2010–2013, not for 2018; choose others"),
        (2018, "132-qd-16-h", "there is no '132-qd-16-h'.*did you mean '132-qd-16-hd'"),
    ],
)
def test_rules_that_do_not_cover_the_year_or_are_not_there_are_refused(
    write_file: WriteFile, year: int, name: str, told: str
) -> None:
    folder = write_file(MINIMAL).parent

    with pytest.raises(ParametersError, match=told):
        rules_for(year, name, folder)


def test_all_problems_are_told_at_once_each_with_its_line(write_file: WriteFile) -> None:
    path = write_file(
        "id: ours\nfirst_yaer: 2010\nsources: []\nlevel_names:\n  membr:\n    excellent: {vi: A, en: A}\n"
        "cap:\n  limit: 20\n  bsae: good\nunrated: [exmpt]\nawards:\n  flg: {level: excelent, years: 5}\n"
    )

    told = problems(path)

    assert ": missing rule 'first_year'; add it" in told
    assert ":2: unknown rule 'first_yaer'; did you mean 'first_year'?" in told
    assert any(line.startswith(":3: 'sources' is []") for line in told)
    assert ":5: unknown subject 'membr'; did you mean 'member'?" in told
    assert ":5: missing rule 'level_names.membr.good'; add it" in told
    assert ":8: 'cap.limit' is 20; input should be less than or equal to 1" in told
    assert ":9: unknown rule 'cap.bsae'; did you mean 'base'?" in told
    assert any(line.startswith(":10: 'unrated") for line in told)
    assert ":12: unknown award 'flg'; did you mean 'flag'?" in told
    assert ":12: unknown level 'excelent'; did you mean 'excellent'?" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("last_year: 2009\n", ":3: last_year 2009 lies before first_year 2010"),
        (
            "reasons:\n  member: [unfulfilled_target]\n",
            ":7: unknown reason 'unfulfilled_target'; did you mean 'unfulfilled_targets'?, or name it in"
            " reason_names",
        ),
        (
            "reason_names:\n  member:\n    other: {vi: Khác, en: Other}\n",
            ":8: 'other' has a name and is no reason of member; add it to reasons",
        ),
        ("unreviewed: [new]\n", ":6: 'new' is not reviewed, yet rated; add it to unrated"),
    ],
)
def test_rules_that_contradict_themselves_are_refused(write_file: WriteFile, text: str, told: str) -> None:
    base = MINIMAL.replace("last_year: 2013\n", text) if "last_year" in text else MINIMAL + text

    assert problems(write_file(base)) == [told]


def test_a_reason_that_the_rules_name_is_known(write_file: WriteFile) -> None:
    text = "reasons:\n  leader: [other]\nreason_names:\n  leader:\n    other: {vi: Khác, en: Other}\n"

    assert read_rules(write_file(MINIMAL + text)).label("leader", "other") == ("Khác", "Other")


def test_parameters_change_the_cap_of_the_rules() -> None:
    changed = cap_of(rules_for(2018), given(cap_base="good"))

    assert cap_of(rules_for(2018), given()) == rules_for(2018).cap
    assert changed == Cap(limit=0.2, base="good", severity="warning")


def test_a_cap_where_the_rules_have_none_needs_a_limit() -> None:
    rules = rules_for(2016)

    assert cap_of(rules, given(cap_limit=0.25)) == Cap(limit=0.25)
    with pytest.raises(ParametersError, match="cap_base: the rules '27-hd' have no cap; set cap_limit too"):
        cap_of(rules, given(cap_base="good"))


def test_the_example_of_the_documentation_is_right(project: Path, write_file: WriteFile) -> None:
    _, _, rest = (project / "docs/reference/rules.md").read_text("utf-8").partition("```yaml\n")

    assert read_rules(write_file(rest.partition("```")[0])).covers(2019)


def test_the_documentation_names_every_packaged_set_and_field(project: Path) -> None:
    text = (project / "docs/reference/rules.md").read_text("utf-8")

    for rules in packaged_rules():
        assert f"| `{rules.id}` | {rules.first_year}" in text
        assert all(f"{source.number}" in text and source.date in text for source in rules.sources)
        assert all(f"`{field}`" in text for field in type(rules).model_fields)
