"""Write an e-mail for each unit, ready for any mail program: text, brief and PDF. Nothing is sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from kgreport.data.params.matrix import WHOLE
from kgreport.errors import ShareError
from kgreport.file_names import fault_of_output
from kgreport.portal.catalogue import Catalogue
from kgreport.portal.model import ListedReport, ReportFile
from kgreport.portal.sharing.choice import reading
from kgreport.portal.sharing.gathering import gather
from kgreport.portal.sharing.recipients import read_recipients
from kgreport.portal.words import WORDS, size_of
from kgreport.terms.findings import Finding
from kgreport.terms.marks import DRAFT_MARK, SIMULATED_MARK
from kgreport.terms.phrases import Language, Phrase
from kgreport.views.formats import date_in_text
from kgreport.whole_files import (
    hash_bytes,
    new_folder_beside,
    read_plain,
    translating_write_errors,
    write_whole,
)

SENT = ("pdf", "brief")
"""The formats of the files that go with an e-mail."""

_PROGRAM = "kgreport share"
"""What an e-mail says that it was written by; only such files are replaced."""

_NO_PDF = Phrase("báo cáo không có PDF", "its report has no PDF")
_FILES = {"pdf": Phrase("Báo cáo đầy đủ", "The full report"), "brief": Phrase("Bản tóm tắt", "The brief")}
_SUBJECT = Phrase("{title} {about}: {unit}", "{title}, {about}: {unit}")
_TEXT = Phrase(
    "Kính gửi {to},\n\nGửi kèm thư này {title} {about} của {unit}.\n{facts}\nTệp gửi kèm:\n{files}\n{end}",
    "To {to},\n\nWith this e-mail come the {title}, {about}, of {unit}.\n{facts}\nFiles:\n{files}\n{end}",
)
_WHOLE_UNIT = Phrase("toàn Đảng bộ", "the whole organisation")
_ALL = Phrase("các đồng chí", "whom it may concern")
_FINAL = Phrase("Bản chính thức", "This is the final report")
_DRAFT = Phrase("Đây là bản dự thảo, chưa ban hành.", "This is a draft, which has not been issued.")
_SIMULATED = Phrase("Số liệu trong báo cáo là số liệu mô phỏng.", "The figures in it are simulated.")


@dataclass(frozen=True, slots=True)
class Mailed:
    """The e-mails that were written.

    Attributes
    ----------
    files
        Their files.
    findings
        What is wrong with the table of recipients; the rows that are right have their e-mails all the same.
    left_out
        By their places, files that cannot be sent, and why.
    without_brief
        Those whose report has no brief.
    """

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    left_out: Mapping[str, Phrase]
    without_brief: tuple[Path, ...]


def write_mails(
    catalogue: Catalogue, outputs: Path, recipients: Path, folder: Path, wait: float = 0
) -> Mailed:
    """Write an e-mail for each unit of a table of recipients, with the latest report of the unit.

    Raises
    ------
    ShareError
        There is no such table, or something else is in the place of an e-mail.
    BusyError
        A build writes to the folder of the reports.
    OutputError
        The folder cannot be written to.
    """
    if fault := fault_of_output(str(folder)):
        raise ShareError(f"{folder}: {fault.vi}", f"{folder}: {fault.en}")
    latest = Catalogue(tuple(map(_with_what_is_sent, catalogue.latest)))
    with reading(outputs, wait), translating_write_errors(folder), new_folder_beside(folder) as aside:
        gathered = gather(latest, outputs, aside)
        reports = {one.unit.code or WHOLE: one for one in gathered.catalogue.reports}
        units = {one.unit.code or WHOLE: _lack_of(one, gathered.left_out) for one in latest.reports}
        addresses, findings = read_recipients(recipients, units)
        places = {unit: folder / f"{reports[unit].year}-{unit}.eml" for unit in addresses}
        _check_replaced(places.values())
        for unit, to in addresses.items():
            write_whole(places[unit], _mail(reports[unit], to, aside))
    without_brief = tuple(
        path for unit, path in places.items() if all(file.format != "brief" for file in reports[unit].files)
    )
    return Mailed(tuple(places.values()), tuple(findings), gathered.left_out, without_brief)


def _with_what_is_sent(report: ListedReport) -> ListedReport:
    return replace(report, files=tuple(file for file in report.files if file.format in SENT))


def _lack_of(report: ListedReport, left_out: Mapping[str, Phrase]) -> Phrase | None:
    """Say why a report cannot be sent: it has no PDF, or that is left out; nothing of one that can."""
    pdf = next((file.path for file in report.files if file.format == "pdf"), None)
    return left_out.get(pdf) if pdf else _NO_PDF


def _check_replaced(places: Iterable[Path]) -> None:
    """Nothing is replaced but e-mails that were written here."""
    mark = f"X-Mailer: {_PROGRAM}".encode()
    other = [path for path in places if path.exists() and not (path.is_file() and mark in read_plain(path))]
    if other:
        raise ShareError(
            f"{other[0]} đã có, không phải do kgreport ghi; chuyển tệp đi, hoặc nêu thư mục khác",
            f"{other[0]} is there, and was not written by kgreport; move it away, or name another folder",
        )


def _mail(report: ListedReport, to: Sequence[Address], folder: Path) -> bytes:
    """Write the e-mail of a report: the same report and addresses give the same bytes, so it has no date."""
    language = report.language
    message = EmailMessage(policy=SMTP.clone(refold_source="none"))
    message.set_raw("To", ",\n ".join(map(_mailbox, to)))
    message.set_raw("Subject", _encoded(_subject(report), "Subject"))
    message["X-Mailer"] = _PROGRAM
    message["X-Unsent"] = "1"  # Outlook opens it as a draft
    message["Content-Language"] = language
    message.set_content(_text(report, to), cte="quoted-printable")
    for file in sorted(report.files, key=lambda one: SENT.index(one.format), reverse=True):
        content = read_plain(folder / file.path)
        message.add_attachment(content, maintype="application", subtype="pdf", filename=file.name)
    message.set_boundary(f"=={hash_bytes(repr((_text(report, to), report.key)).encode())[:32]}==")
    return message.as_bytes()


def _mailbox(address: Address) -> str:
    name = address.display_name
    return f"{_encoded(name, 'To')}\n <{address.addr_spec}>" if name else address.addr_spec


def _encoded(text: str, name: str) -> str:
    """Encode a text for a header; `EmailMessage` breaks long words and addresses when it does so."""
    return Header(text, "utf-8", header_name=name).encode()


def _subject(report: ListedReport) -> str:
    language = report.language
    marks = ((DRAFT_MARK, report.status == "draft"), (SIMULATED_MARK, report.simulated))
    said = [f"[{mark.say(language)}]" for mark, holds in marks if holds]
    title, about = WORDS["title"].say(language), report.about.say(language)
    return " ".join([*said, _SUBJECT.say(language, title=title, about=about, unit=_unit(report))])


def _unit(report: ListedReport) -> str:
    return report.unit.name or _WHOLE_UNIT.say(report.language)


def _text(report: ListedReport, to: Sequence[Address]) -> str:
    language = report.language
    title = WORDS["title"].say(language)
    names = ", ".join(filter(None, (one.display_name for one in to)))
    return _TEXT.say(
        language,
        to=names or report.unit.name or _ALL.say(language),
        title=title[:1].lower() + title[1:],
        about=report.about.say(language),
        unit=_unit(report),
        facts="\n".join(_facts(report, language)) + "\n",
        files="\n".join(_line(file, language) for file in reversed(report.files)),
        end=f"\n{report.superior}\n" if report.superior else "",
    )


def _facts(report: ListedReport, language: Language) -> Iterator[str]:
    if report.status == "draft":
        yield _DRAFT.say(language)
    else:
        issued = date_in_text(report.issued, language) if report.issued else ""
        edition = WORDS["edition"].say(language, n=report.edition) if report.edition > 1 else ""
        yield ", ".join(filter(None, [_FINAL.say(language), edition, report.number, issued])) + "."
        if report.edition > 1 and report.reason:
            yield f"{WORDS['reason'].say(language)}: {report.reason}"
    if report.simulated:
        yield _SIMULATED.say(language)


def _line(file: ReportFile, language: Language) -> str:
    return f"- {_FILES[file.format].say(language)}: {file.name} ({size_of(file.size, language)})"
