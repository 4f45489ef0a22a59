"""A final report is not issued with anything left open, and all of it is told at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgreport.data.params.checks.issuing import check_final
from kgreport.data.params.model import Parameters
from kgreport.report.reading import build_report, read_report
from kgreport.terms.findings import DatasetError, Wording, make_finding
from kgreport.terms.phrases import Phrase, same

MakeDataset = Callable[..., Path]

WHOLE = {
    "number": "Số 12-BC/TU", "issued": "2019-04-01", "signer": "Trần Văn Bình",
    "signature": ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"], "recipients": ["Ban Tổ chức Trung ương", "Lưu"],
    "narrative": {"causes": "Một số cấp ủy chưa đôn đốc, kiểm tra, …\nCòn lại đã khắc phục."},
}  # fmt: skip


def final(**given: object) -> Parameters:
    values = {"year": 2018, "dataset": "some", "status": "final", **WHOLE, **given}
    return Parameters.model_validate(values)


def open_places(parameters: Parameters) -> list[str]:
    return [str(finding.parts["parameter"]) for finding in check_final(parameters, [])]


def test_a_final_report_with_everything_is_issued() -> None:
    assert open_places(final()) == []


def test_nothing_is_asked_of_a_draft() -> None:
    assert open_places(final(status="draft", number="Số …-BC/TU", signer="")) == []


def test_all_that_is_missing_is_told_at_once() -> None:
    assert open_places(final(number="", issued=None, signer="", place="…")) == [
        "number", "issued", "signer", "place",
    ]  # fmt: skip


def test_nothing_is_checked_after_the_day_of_issue() -> None:
    log = [{"role": "Ban Tổ chức", "date": "2019-04-02", "checked": "Biên bản"}]

    assert open_places(final(quality_log=log)) == ["quality_log"]
    assert open_places(final(quality_log=log, issued="2019-04-02")) == []


def test_the_reason_of_an_edition_is_filled_in() -> None:
    assert open_places(final(edition=2, reason="[lý do]")) == ["reason"]


@pytest.mark.parametrize(
    "number",
    [
        "Số …-BC/TU",
        "Số ...-BC/TU",
        "Số ..-BC/TU",
        "Số ___-BC/TU",
        "Số xx-BC/TU",
        "Số   -BC/TU",
        "Số /2019-BC/TU",
    ],
)
def test_a_number_to_be_filled_in_is_no_number(number: str) -> None:
    assert open_places(final(number=number)) == ["number"]


@pytest.mark.parametrize("number", ["12", "Số: 05-BC/TU", "No. 12-BC/TU", "Số 12/2019-BC", "BC số 7"])
def test_a_number_may_be_written_in_many_ways(number: str) -> None:
    assert open_places(final(number=number)) == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"signer": "Nguyễn Văn A"}, "signer"),
        ({"signer": "[Họ và tên]"}, "signer"),
        ({"issuer": "BAN THƯỜNG VỤ …"}, "issuer"),
        ({"recipients": ["Lưu", "<đơn vị>"]}, "recipients"),
        ({"signature": ["T/M ...", "PHÓ BÍ THƯ"]}, "signature"),
        ({"narrative": {"tasks": "- Giao ……… chỉ đạo."}}, "narrative.tasks"),
        ({"narrative": {"tasks": "Một.\n- …\nHai."}}, "narrative.tasks"),
        ({"narrative": {"tasks": "Giảm (…) biên chế."}}, "narrative.tasks"),
        ({"narrative": {"tasks": "TODO"}}, "narrative.tasks"),
    ],
)
def test_a_place_to_be_filled_in_is_found_wherever_it_stands(given: dict[str, object], told: str) -> None:
    assert open_places(final(**given)) == [told]


def test_findings_are_settled_or_accepted_before_a_report_is_issued() -> None:
    wording = Wording(same("3"), same("2"), Phrase("sửa", "correct it"))
    open_, settled = (
        make_finding("sum", {"year": year}, same("x"), wording, severity="warning") for year in (2018, 2017)
    )
    accepted = final(accepted_findings=[{"id": settled.id, "reason": "in the source"}])

    (told,) = check_final(accepted, [open_, settled])

    assert told.found.say("vi") == "còn 1 phát hiện chưa được chấp nhận: sum-2018"
    assert check_final(accepted, [settled]) == []


def test_the_notebook_refuses_it_too_with_everything(make_dataset: MakeDataset) -> None:
    base = make_dataset("2018,,member,,reviewed,11,s", "2018,,member,,total,10,s").parent

    with pytest.raises(DatasetError) as caught:
        build_report(base=base, year=2018, dataset="figures-of-a-test", status="final", number="Số …")

    first, *others = [finding.id for finding in caught.value.findings]
    assert first == "bound-2018-member-reviewed"
    assert others == ["final-issued", "final-signer", "final-number", "final-accepted_findings"]


def test_what_is_missing_is_told_also_where_the_tables_cannot_be_read(make_dataset: MakeDataset) -> None:
    base = make_dataset("2018,,member,,reviewed,x,s").parent
    parameters = Parameters.model_validate({"year": 2018, "dataset": "figures-of-a-test", "status": "final"})

    with pytest.raises(DatasetError) as caught:
        read_report(parameters, base)

    assert {finding.kind for finding in caught.value.findings} == {"count", "final"}
