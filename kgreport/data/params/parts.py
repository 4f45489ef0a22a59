"""The parts of the parameters that have parts themselves: margins, texts, accepted findings, and so on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field

from kgreport.data.params.problems import shown
from kgreport.data.params.sound_model import SoundModel
from kgreport.data.params.written_values import Millimetres, NeededDate, check_shown_whole
from kgreport.errors import InvalidValueError
from kgreport.terms.paper import USUAL_MARGINS
from kgreport.terms.phrases import Language
from kgreport.terms.spelling import near_or_known


class Margins(SoundModel):
    """Margins of the printed page, in millimetres."""

    top: Millimetres = USUAL_MARGINS.top
    bottom: Millimetres = USUAL_MARGINS.bottom
    left: Millimetres = USUAL_MARGINS.left
    right: Millimetres = USUAL_MARGINS.right


class Plausibility(SoundModel):
    """From where on a figure is so unusual that there is a warning; see docs/reference/parameters.md."""

    jump: float = Field(5, ge=1.5, description="Times the count of the year before, or a part of it.")
    share: float = Field(3, ge=1, description="Times the usual share, or a part of it.")
    deviations: float = Field(6, ge=1, description="Standard deviations from the usual share.")
    smallest: int = Field(10, ge=1, description="Smaller counts and bases are not compared.")


LONGEST_NARRATIVE = 200_000
"""Letters of a text of the writers, about eighty pages."""


class InBothLanguages(SoundModel):
    """A text in Vietnamese and in English."""

    longest: ClassVar[int] = LONGEST_NARRATIVE

    vi: str = ""
    en: str = ""


def _text_or_both(value: object) -> object:
    """Take a text, or a text in each language; nothing in it that the report would not show."""
    for text in value.values() if isinstance(value, dict) else (value,):
        check_shown_whole(text)
    if (
        isinstance(value, dict)
        and set(value) <= {"vi", "en"}
        and all(isinstance(one, str) for one in value.values())
    ):
        return InBothLanguages(**value)
    if isinstance(value, dict | list | bool):
        raise InvalidValueError(
            f"phần nhận định là {shown(value)}; cần một đoạn chữ, hoặc đoạn chữ ở vi và ở en",
            f"a text of narrative is {shown(value)}; expected text, or text under vi and en",
        )
    return value


WriterText = Annotated[str | InBothLanguages, BeforeValidator(_text_or_both)]


class Narrative(SoundModel):
    """What the writers of the report say, in Markdown: each a text, or ``vi`` and ``en``."""

    longest: ClassVar[int] = LONGEST_NARRATIVE

    assessment: WriterText = Field("", description="Assessment of the year.")
    preparation: WriterText = Field("", description="How the review was prepared.")
    suggested: WriterText = Field("", description="Reviews the upper level suggested, and explanations.")
    targets: WriterText = Field("", description="Targets of the year and of the term.")
    remediation: WriterText = Field("", description="Remediation after the review.")
    personnel: WriterText = Field("", description="Personnel work.")
    commitments: WriterText = Field("", description="Study of resolutions and directives, and commitments.")
    causes: WriterText = Field("", description="Causes of shortcomings.")
    tasks: WriterText = Field("", description="Tasks for the next year.")

    def say(self, part: str, language: Language) -> str:
        """Give a text in the language of the report; where it is not given in that, as it is given."""
        text: str | InBothLanguages = getattr(self, part)
        if isinstance(text, str):
            return text
        return (text.en or text.vi) if language == "en" else (text.vi or text.en)


class AcceptedFinding(SoundModel):
    """A finding that does not stop the build, and why."""

    id: str = Field(min_length=1, description="The finding's id, as `kgreport check` prints it.")
    reason: str = Field(min_length=1, description="Why it is right to publish all the same; it is printed.")


_FAMILY_NAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Trương|Lâm|Mai|Đoàn|Danh|Tạ|"
    "Thạch|Châu|Tô|Cao|Lương|Lưu|Quách|Kim|Đào|Hà|Thái|Thị"
)
_PERSON = re.compile(
    rf"(?:(?:[Đđ]ồng chí|đ/c|[ÔôBb](?:ng|à)):? +)?(?:{_FAMILY_NAMES})(?: +(?=[^\W\d_a-zà-ỹđ])\w+){{1,4}}"
)
"""How the name of a person is written: a family name, then words that begin with capitals."""


def _office(text: str) -> str:
    """Take an office or an organisation, and not the name of a person."""
    if _PERSON.fullmatch(text):
        raise InvalidValueError(
            f"'role' là {shown(text)}; ghi chức vụ hoặc cơ quan, như Ban Tổ chức Tỉnh ủy, không ghi họ tên",
            f"'role' is {shown(text)}; name an office, such as Ban Tổ chức Tỉnh ủy, and not a person",
        )
    return text


class LogEntry(SoundModel):
    """An entry of the quality log: who checked what, when, what was accepted, and why."""

    role: Annotated[str, Field(min_length=1), AfterValidator(_office)] = Field(
        description="Who checked: an office, such as `Ban Tổ chức Tỉnh ủy`, and not a name."
    )
    date: NeededDate = Field(description="The day of the check, as `2019-03-20`.")
    checked: str = Field(min_length=1, description="What was checked, and against what.")
    accepted: tuple[str, ...] = Field(
        (), description="What was accepted: ids of `accepted_findings`, or texts."
    )
    reason: str = Field("", description="Why; an accepted finding has its own reason.")

    @property
    def texts_accepted(self) -> list[str]:
        """What was accepted that is no finding: an id has no blank."""
        return [one for one in self.accepted if " " in one]


def check_log(log: Iterable[LogEntry], accepted: Collection[str], signer: str) -> None:
    """The quality log names offices, findings that the parameters accept, and a reason for all else.

    Raises
    ------
    InvalidValueError
        Something in it is not so.
    """
    for entry in log:
        of = f"quality_log {entry.date.isoformat()}"
        if signer and re.search(rf"\b{re.escape(signer)}\b", entry.role, re.IGNORECASE):
            raise InvalidValueError(
                f"{of}: 'role' có họ tên người ký; ghi chức vụ hoặc cơ quan",
                f"{of}: 'role' has the name of the signer; name the office",
            )
        for one in entry.accepted:
            if one not in accepted and one not in entry.texts_accepted:
                hint = near_or_known(one, accepted)
                raise InvalidValueError(
                    f"{of}: accepted_findings không có {shown(one)}; thêm vào đó kèm lý do; {hint.vi}",
                    f"{of}: accepted_findings does not have {shown(one)}; add it with a reason; {hint.en}",
                )
        if entry.texts_accepted and not entry.reason:
            raise InvalidValueError(
                f"{of}: chấp nhận {shown(entry.texts_accepted[0])} mà chưa ghi lý do (reason)",
                f"{of}: {shown(entry.texts_accepted[0])} is accepted without a reason",
            )
