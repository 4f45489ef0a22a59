"""Write the parameters of a year from those of the year before, without what was said of that."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml

from kgreport.data.params.matrix import KEY as MATRIX
from kgreport.data.params.parts import Narrative
from kgreport.data.params.yaml_text import YamlError, parse_yaml
from kgreport.errors import ProjectError
from kgreport.projects.blocks import Block, blocks_of
from kgreport.projects.parameters import BLANK
from kgreport.terms.phrases import Language, Phrase

_NEW_TEXTS = Phrase(
    "Lời văn năm {year} viết mới; lời văn năm {before} vẫn còn trong {source}.",
    "The texts of {year} are to be written; those of {before} are still in {source}.",
)
_ACCEPTED = Phrase(
    "Năm {before} đã chấp nhận những phát hiện này. Năm {year} mã khác: xem kgreport check rồi mới ghi.",
    "These findings of {before} were accepted. Those of {year} have other ids: see kgreport check first.",
)
_WAS = Phrase("năm {before}: {value}", "{before}: {value}")
_ALT_TEXTS = Phrase(
    "Mô tả biểu đồ năm {before} không chép sang: số liệu khác rồi.",
    "Alt texts of {before} are not copied: they tell other figures.",
)
_FROM = Phrase("năm đầu tiên mà số liệu được nói tới", "the first year that the figures may speak of")
_PARTS: Mapping[str, str] = {
    "assessment": "đánh giá chung",
    "preparation": "việc chuẩn bị kiểm điểm",
    "suggested": "gợi ý kiểm điểm và giải trình",
    "targets": "thực hiện chỉ tiêu",
    "remediation": "khắc phục sau kiểm điểm",
    "personnel": "công tác cán bộ",
    "commitments": "học tập nghị quyết, cam kết",
    "causes": "nguyên nhân của hạn chế, khuyết điểm",
    "tasks": "nhiệm vụ năm sau",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NextYear:
    """A year that follows another.

    Attributes
    ----------
    year, before
        The year, and the year whose parameters are copied.
    source
        The file they are copied from, as it is called in comments.
    datasets
        The datasets of the year, in their order.
    first_year
        The first year that these may speak of; None for the usual one.
    language
        Language of the comments.
    """

    year: int
    before: int
    source: str
    datasets: Sequence[str]
    first_year: int | None
    language: Language

    def say(self, phrase: Phrase, **values: object) -> str:
        """Say something of the two years."""
        said = {"year": self.year, "before": self.before, "source": self.source, **values}
        return phrase.say(self.language, **said)


def next_parameters(text: str, following: NextYear) -> str:
    """Copy a parameters file for another year.

    Year, dataset and dates are those of the new year; status is ``draft``; number, date of issue, texts, alt
    texts and accepted findings are left for the user; everything else is copied with its comments.

    Raises
    ------
    ProjectError
        A value that is copied refers to one that is not.
    """
    values = parse_yaml(text).values
    changed = [_changed(block, values.get(block.name), following) for block in blocks_of(text)]
    copied = "".join(changed).lstrip("\n")
    try:
        parse_yaml(copied)
    except YamlError as error:
        vi, en = error.texts
        raise ProjectError(
            f"{following.source}: không chép được: {vi}; viết hẳn ra những giá trị có * và &",
            f"{following.source}: cannot be copied: {en}; write out the values that have * and &",
        ) from None
    return copied


def _changed(block: Block, value: Any, following: NextYear) -> str:
    change = _CHANGES.get(block.name)
    return change(block, value, following) if change else block.text


def _year(block: Block, _: Any, following: NextYear) -> str:
    """Name the new year, also in the comments above it."""
    above = tuple(line.replace(str(following.before), str(following.year)) for line in block.above)
    return replace(block, above=above).with_value(str(following.year))


def _dataset(block: Block, _: Any, following: NextYear) -> str:
    names = following.datasets
    text = Block("dataset", block.above, block.lines).with_value(
        names[0] if len(names) == 1 else f"[{', '.join(names)}]"
    )
    if following.first_year is None:
        return text
    return text + f"first_year: {following.first_year}    # {following.say(_FROM)}\n"


def _nothing(block: Block, _: Any, following: NextYear) -> str:  # noqa: ARG001
    return "".join(f"{line}\n" for line in block.above if line.startswith("#"))


def _draft(block: Block, _: Any, following: NextYear) -> str:  # noqa: ARG001
    return block.with_value("draft")


def _issued(block: Block, value: Any, following: NextYear) -> str:
    return block.with_value("", following.say(_WAS, value=value)) if value else block.text


def _number(block: Block, value: Any, following: NextYear) -> str:
    """Leave the number of the document blank, and keep what stands around it."""
    blank = re.sub(r"\d+", BLANK, str(value or ""), count=1)
    return block.with_value(blank, following.say(_WAS, value=value)) if blank != str(value) else block.text


def _narrative(block: Block, value: Any, following: NextYear) -> str:
    """Empty every text, and say in a comment what belongs there."""
    parts = list(Narrative.model_fields) if not isinstance(value, dict) else list(value)
    said = {name: part.description for name, part in Narrative.model_fields.items()}
    described = _PARTS if following.language == "vi" else said
    lines = [f'  {name}: ""    # {described.get(name, "")}'.rstrip(" #") for name in parts]
    lines = [f"# {following.say(_NEW_TEXTS)}", "narrative:", *lines]
    return "".join(f"{line}\n" for line in (*block.above, *lines))


def _alt_texts(block: Block, value: Any, following: NextYear) -> str:
    if not value:
        return block.text
    return "".join(f"{line}\n" for line in (*block.above, f"# {following.say(_ALT_TEXTS)}", "alt_texts: {}"))


def _accepted(block: Block, value: Any, following: NextYear) -> str:
    """Accept nothing unseen: what was accepted stays as a comment."""
    if not value:
        return block.text
    listed = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000).splitlines()
    lines = [f"# {following.say(_ACCEPTED)}", *(f"#   {line}" for line in listed), "accepted_findings: []"]
    return "".join(f"{line}\n" for line in (*block.above, *lines))


def _matrix(block: Block, value: Any, following: NextYear) -> str:
    """Keep a matrix, but of its years only the new one, and of ``each`` only what has no year."""
    if not isinstance(value, dict) or not ({"years", "each"} & set(value)):
        return block.text
    kept = dict(value)
    if "years" in kept:
        kept["years"] = [following.year]
    each = {
        key: _of_any_edition(of)
        for key, of in (kept.pop("each", None) or {}).items()
        if not re.search(r"\b\d{4}\b", str(key))
    }
    listed = yaml.safe_dump(
        {MATRIX: {**kept, **({"each": each} if each else {})}}, allow_unicode=True, sort_keys=False
    )
    return "".join(f"{line}\n" for line in (*block.above, *listed.splitlines()))


def _of_any_edition(values: Any) -> Any:
    """Leave out what one edition says."""
    if not isinstance(values, dict):
        return values
    return {name: value for name, value in values.items() if name not in ("edition", "reason", "quality_log")}


_CHANGES: Mapping[str, Callable[[Block, Any, NextYear], str]] = {
    "year": _year,
    "dataset": _dataset,
    "datasets": _dataset,
    "first_year": _nothing,
    "last_year": _nothing,
    "compare_year": _nothing,
    "status": _draft,
    "edition": _nothing,
    "reason": _nothing,
    "quality_log": _nothing,
    "issued": _issued,
    "number": _number,
    "narrative": _narrative,
    "alt_texts": _alt_texts,
    "accepted_findings": _accepted,
    MATRIX: _matrix,
}
"""What becomes of a key; every other is copied."""
