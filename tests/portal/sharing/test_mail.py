"""An e-mail for each unit is ready to be sent; wrong rows are told, and the others have theirs."""

from __future__ import annotations

from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses
from pathlib import Path
from typing import Any

import pytest

from kgreport.errors import ShareError
from kgreport.portal.sharing.choice import choose_reports
from kgreport.portal.sharing.mail import Mailed, write_mails
from tests.portal.made_up import make_report


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    folder = tmp_path / "outputs"
    for year, unit in ((2017, "an-bien"), (2018, "an-bien"), (2018, "")):
        make_report(folder, year, unit, superior="TỈNH ỦY MẪU", more_files=(".brief.pdf",))
    return folder


def write(outputs: Path, *rows: str, header: str = "unit,email,name") -> Mailed:
    table = outputs.parent / "recipients.csv"
    table.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return write_mails(choose_reports(outputs), outputs, table, outputs.parent / "mail")


def read(path: Path) -> EmailMessage:
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(message: EmailMessage) -> str:
    body = message.get_body()
    assert isinstance(body, EmailMessage)
    return str(body.get_content())


def told(mailed: Mailed) -> list[str]:
    return [
        f"{one.place.say('en')}: {one.found.say('en')}; {one.advice.say('en')}" for one in mailed.findings
    ]


def test_an_email_has_a_text_the_brief_and_the_pdf_of_the_latest_year(outputs: Path) -> None:
    [path] = write(outputs, "an-bien,vanphong@anbien.gov.vn,Văn phòng Huyện ủy").files
    message = read(path)

    assert path.name == "2018-an-bien.eml"
    assert message["To"] == "Văn phòng Huyện ủy <vanphong@anbien.gov.vn>"
    assert message["Subject"] == "[DỰ THẢO] Báo cáo kiểm điểm, đánh giá, xếp loại năm 2018: Huyện ủy An Biên"
    assert [part.get_filename() for part in message.iter_attachments()] == [
        "annual-report-2018-an-bien.brief.pdf",
        "annual-report-2018-an-bien.pdf",
    ]
    assert text_of(message).splitlines()[0] == "Kính gửi Văn phòng Huyện ủy,"
    assert "dự thảo" in text_of(message)
    assert text_of(message).rstrip().endswith("TỈNH ỦY MẪU")


def test_an_attachment_is_the_file_as_it_was_built(outputs: Path) -> None:
    [path] = write(outputs, "whole,a@b.vn,").files
    *_, pdf = read(path).iter_attachments()

    assert pdf.get_content_type() == "application/pdf"
    assert pdf.get_content() == (outputs / "tinh/2018/whole/annual-report-2018-whole.pdf").read_bytes()


def test_all_addresses_of_a_unit_are_in_one_email(outputs: Path) -> None:
    [path] = write(outputs, "an-bien,a@b.vn; c@d.vn,", "an-bien,A@B.vn,", "an-bien,e@f.vn,Ông E").files

    assert [one.addr_spec for one in read(path)["To"].addresses] == ["a@b.vn", "c@d.vn", "e@f.vn"]


NO_ADDRESSES = ("a@b", "a b@c.vn", "a@b..vn", "@b.vn", "a@b.vn>", "ạ@b.vn", "a.@b.vn", "x" * 65 + "@b.vn")


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("an-bienn,a@b.vn,", "unit: unknown unit 'an-bienn'; did you mean 'an-bien'?"),
        ("rach-gia,a@b.vn,", "unit: unknown unit 'rach-gia'; correct the cell"),
        (",a@b.vn,", "unit: a blank cell"),
        *((f"an-bien,{wrong},", f"email: '{wrong}'; correct the cell") for wrong in NO_ADDRESSES),
        ("an-bien,a@b.vn; b@,", "email: 'b@'; correct the cell"),
        ("an-bien,;,", "email: ';'; correct the cell"),
        ("an-bien,a@\u200bb.vn,", "email: 'a@\\u200bb.vn', with the invisible character U+200B"),
    ],
)
def test_a_wrong_row_is_told_and_the_others_have_their_emails(outputs: Path, row: str, found: str) -> None:
    mailed = write(outputs, "whole,ok@b.vn,", row)

    assert [path.name for path in mailed.files] == ["2018-whole.eml"]
    assert len(mailed.findings) == 1
    assert told(mailed)[0].startswith(f"recipients.csv, row 3, column {found}")


