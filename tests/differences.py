"""Show where files and findings that should be equal begin to differ."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from pypdf import PdfReader

from kgreport.seals.manifests import MANIFEST_FILE

WORDS = ("found", "expected", "advice")
"""The texts of a finding. Everything else that `kgreport check --json` prints of it is a fact."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two results of one case compare.

    Attributes
    ----------
    differences
        What differs, one text each; empty if the results are equal.
    reworded
        Messages that state the same facts in other words.
    """

    differences: Sequence[str]
    reworded: Sequence[str] = ()


def compare_files(old: Path, new: Path, suffixes: Sequence[str] = ()) -> Comparison:
    """Compare the files in two folders: those with one of the suffixes, or all of them."""
    before, after = _files(old, suffixes), _files(new, suffixes)
    differences = [f"{name}: only one checkout wrote it" for name in sorted(before.keys() ^ after.keys())]
    for name in sorted(before.keys() & after.keys()):
        one, other = before[name].read_bytes(), after[name].read_bytes()
        if one != other and (one := without_manifest(one)) != (other := without_manifest(other)):
            differences.append(f"{name}, {first_difference(one, other)}")
    return Comparison(differences if before or after else ["no file was written"])


def without_manifest(content: bytes) -> bytes:
    """Give a page or PDF without its manifest and seal, which are of the checkout that made it."""
    if not content.startswith(b"%PDF"):
        return _CARRIED.sub(b"", content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if MANIFEST_FILE in pdf.attachments:
            del pdf.attachments[MANIFEST_FILE]
            pdf.Root.AF = pikepdf.Array([file for file in pdf.Root.AF if str(file.UF) != MANIFEST_FILE])
            del pdf.docinfo["/Keywords"]
        if "/ID" in pdf.trailer:  # a hash of the file with its manifest
            del pdf.trailer["/ID"]
        pdf.Root.Metadata.write(_OF_FILE.sub(b"", pdf.Root.Metadata.read_bytes()))
        written = io.BytesIO()
        pdf.save(written, static_id=True)
    return written.getvalue()


_CARRIED = re.compile(rb'<meta name="kgreport-(?:seal|manifest)" content="[^"]*">\n')
_OF_FILE = re.compile(rb"<(pdf:Keywords|stEvt:instanceID|xmpMM:InstanceID|xmpMM:DocumentID)>[^<]*</\1>")


def _files(folder: Path, suffixes: Sequence[str]) -> dict[str, Path]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path for path in paths if not suffixes or path.suffix in suffixes
    }


def first_difference(old: bytes, new: bytes) -> str:
    r"""Show where two files begin to differ, inside PDFs and workbooks too.

    >>> first_difference(b"one\ntwo", b"one\ntwo and three")
    "line 2: 'one\\ntwo' became 'one\\ntwo and three'"
    """
    for start, parts_of in ((b"%PDF", _parts_of_pdf), (b"PK", _parts_of_archive)):
        if old.startswith(start) and new.startswith(start):
            return _first_part(parts_of(old), parts_of(new))
    unequal = (at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other)
    at = next(unequal, min(len(old), len(new)))
    line = old.count(b"\n", 0, at) + 1
    before, after = (text[max(at - 60, 0) : at + 60].decode("utf-8", "ignore") for text in (old, new))
    return f"line {line}: {before!r} became {after!r}"


def _first_part(old: dict[str, bytes], new: dict[str, bytes]) -> str:
    if list(old) != list(new):
        return f"parts {list(old)} became {list(new)}"
    unequal = (name for name in old if old[name] != new[name])
    name = next(unequal, None)
    return (
        f"{name}, {first_difference(old[name], new[name])}" if name else "equal parts, stored in another way"
    )


def _parts_of_pdf(data: bytes) -> dict[str, bytes]:
    """Give the text of each page, then what draws it."""
    pages = list(enumerate(PdfReader(io.BytesIO(data)).pages, start=1))
    texts = {f"text of page {number}": page.extract_text().encode() for number, page in pages}
    contents = {f"drawing of page {number}": page.get_contents() for number, page in pages}
    return texts | {name: content.get_data() if content else b"" for name, content in contents.items()}


def _parts_of_archive(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def compare_findings(old: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]) -> Comparison:
    """Compare what two checks printed as JSON: facts must be equal, texts may be reworded.

    >>> old = {"report": "2018", "problems": [], "findings": [{"id": "sum", "found": "9, not 8"}]}
    >>> new = {"report": "2018", "problems": [], "findings": [{"id": "sum", "found": "9 instead of 8"}]}
    >>> compare_findings([old], [new])
    Comparison(differences=[], reworded=["2018, sum, found: '9, not 8' became '9 instead of 8'"])
    >>> len(compare_findings([old], [{**old, "findings": []}]).differences)
    1
    """
    before, after = ({report["report"]: report for report in reports} for reports in (old, new))
    differences = [f"{name}: only one checkout checked it" for name in sorted(before.keys() ^ after.keys())]
    reworded: list[str] = []
    for name in sorted(before.keys() & after.keys()):
        facts, other_facts = _facts(before[name]), _facts(after[name])
        if facts == other_facts:
            reworded += [f"{name}, {text}" for text in _rewordings(before[name], after[name])]
        else:
            differences.append(f"{name}, {first_difference(facts, other_facts)}")
    return Comparison(differences, reworded)


def _facts(report: dict[str, Any]) -> bytes:
    findings = [{key: finding[key] for key in finding if key not in WORDS} for finding in report["findings"]]
    return json.dumps([findings, len(_problems(report))], ensure_ascii=False, indent=1).encode()


def _problems(report: dict[str, Any]) -> list[str]:
    """Give what is wrong with the parameters; an earlier kgreport called it otherwise."""
    found: list[str] = report["reasons"] if "reasons" in report else report["problems"]
    return found


def _rewordings(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    texts = [("problem", *pair) for pair in zip(_problems(old), _problems(new), strict=True)]
    for one, other in zip(old["findings"], new["findings"], strict=True):
        texts += [(f"{one['id']}, {word}", one.get(word), other.get(word)) for word in WORDS]
    return (f"{place}: {text!r} became {now!r}" for place, text, now in texts if text != now)
