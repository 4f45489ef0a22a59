"""The gallery: each section of the report with what it is for, its call in a notebook and a picture."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

DOCS = Path(__file__).parents[1]

HEAD = """# Các phần của báo cáo

Dưới đây là các phần của báo cáo năm, lập từ [tỉnh giả định](../../explanation/sample.md): tổng số năm 2018 là
số thật đã công bố, mọi chi tiết là mô phỏng. Mỗi phần là một lệnh trong [sổ tay](../../vi/trong-so-tay.md);
phần nào chưa có số liệu thì báo cáo không in. Hình chỉ chụp một đoạn của mỗi phần.
"""


def sections() -> list[Mapping[str, str]]:
    """Read what the gallery shows."""
    read: list[Mapping[str, str]] = yaml.safe_load((DOCS / "building/gallery.yml").read_text("utf-8"))
    return read


def gallery_page() -> str:
    """Write every section with its call and its picture."""
    return "\n".join([HEAD, *map(_section, sections())])


def _section(one: Mapping[str, str]) -> str:
    picture = f"![{one['shows']}](../../pictures/sections/{one['id']}.png)"
    return f"## {one['title']}\n\n{one['says']}\n\n```python\n{one['call']}\n```\n\n{picture}\n"
