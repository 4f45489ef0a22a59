"""The glossary: terms of the field, and every code of the tables in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from docs.building.markdown import FROM_THE_CODE, code, table
from kgreport.data.records.layout import STATUS_PHRASES
from kgreport.terms import vocabulary
from kgreport.terms.collation import sort_key
from kgreport.terms.phrases import Phrase

HEAD = f"""# Thuật ngữ Việt – Anh

Phần đầu là thuật ngữ của lĩnh vực và của kgreport; phần sau là mọi mã dùng trong bảng số liệu.
English readers: the second column is the English term; codes are what tables use.

{FROM_THE_CODE["vi"]}
"""

GROUPS: Mapping[str, Mapping[str, Phrase]] = {
    "Đối tượng (`subject`)": vocabulary.SUBJECTS,
    **{
        f"Cấp của {vocabulary.SUBJECTS[subject].vi} (`tier`)": tiers
        for subject, tiers in vocabulary.TIERS.items()
        if tiers
    },
    "Chỉ tiêu thống kê (`measure`)": vocabulary.MEASURES,
    "Tình trạng trong hồ sơ (`status`)": STATUS_PHRASES,
    "Bộ máy (`item`)": vocabulary.ITEMS,
    "Khối (`sector`)": vocabulary.SECTORS,
    "Chỉ tiêu của bộ máy (`measure`)": vocabulary.APPARATUS_MEASURES,
    "Loại chỉ tiêu (`period`)": vocabulary.TARGET_PERIODS,
    "Chiều đánh giá (`direction`)": vocabulary.TARGET_DIRECTIONS,
    "Tình trạng khắc phục (`state`)": vocabulary.REMEDIATION_STATES,
}


def glossary_page() -> str:
    """Write terms and codes."""
    parts = [HEAD, "## Thuật ngữ\n", table(["tiếng Việt", "English", "nghĩa là"], _terms())]
    for title, codes in GROUPS.items():
        rows = ((code(one), phrase.vi, phrase.en) for one, phrase in codes.items())
        parts.append(f"## {title}\n\n{table(['mã', 'tiếng Việt', 'English'], rows)}")
    return "\n".join(parts)


def _terms() -> list[tuple[str, str, str]]:
    read = yaml.safe_load((Path(__file__).parent / "terms.yml").read_text("utf-8"))
    rows = [(one["vi"], one["en"], one["means"]) for one in read]
    return sorted(rows, key=lambda row: sort_key(row[0]))
