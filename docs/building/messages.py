"""The page on what to do about each finding, from `messages.yml`, the list of checks and the faulty inputs.

Severity, and whether a finding may be accepted, stand in `docs/reference/checks.md`; the examples are what
kgreport says of the inputs in `tests/corpus`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from docs.building.markdown import FROM_THE_CODE, cell

DOCS = Path(__file__).parents[1]
CORPUS = DOCS.parent / "tests/corpus"

HEAD = f"""# Thông báo của kgreport và cách xử lý

Mỗi thông báo nói bốn điều: chỗ nào, đang có gì, cần gì, nên làm gì. Cuối dòng là mã của phát hiện, ví dụ
`sum-2018-member-rated`; phần đầu của mã (`sum`) cho biết loại. Tìm loại đó ở dưới đây, hoặc gõ vào ô tìm
kiếm.

- **Lỗi** làm dừng việc lập báo cáo; **cảnh báo** chỉ được in ra.
- *Chấp nhận được* nghĩa là có thể ghi mã vào `accepted_findings` của tệp tham số, kèm lý do; báo cáo in
  lý do đó trong phụ lục: [chấp nhận một phát hiện](../../vi/khi-gap-thong-bao.md#chấp-nhận-một-phát-hiện).

{FROM_THE_CODE["vi"]}
"""

SEVERITIES = {"error": "lỗi", "warning": "cảnh báo"}


class Check(NamedTuple):
    """What the list of checks says of a kind: how severe it is, and whether it may be accepted."""

    severity: str
    acceptable: bool


UNLISTED = Check("", acceptable=False)
"""Of a kind that the list of checks lacks, which a test finds."""


def groups() -> list[Mapping[str, Any]]:
    """Read what each kind means and what to do, in groups."""
    read: list[Mapping[str, Any]] = yaml.safe_load((DOCS / "building/messages.yml").read_text("utf-8"))
    return read


def kinds_explained() -> set[str]:
    """Name the kinds of findings that are explained."""
    return {kind for group in groups() for kind in group["kinds"]}


def messages_page() -> str:
    """Write the page."""
    parts = [HEAD]
    for group in groups():
        parts.append(f"## {group['title']}\n\n{group['about']}\n")
        parts += (_kind(kind, said) for kind, said in group["kinds"].items())
    return "\n".join(parts)


def _kind(kind: str, said: Mapping[str, str]) -> str:
    lines = [f"### `{kind}`\n", f"{said['means']} *{_severity(checks().get(kind, UNLISTED))}.*\n"]
    if example := examples(kind):
        lines.append(f"> {cell(example)}\n")
    return "\n".join([*lines, f"**Làm gì.** {said['do']}\n"])


def _severity(check: Check) -> str:
    severity = " hoặc ".join(said for word, said in SEVERITIES.items() if word in check.severity)
    return severity.capitalize() + ("; chấp nhận được" if check.acceptable else "; phải sửa")


@cache
def checks() -> Mapping[str, Check]:
    """Read severity and acceptance of every kind from the list of checks: the first row that names it."""
    found: dict[str, Check] = {}
    text = (DOCS / "reference/checks.md").read_text("utf-8")
    for ids, severity, accept in re.findall(r"^\| (`.*?`) \| .*? \| (.*?) \| (yes|no) \|", text, re.M):
        for kind in re.findall(r"`([\w-]+)-`", ids):
            found.setdefault(kind, Check(severity, accept == "yes"))
    return found


def examples(kind: str) -> str:
    """Give what is said in Vietnamese of one faulty input of a kind."""
    return _examples().get(kind, "")


@cache
def _examples() -> Mapping[str, str]:
    kinds = sorted(kinds_explained(), key=len, reverse=True)
    found: dict[str, str] = {}
    for told in _told():
        kind = next((kind for kind in kinds if f"{told['id']}-".startswith(f"{kind}-")), "")
        found.setdefault(kind, told["vi"])
    return found


def _told() -> Iterator[Mapping[str, str]]:
    for path in sorted(CORPUS.glob("*.yml")):
        yield from yaml.load(path.read_text("utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader)).get(
            "expect", ()
        )
