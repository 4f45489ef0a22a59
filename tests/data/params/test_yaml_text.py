"""YAML is parsed within bounds, and what is written is what is read."""

from __future__ import annotations

import pytest

from kgreport.data.params.yaml_text import YamlError, parse_yaml

BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGED_BOMB = "a: &a {x: 1}\n" + "".join(
    f"{name}: &{name} {{<<: [{', '.join([f'*{before}'] * 10)}]}}\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "written",
    [
        "012",
        "010",
        "0x1F",
        "0b11",
        "1_000",
        "12:30",
        "1.10",
        "1.0e+3",
        "+5",
        "2019-04-01",
        ".inf",
        "=",
        "9" * 5000,
    ],
)
def test_what_is_no_plain_number_stays_as_it_is_written(written: str) -> None:
    assert parse_yaml(f"number: {written}").values == {"number": written}


def test_plain_numbers_truths_and_blanks_are_read() -> None:
    assert parse_yaml("[12, -3, 0.25, 20.0, yes, ~]").values == [12, -3, 0.25, 20.0, True, None]


@pytest.mark.parametrize("text", [BOMB, MERGED_BOMB, f"a: {'x' * 4_000_001}"], ids=["alias", "merge", "long"])
def test_a_text_that_is_large_once_it_is_written_out_is_refused(text: str) -> None:
    with pytest.raises(YamlError, match="too large: more than 4000000 letters"):
        parse_yaml(text)


@pytest.mark.parametrize(
    "text",
    ["a: " + "[" * 100_000, "a: " + "[" * 900 + "]" * 900, "{a: " * 900, "- " * 900 + "x", "? " * 900 + "x"],
    ids=["open", "closed", "mappings", "lists", "keys"],
)
def test_a_text_that_is_nested_too_deep_is_refused(text: str) -> None:
    with pytest.raises(YamlError, match="nested more than 40 deep") as caught:
        parse_yaml(text)

    assert caught.value.line == 1


@pytest.mark.parametrize(
    "value",
    [
        *(
            "!!timestamp foo",
            "!!bool x",
            '!!int ""',
            "!!float x",
            "!!binary '%'",
            "!!set {a}",
            "!!omap [a: b]",
        ),
        *("!own x", "!!python/object/apply:os.system [ls]", "!!str [a]"),
    ],
)
def test_a_tag_is_refused_with_its_line(value: str) -> None:
    with pytest.raises(YamlError) as caught:
        parse_yaml(f"year: 2018\nplace: {value}\n")

    assert caught.value.line == 2
    assert "tag" in str(caught.value) or "not YAML" in str(caught.value)


def test_text_may_be_marked_as_text() -> None:
    assert parse_yaml("number: !!str 12").values == {"number": "12"}


def test_declared_tags_are_refused_before_they_are_read() -> None:
    with pytest.raises(YamlError, match="there is a tag '%TAG'"):
        parse_yaml("".join(f"%TAG !a{n}! b\n" for n in range(100_000)) + "---\na: b\n")


def test_a_merged_key_may_be_set_otherwise() -> None:
    parsed = parse_yaml("a: &a {top: 20, left: 30}\nb: {<<: *a, top: 25}\n")

    assert parsed.values["b"] == {"top": 25, "left": 30}
    assert parsed.repeated == ()


def test_a_key_that_is_written_twice_is_told_though_others_are_merged() -> None:
    parsed = parse_yaml("a: &a {top: 20}\nb:\n  <<: *a\n  top: 25\n  'top': 30\n")

    assert parsed.repeated == (("top", 5),)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("a: b\n---\nc: d\n", 2, "a second document after ---"),
        ("a: b\nc: [\n", 3, "not YAML"),
        ("? [a]\n: b\n", 1, "not YAML: found unhashable key"),
        ("a: b\nc: *d\n", 2, "not YAML: found undefined alias"),
        ("a: b\nc: &c\n  - *c\n", 3, "lies within its own anchor"),
        ("a: \x07", 0, "not YAML"),
    ],
)
def test_what_is_no_yaml_is_told_with_its_line(text: str, line: int, told: str) -> None:
    with pytest.raises(YamlError, match=told.replace("*", r"\*")) as caught:
        parse_yaml(text)

    assert caught.value.line == line


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("year:\u00a02018\ndataset: x", 1, "there is U+00A0; delete it"),
        ("a: |\n  x\nplace:\u202fCà Mau\nb: 1", 3, "there is U+202F; delete it"),
        ("a:\n  b: |\n    \tmột\n", 3, "there is a tab; delete it"),
    ],
)
def test_a_blank_that_yaml_takes_for_none_is_named_where_it_stands(text: str, line: int, told: str) -> None:
    with pytest.raises(YamlError) as caught:
        parse_yaml(text)

    assert told in caught.value.texts[1]
    assert caught.value.line == line


def test_other_blanks_within_texts_are_no_fault() -> None:
    assert parse_yaml("a: 5\u00a0km\nb:\t7").values == {"a": "5\u00a0km", "b": 7}
