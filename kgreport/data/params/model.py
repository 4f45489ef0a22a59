"""The parameters of one report, as a typed, frozen model."""

from __future__ import annotations

import json
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from kgreport.data.params.formats import Formats
from kgreport.data.params.parts import (
    AcceptedFinding,
    LogEntry,
    Margins,
    Narrative,
    Plausibility,
    check_log,
)
from kgreport.data.params.sound_model import SoundModel
from kgreport.data.params.written_values import (
    DatasetNames,
    EditionNumber,
    OptionalCapBase,
    OptionalCapRounding,
    OptionalDate,
    OptionalShare,
    OptionalYear,
    Period,
    RulesName,
    UnitCode,
    Year,
    one_name_of_dataset,
)
from kgreport.errors import InvalidValueError
from kgreport.terms.phrases import Language

_NOT_PRINTED = {
    "dataset", "narrative", "alt_texts", "recipients", "signature", "signer", "accepted_findings", "formats",
    "edition", "reason", "quality_log",
}  # fmt: skip


class Parameters(SoundModel):
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
    edition: EditionNumber = Field(
        1,
        description="Which edition of the final report it is; a report that was issued is never overwritten.",
    )
    reason: str = Field(
        "", description="Why it is issued again; an edition from 2 on needs it, and prints it."
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
        description="Formats to publish: `html`, `pdf`, `brief` (one sheet for leaders), `csv`, `docx` (a "
        "document for Word), `xlsx` (a workbook for Excel), and those of installed packages.",
    )
    csv_bom: bool = Field(
        False, description="Whether CSV files begin with the mark by which Excel knows UTF-8."
    )
    licence: str = Field(
        "", description="Licence under which others may use the figures: an address, or words."
    )
    narrative: Narrative = Field(default_factory=Narrative, description="Texts in Markdown, by section.")
    alt_texts: dict[str, str] = Field(
        default_factory=dict, description="Alt text by chart id, where the generated one is not wanted."
    )
    accepted_findings: tuple[AcceptedFinding, ...] = Field(
        (), description="Findings that do not stop the build, each with a reason."
    )
    quality_log: tuple[LogEntry, ...] = Field(
        (), description="Who checked the figures, when, what was accepted, and why; it is printed."
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

    @model_validator(mode="after")
    def _later_editions_have_a_reason(self) -> Parameters:
        if self.edition > 1 and not self.reason:
            raise InvalidValueError(
                f"edition là {self.edition} mà chưa có reason; ghi lý do ban hành lại",
                f"edition is {self.edition}, and there is no reason; say why it is issued again",
            )
        if self.reason and self.edition == 1:
            raise InvalidValueError(
                "có reason mà edition là 1; ghi edition: 2, hoặc bỏ reason",
                "there is a reason, and edition is 1; write edition: 2, or leave the reason out",
            )
        return self

    @model_validator(mode="after")
    def _log_is_sound(self) -> Parameters:
        check_log(self.quality_log, [one.id for one in self.accepted_findings], self.signer)
        return self
