"""The parameters of one report, as a typed, frozen model."""

from __future__ import annotations

import json
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator

from kgreport.data.params.formats import Formats
from kgreport.data.params.problems import shown
from kgreport.data.params.sound_model import SoundModel
from kgreport.data.params.written_values import (
    DatasetNames,
    Millimetres,
    OptionalCapBase,
    OptionalCapRounding,
    OptionalDate,
    OptionalShare,
    OptionalYear,
    Period,
    RulesName,
    UnitCode,
    Year,
    check_shown_whole,
    one_name_of_dataset,
)
from kgreport.errors import InvalidValueError
from kgreport.terms.paper import USUAL_MARGINS
from kgreport.terms.phrases import Language


class _Model(SoundModel):
    @model_validator(mode="before")
    @classmethod
    def _blank_is_the_default(cls, values: object) -> object:
        """Treat a key without a value like a missing key."""
        if not isinstance(values, dict):
            return values
        return {name: value for name, value in values.items() if value is not None}


_NOT_PRINTED = {
    "dataset", "narrative", "alt_texts", "recipients", "signature", "signer", "accepted_findings", "formats",
}  # fmt: skip


class Margins(_Model):
    """Margins of the printed page, in millimetres."""

    top: Millimetres = USUAL_MARGINS.top
    bottom: Millimetres = USUAL_MARGINS.bottom
    left: Millimetres = USUAL_MARGINS.left
    right: Millimetres = USUAL_MARGINS.right


class Plausibility(_Model):
    """From where on a figure is so unusual that there is a warning; see docs/reference/parameters.md."""

    jump: float = Field(5, ge=1.5, description="Times the count of the year before, or a part of it.")
    share: float = Field(3, ge=1, description="Times the usual share, or a part of it.")
    deviations: float = Field(6, ge=1, description="Standard deviations from the usual share.")
    smallest: int = Field(10, ge=1, description="Smaller counts and bases are not compared.")


LONGEST_NARRATIVE = 200_000
"""Letters of a text of the writers, about eighty pages."""


class InBothLanguages(_Model):
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


class Narrative(_Model):
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


class AcceptedFinding(_Model):
    """A finding that does not stop the build, and why."""

    id: str = Field(min_length=1, description="The finding's id, as `kgreport check` prints it.")
    reason: str = Field(min_length=1, description="Why it is right to publish all the same; it is printed.")


