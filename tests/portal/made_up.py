"""Reports as a build leaves them, made up by hand: a manifest, and files of a few bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kgreport.builder.manifest import with_own_hash
from kgreport.whole_files import hash_file

UNITS = {"": "", "an-bien": "Huyện ủy An Biên", "rach-gia": "Thành ủy Rạch Giá", "xa-dong": "Đảng ủy xã Đông"}
"""The names of the units by code; An Biên has one below it."""

ABOVE = {"xa-dong": [["an-bien", UNITS["an-bien"]]]}
BELOW = {
    "": [["rach-gia", UNITS["rach-gia"]], ["an-bien", UNITS["an-bien"]]],
    "an-bien": [["xa-dong", UNITS["xa-dong"]]],
}

PAGE = (
    '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n<title>Báo cáo</title>\n</head>\n'
    '<body class="kg-marked" data-mark="DỰ THẢO">\n<a class="kg-skip" href="#kg-main">Nội dung</a>\n'
    '<main id="kg-main" tabindex="-1"><h1>Báo cáo</h1></main>\n</body>\n</html>\n'
)


def key_figures(year: int, rated: int = 10, excellent: int = 2) -> list[dict[str, Any]]:
    """Give the key figures of Party members, who were twice as many the year before."""
    who = {"vi": "đảng viên", "en": "Party members"}
    common = {"subject": "member", "tier": "", "who": who}
    before, now = str(year - 1), str(year)
    return [
        {
            **common,
            "measure": "rated",
            "what": {"vi": "Được xếp loại", "en": "Rated"},
            "counts": {before: rated * 2, now: rated},
            "shares": {before: 1.0, now: 1.0},
        },
        {
            **common,
            "measure": "excellent",
            "what": {"vi": "Hoàn thành xuất sắc nhiệm vụ", "en": "Excellent"},
            "counts": {before: excellent, now: excellent},
            "shares": {before: excellent / rated / 2, now: excellent / rated},
        },
    ]


def make_report(outputs: Path, year: int = 2018, unit: str = "", **given: Any) -> Path:
    """Leave a report in a folder, and give its manifest."""
    marks = "".join(f"-{mark}" for mark in given.pop("marks", ()))
    name = f"{given.pop('project', 'tinh')}/{year}/{unit or 'whole'}"
    stem = f"{given.pop('begin', 'annual-report')}-{year}-{unit or 'whole'}{marks}"
    folder = outputs / name
    folder.mkdir(parents=True, exist_ok=True)
    files = {f"{stem}.ipynb": "{}", f"{stem}.html": given.pop("page", PAGE), f"{stem}.pdf": "%PDF"}
    files |= {stem + suffix: "x" for suffix in given.pop("more_files", ())}
    for file, text in files.items():
        (folder / file).write_text(text, "utf-8")
    manifest = {
        "report": name,
        "origin": {"parameters": "params/tinh.yml", "notebook": given.pop("notebook", "annual_report")},
        "key": given.pop("key", "0" * 64),
        "dataset": {"name": "tinh", "simulated": given.pop("simulated", False)},
        "findings": given.pop("findings", []),
        "unit": {
            "code": unit,
            "name": UNITS[unit],
            "above": ABOVE.get(unit, []),
            "below": BELOW.get(unit, []),
        },
        "key_figures": given.pop("figures", key_figures(year)),
        "made_from": {
            "parameters": {"year": year, "unit": unit, "language": "vi", "status": "draft", **given}
        },
        "outputs": {file: hash_file(folder / file) for file in files},
    }
    path = folder / f"manifest{marks}.json"
    path.write_bytes(with_own_hash(manifest))
    return path


def fail(outputs: Path, year: int, unit: str) -> None:
    """Leave what is kept of a build that failed."""
    name = f"tinh/{year}/{unit}"
    folder = outputs / ".kgreport/failures" / name
    folder.mkdir(parents=True)
    kept = {"report": name, "key": "1", "made_from": {}, "failed": {"message": "ô 3"}, "outputs": {}}
    (folder / f"annual-report-{year}-{unit}.json").write_bytes(with_own_hash(kept))
