"""Find what keeps a final report from being issued: what is not filled in, and findings nobody accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kgreport.data.params.model import Parameters
from kgreport.data.params.parts import Narrative
from kgreport.terms.findings import Finding, Text, Wording, make_finding
from kgreport.terms.marks import places_elsewhere
from kgreport.terms.phrases import Phrase

KIND = "final"
"""The kind of these findings."""

_NEEDED: Mapping[str, tuple[Phrase, Phrase]] = {
    "number": (Phrase("số của văn bản", "the number of the document"), Phrase("Số 12-BC/TU", "Số 12-BC/TU")),
    "issued": (Phrase("ngày ban hành", "the date of issue"), Phrase("2019-04-01", "2019-04-01")),
    "signer": (Phrase("họ tên người ký", "the name of who signs"), Phrase("Trần Văn Bình", "Trần Văn Bình")),
}
"""What a final report cannot be without: what it is, and an example."""

_LETTERHEAD = (*_NEEDED, "reason", "place", "superior", "issuer", "circulation", "recipients", "signature")

_GAP = re.compile(r"…|\.{2,}|_{2,}|\?{2,}|\[[^\]]*\]|<[^>]*>|\bx{2,}\b|\b(?:TODO|TBD)\b")
"""A place to be filled in, in a short text: dots, lines, brackets."""

_GAP_IN_TEXT = re.compile(
    r"\.{4,}|…{2,}|_{3,}|\?{3,}|[\[(<]\s*(?:…|\.{3})\s*[\])>]|\b(?:TODO|TBD)\b|^[-*+\s]*(?:…|\.{3})[.;\s]*$",
    re.MULTILINE,
)
"""A place to be filled in, in prose, where one … may stand for “and so on”."""

_NOBODY = re.compile(r"\b[ABCX]$")
"""A name that ends as Nguyễn Văn A does."""

_OF_YEAR = re.compile(r"/\s*(?:19|20)\d\d\b")

_ADVICE = Phrase(
    "ghi vào tệp tham số, hoặc để status: draft cho đến khi ban hành",
    "write it into the parameters file, or leave status: draft until it is issued",
)


def check_final(
    parameters: Parameters, findings: Iterable[Finding], places: Iterable[str] = ()
) -> list[Finding]:
    """A final report has number, date and signer, no gap, its own figures, and no finding nobody accepted.

    Parameters
    ----------
    parameters
        Those of the report; nothing is asked of a draft.
    findings
        Everything else that was found in it.
    places
        Whose figures they are, where that is known.
    """
    if parameters.status != "final":
        return []
    elsewhere = _of_another_place(parameters, places)
    late = _checked_later(parameters)
    return [
        *_missing(parameters),
        *_gaps(parameters),
        *late,
        *elsewhere,
        *_not_accepted(parameters, findings),
    ]


def _missing(parameters: Parameters) -> Iterator[Finding]:
    for name, (what, example) in _NEEDED.items():
        if not getattr(parameters, name):
            yield _refusal(
                name,
                Phrase("chưa ghi", "not given"),
                Phrase(f"{what.vi}, như {example.vi}", f"{what.en}, as {example.en}"),
            )


def _checked_later(parameters: Parameters) -> Iterator[Finding]:
    """Nothing was checked after the day of issue."""
    issued = parameters.issued
    late = [one.date for one in parameters.quality_log if issued and one.date > issued]
    if issued and late:
        found = Phrase("có lần kiểm tra ngày {day}", "a check of {day}").fill(day=max(late).isoformat())
        until = Phrase(f"đến ngày ban hành {issued}", f"up to the date of issue, {issued}")
        yield _refusal("quality_log", found, until, _DATES)


_DATES = Phrase(
    "sửa ngày kiểm tra hoặc ngày ban hành (issued)", "correct the day of the check, or the date of issue"
)


def _of_another_place(parameters: Parameters, places: Iterable[str]) -> Iterator[Finding]:
    issuer = [text for text in parameters.issued_by if text]
    if elsewhere := ", ".join(places_elsewhere(places, issuer)):
        found = Phrase(
            "số liệu là của {places}, mà nơi ban hành là {issuer}",
            "the figures are of {places}, and who issues it is {issuer}",
        ).fill(places=elsewhere, issuer=", ".join(issuer))
        advice = Phrase(
            "ghi thư mục số liệu của nơi ban hành, như ../data/{year}; số liệu mẫu chỉ dùng cho dự thảo",
            "name the folder of their own, as ../data/{year}; sample figures are for drafts alone",
        ).fill(year=str(parameters.year))
        own = Phrase("số liệu của chính nơi ban hành", "figures of who issues it")
        yield _refusal("dataset", found, own, advice)


def _gaps(parameters: Parameters) -> Iterator[Finding]:
    for name in _LETTERHEAD:
        value = getattr(parameters, name)
        for text in value if isinstance(value, tuple) else [str(value or "")]:
            if _is_gap(name, text):
                yield _gap(name, text)
    for part in Narrative.model_fields:
        text = parameters.narrative.say(part, parameters.language)
        if found := _GAP_IN_TEXT.search(text):
            line = text[text.rfind("\n", 0, found.start()) + 1 :].partition("\n")[0]
            yield _gap(f"narrative.{part}", line.strip())


def _is_gap(name: str, text: str) -> bool:
    """Whether a short text still has a place to be filled in, as 'Số …-BC/TU' or 'Nguyễn Văn A'.

    >>> [_is_gap("number", text) for text in ("Số    -BC/TU", "Số /2019-BC", "Số 2019-BC/TU")]
    [True, True, False]
    """
    if name == "number" and text and not re.search(r"\d", _OF_YEAR.sub("", text)):
        return True
    return bool(_GAP.search(text) or (name == "signer" and _NOBODY.search(text)))


def _gap(name: str, text: str) -> Finding:
    shown = text if len(text) <= 60 else f"{text[:59]}…"
    found = Phrase(f"'{shown}' còn chỗ chưa điền", f"'{shown}' still has a place to be filled in")
    return _refusal(name, found, Phrase("nội dung đầy đủ", "the whole text"))


def _not_accepted(parameters: Parameters, findings: Iterable[Finding]) -> Iterator[Finding]:
    accepted = {one.id for one in parameters.accepted_findings}
    ids = [
        one.id
        for one in findings
        if one.id not in accepted or (one.severity == "error" and not one.acceptable)
    ]
    if ids:
        found = Phrase(
            "còn {count} phát hiện chưa được chấp nhận: {ids}",
            "findings that nobody accepted, {count}: {ids}",
        ).fill(count=len(ids), ids=", ".join(ids))
        advice = Phrase(
            "sửa số liệu, hoặc ghi mã từng phát hiện và lý do vào accepted_findings",
            "correct the figures, or write the id of each with a reason into accepted_findings",
        )
        none_open = Phrase("mọi phát hiện đã được xử lý hoặc chấp nhận", "every finding settled or accepted")
        yield _refusal("accepted_findings", found, none_open, advice)


def _refusal(name: str, found: Text, expected: Phrase, advice: Text = _ADVICE) -> Finding:
    place = Phrase(f"bản chính thức, tham số {name}", f"final report, parameter {name}")
    parts = {"parameter": name}
    return make_finding(KIND, parts, place, Wording(found, expected, advice), acceptable=False)