class Parameters(_Model):
    """The parameters of one report: set in a file, on the command line, or in the notebook.

    Examples
    --------
    >>> parameters = kgreport.Parameters(year=2018, dataset="kien-giang-2018", first_year=2015)
    >>> parameters.years
    range(2015, 2019)
    """

    paths: ClassVar[frozenset[str]] = frozenset({"dataset", "rules"})

    _datasets_are_dataset = model_validator(mode="before")(one_name_of_dataset)

    year: Year = Field(description="The year reported on.")
    period: Period = Field(
        "year",
        description="What the ratings are of: `year`, `quarter_1` to `quarter_4`, or `term` (up to `year`).",
    )
    dataset: DatasetNames = Field(
        description="A packaged dataset, or a folder relative to the parameters file; or a list of them.",
    )
    unit: UnitCode = Field("", description="Code of the unit reported on; empty for the whole organisation.")
    language: Language = Field("vi", description="Language of the report: `vi` or `en`.")
    status: Literal["draft", "final"] = Field(
        "draft", description="`draft` prints a visible mark in every format; `final` does not."
    )
    first_year: OptionalYear = Field(
        None, description="First year the dataset may speak of; four years before `year` if not set."
    )
    last_year: OptionalYear = Field(
        None, description="Last year the dataset may speak of; `year` if not set."
    )
    compare_year: OptionalYear = Field(
        None,
        description="Year to compare with; the year before if not set. Without figures, nothing is compared.",
    )
    issued: OptionalDate = Field(None, description="Date of issue, as `2019-04-01`.")
    place: str = Field("", description="Place of issue.")
    issuer: str = Field("", description="Organisation that issues the report.")
    superior: str = Field("", description="Organisation above the issuer.")
    number: str = Field("", description="Number of the document, as `Số 12-BC/TU`.")
    recipients: tuple[str, ...] = Field((), description="Recipients, one line each.")
    signature: tuple[str, ...] = Field(
        (), description="Lines of the signature block above the signature: on whose behalf, in what office."
    )
    signer: str = Field("", description="Name under the signature.")
    secrecy: Literal["", "mật", "tối mật", "tuyệt mật"] = Field(
        "", description="Mark of secrecy: `mật`, `tối mật` or `tuyệt mật`."
    )
    urgency: Literal["", "khẩn", "thượng khẩn", "hỏa tốc"] = Field(
        "", description="Mark of urgency: `khẩn`, `thượng khẩn` or `hỏa tốc`."
    )
    circulation: str = Field("", description="How far it may circulate, as `lưu hành nội bộ`.")
    font: str = Field(
        "", description="Font of the PDF, as `Times New Roman`; that of the typesetter if not set."
    )
    margins: Margins = Field(default_factory=Margins, description="Margins of the page, in millimetres.")
    include_code: bool = Field(
        False, description="Whether an appendix of the HTML page has the code of the notebook."
    )
    formats: Formats = Field(
        ("html", "pdf"),
        description="Formats to publish: `html`, `pdf`, `brief` (one sheet for leaders), and those of "
        "installed packages.",
    )
    narrative: Narrative = Field(default_factory=Narrative, description="Texts in Markdown, by section.")
    alt_texts: dict[str, str] = Field(
        default_factory=dict, description="Alt text by chart id, where the generated one is not wanted."
    )
    accepted_findings: tuple[AcceptedFinding, ...] = Field(
        (), description="Findings that do not stop the build, each with a reason."
    )
    plausibility: Plausibility = Field(
        default_factory=Plausibility,
        description="From where on a figure is so unusual that there is a warning.",
    )
    show_ids: bool = Field(
        False,
        description="Whether members and officials who are listed one by one are called by their ids.",
    )
    rules: RulesName = Field(
        "", description="Packaged rules, or a file relative to the parameters file; by year if not set."
    )
    cap_limit: OptionalShare = Field(
        None, description="Largest share of `excellent`, as a fraction of one; as the rules say if not set."
    )
    cap_base: OptionalCapBase = Field(
        None, description="What the cap is taken of; as the rules say if not set."
    )
    cap_rounding: OptionalCapRounding = Field(
        None, description="How the largest allowed count is rounded; as the rules say if not set."
    )

    def content(self) -> dict[str, Any]:
        """Give the parameters that the contents of a report depend on, as plain values by name."""
        return self.model_dump(mode="json", exclude={"formats"})

    def printed(self) -> dict[str, str]:
        """Give the parameters that are not at their default, as text, without texts and names of people."""
        values = self.model_dump(mode="json", exclude_defaults=True, exclude=_NOT_PRINTED)
        return {
            name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            for name, value in values.items()
        }

    @property
    def issued_by(self) -> tuple[str, ...]:
        """What says who issues the report: the place, the issuer and the organisation above."""
        return self.place, self.superior, self.issuer

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets that are read as one, as they are named."""
        return (self.dataset,) if isinstance(self.dataset, str) else self.dataset

    @property
    def years(self) -> range:
        """The years a figure of the dataset may be of."""
        return range(self.first_year or self.year - 4, (self.last_year or self.year) + 1)

    @model_validator(mode="after")
    def _years_hold_year(self) -> Parameters:
        compared = self.compare_year
        if compared is not None and (compared == self.year or compared not in self.years):
            raise InvalidValueError(
                f"compare_year {compared} phải là năm khác, trong khoảng first_year đến last_year",
                f"compare_year {compared} must be another year, within first_year to last_year",
            )
        if self.year not in self.years:
            span = f"{self.years.start}–{self.years.stop - 1}"
            raise InvalidValueError(
                f"first_year đến last_year ({span}) không có năm {self.year}; mở rộng khoảng này",
                f"first_year to last_year ({span}) does not hold year {self.year}; widen it",
            )
        return self