def test_long_names_and_many_addresses_stay_as_they_are(outputs: Path) -> None:
    name = "Ban Thường vụ Đảng ủy Bộ Chỉ huy Quân sự tỉnh Kiên Giang"
    given = [(f"{name}, {n}", f"{'vanphong' * 7}{n}@rachgia.gov.vn") for n in range(30)]
    mailed = write(outputs, *(f'an-bien,{address},"{said}"' for said, address in given))

    (path,) = mailed.files
    found = getaddresses([message_from_bytes(path.read_bytes())["To"]])
    assert [(str(make_header(decode_header(said))), address) for said, address in found] == given
    assert max(map(len, path.read_bytes().split(b"\r\n"))) < 100


def test_a_table_without_the_columns_is_told(outputs: Path) -> None:
    mailed = write(outputs, "whole,a@b.vn", header="unit,mail")

    assert (mailed.files, len(mailed.findings)) == ((), 2)
    assert "missing column 'email'; is it the column 'mail'?" in told(mailed)[0]


def test_a_unit_whose_report_has_no_pdf_is_told(outputs: Path) -> None:
    (outputs / "tinh/2018/whole/annual-report-2018-whole.pdf").unlink()
    mailed = write(outputs, "whole,a@b.vn,")

    assert mailed.files == ()
    assert told(mailed) == [
        "recipients.csv, row 2, column unit: 'whole': its report has no PDF; build it with --to html,pdf"
    ]


def test_a_pdf_that_was_changed_is_not_sent(outputs: Path) -> None:
    (outputs / "tinh/2018/whole/annual-report-2018-whole.pdf").write_text("%PDF 2", "utf-8")
    mailed = write(outputs, "whole,a@b.vn,", "an-bien,a@b.vn,")

    assert [path.name for path in mailed.files] == ["2018-an-bien.eml"]
    assert "'whole': was changed since it was built" in told(mailed)[0]


def test_the_latest_final_edition_is_sent_with_its_reason(outputs: Path) -> None:
    given: dict[str, Any] = {"year": 2018, "unit": "an-bien", "status": "final"}
    make_report(outputs, marks=("final",), **given)
    make_report(outputs, marks=("final", "edition-2"), edition=2, reason="Sửa số đảng viên", **given)
    [path] = write(outputs, "an-bien,a@b.vn,").files
    message = read(path)

    assert [part.get_filename() for part in message.iter_attachments()] == [
        "annual-report-2018-an-bien-final-edition-2.pdf"
    ]
    assert "Sửa số đảng viên" in text_of(message)
    assert "DỰ THẢO" not in message["Subject"]


def test_a_name_of_several_lines_adds_no_header(outputs: Path) -> None:
    mailed = write(outputs, 'an-bien,a@b.vn,"Ông A\nBcc: x@y.vn"', 'whole,c@d.vn,"Bà B\\r\\nBcc: x@y.vn"')

    assert [read(path)["Bcc"] for path in mailed.files] == [None] * len(mailed.files)
    assert mailed.files


def test_the_same_reports_and_addresses_give_the_same_bytes(outputs: Path) -> None:
    [path] = write(outputs, "an-bien,a@b.vn,").files
    before = path.read_bytes()
    [again] = write(outputs, "an-bien,a@b.vn,").files

    assert again.read_bytes() == before
    assert {"Date", "Message-ID", "From"}.isdisjoint(read(path).keys())


def test_a_file_of_somebody_else_is_not_replaced(outputs: Path) -> None:
    (outputs.parent / "mail").mkdir()
    (outputs.parent / "mail/2018-an-bien.eml").write_text("To: x@y.vn\n\n…", "utf-8")

    with pytest.raises(ShareError, match=r"2018-an-bien\.eml is there"):
        write(outputs, "an-bien,a@b.vn,", "whole,a@b.vn,")
    assert [path.name for path in (outputs.parent / "mail").iterdir()] == ["2018-an-bien.eml"]


def test_there_is_a_table(outputs: Path) -> None:
    with pytest.raises(ShareError, match=r"expected a \.csv or \.xlsx file with the columns unit, email"):
        write_mails(choose_reports(outputs), outputs, outputs / "none.csv", outputs.parent / "mail")
