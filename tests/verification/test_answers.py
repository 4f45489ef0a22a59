"""Each of the four answers is given when it is true, of a lone file and of one that was built here."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx import Document

from kgreport.content.figures import figures_from
from kgreport.office_packages import pack, unpack
from kgreport.printed.files import UnreadableFileError, published_file, read_file
from kgreport.seals.digests import OPEN_SEAL, sealed
from kgreport.seals.manifests import manifest_text, pack_manifest
from kgreport.seals.pages import BAR_BEGINS, BAR_ENDS, manifest_of_page
from kgreport.verification.answers import Verification, verify
from kgreport.verification.carried import carried_by
from kgreport.verification.references import Reference, reference_for, references_in
from tests.published_files import by_suffix

Files = dict[str, Path]


@pytest.fixture(scope="module")
def files(published_2018_files: Path) -> Files:
    return by_suffix(published_2018_files)


@pytest.fixture(scope="module")
def built(published_2018_files: Path) -> list[Reference]:
    return references_in(published_2018_files)


def verified(content: bytes, references: list[Reference] | None = None, name: str = "mailed") -> Verification:
    file = published_file(name, content)
    carried = carried_by(file)
    return verify(file, reference_for(references or [], carried.digest, name, carried.manifest), carried)


def manifest_in(files: Files) -> dict[str, Any]:
    """Give the manifest that the page carries."""
    return dict(manifest_of_page(files[".html"].read_bytes()) or {})


def with_manifest(files: Files, said: dict[str, Any]) -> bytes:
    """Give the page with another manifest, sealed again."""
    packed = pack_manifest(manifest_text({**manifest_in(files), **said})).encode()
    page = files[".html"].read_bytes()
    page = re.sub(rb'(kgreport-manifest" content=")[^"]*', lambda old: old[1] + packed, page)
    return sealed(re.sub(rb"kgreport-seal:[0-9a-f]{64}", OPEN_SEAL.encode(), page))


def in_part(package: bytes, old: bytes, new: bytes) -> bytes:
    """Change what stands in the first part of a package that has it."""
    parts = unpack(package)
    name = next(name for name, content in parts.items() if old in content)
    return pack({**parts, name: parts[name].replace(old, new, 1)})


def with_moved_figures(content: bytes) -> bytes:
    """Let two figures of six signs, as 19,29%, change places on a page, as an editor of PDFs would."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        page = pdf.pages[0]
        shown = pikepdf.parse_content_stream(page)
        figures = [n for n, one in enumerate(shown) if signs_of(one) == 6]
        first, second = next((a, b) for a, b in pairwise(figures) if shown[a].operands != shown[b].operands)
        shown[first], shown[second] = shown[second], shown[first]
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(shown))
        written = io.BytesIO()
        pdf.save(written)
    return written.getvalue()


def signs_of(instruction: Any) -> int:
    """Count the signs that an instruction of a page writes, two bytes each."""
    if str(instruction.operator) not in ("Tj", "TJ"):
        return 0
    (given,) = instruction.operands
    pieces = given if isinstance(given, pikepdf.Array) else [given]
    return sum(len(bytes(one)) for one in pieces if isinstance(one, pikepdf.String)) // 2


def saved_again(content: bytes, suffix: str) -> bytes:
    """Save a file with another program."""
    written = io.BytesIO()
    if suffix == ".brief.pdf":
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pdf.save(written)
    elif suffix == ".docx":
        Document(io.BytesIO(content)).save(written)
    elif suffix == ".xlsx":
        parts = unpack(content)
        styles = parts["xl/styles.xml"].replace(b"Arial", b"Times New Roman")
        return pack({**parts, "xl/styles.xml": styles})
    elif suffix == ".ipynb":
        return json.dumps(json.loads(content), ensure_ascii=False).encode()
    else:
        return content.replace(b"<main", b"<main class='x'", 1)
    return written.getvalue()


CARRYING = (".html", ".brief.pdf", ".docx", ".xlsx", ".ipynb")
"""One file of each format; the brief is the PDF that is read fastest."""


@pytest.mark.parametrize("suffix", CARRYING)
def test_a_lone_file_is_identical_as_its_seal_says(suffix: str, files: Files) -> None:
    found = verified(files[suffix].read_bytes())

    assert (found.answer, found.seal, found.compared_with) == ("identical", "intact", "")
    assert (found.report["report"], found.report["year"]) == ("2018", 2018)


def test_every_file_of_a_build_is_identical_whatever_its_name(files: Files, built: list[Reference]) -> None:
    for suffix, path in files.items():
        found = verified(path.read_bytes(), built, "mailed.csv" if suffix.endswith(".csv") else "mailed")
        assert found.answer == "identical", suffix
        assert found.compared_with == built[0].place


@pytest.mark.parametrize("suffix", CARRYING)
def test_a_file_that_was_saved_again_has_the_same_figures(
    suffix: str, files: Files, built: list[Reference]
) -> None:
    content = saved_again(files[suffix].read_bytes(), suffix)

    found = verified(content, built)
    assert (found.answer, found.seal, found.changes) == ("same figures", "broken", ())


CHANGE: dict[str, Callable[[bytes], bytes]] = {
    ".html": lambda page: page.replace(b">53.340<", b">53.341<", 1),
    ".ipynb": lambda notebook: notebook.replace(b">53.340<", b">53.341<", 1),
    ".docx": lambda package: in_part(package, b">53.340<", b">53.341<"),
    ".xlsx": lambda package: in_part(package, b"<v>53340</v>", b"<v>53341</v>"),
}


@pytest.mark.parametrize("suffix", CHANGE)
def test_one_figure_that_was_changed_is_told_with_its_place(
    suffix: str, files: Files, built: list[Reference]
) -> None:
    content = CHANGE[suffix](files[suffix].read_bytes())

    found = verified(content, built if suffix == ".html" else [])
    (change,) = found.changes

    assert (found.answer, found.seal) == ("tampered", "broken")
    assert (change.id, change.row, change.column) == (
        "table-key-figures", "Đảng viên được xếp loại", "Năm 2018",
    )  # fmt: skip
    assert (change.old, change.new) == ("53.340", "53.341")


def test_figures_that_were_moved_in_a_pdf_are_told(files: Files) -> None:
    found = verified(with_moved_figures(files[".brief.pdf"].read_bytes()))

    assert (found.answer, found.seal) == ("tampered", "broken")
    assert 0 < len(found.changes) <= 4


def test_a_number_in_a_sentence_is_a_figure(files: Files) -> None:
    page = files[".html"].read_bytes().replace("53.340 đảng viên".encode(), "53.341 đảng viên".encode(), 1)
    (change,) = verified(page).changes

    assert (change.in_table, change.old, change.new) == (False, "53.340", "53.341")


def test_a_format_of_numbers_that_hides_the_number_is_a_changed_figure(files: Files) -> None:
    package = files[".xlsx"].read_bytes()
    code = re.search(rb'formatCode="([^"]*0\.00%)"', b"".join(unpack(package).values()))
    assert code

    found = verified(in_part(package, code[1], b"&quot;99,99%&quot;"))

    assert found.answer == "tampered"
    assert all("99,99%" in str(change.new) for change in found.changes)


def resealed(page: bytes, figure: bytes) -> bytes:
    """Change a figure of a page and of its manifest, and seal the page anew, as whoever has kgreport can."""
    page = page.replace(b"53.340", figure)
    carried = manifest_of_page(page)
    assert carried
    text = manifest_text(carried).replace("53.340", figure.decode())
    said = json.loads(text)
    said["figures_sha256"] = figures_from(said["figures"]).hash
    packed = pack_manifest(manifest_text(said)).encode()
    page = re.sub(rb'(kgreport-manifest" content=")[^"]*', lambda old: old[1] + packed, page)
    return sealed(re.sub(rb"kgreport-seal:[0-9a-f]{64}", OPEN_SEAL.encode(), page))


def test_a_file_that_agrees_with_itself_differs_from_its_build(files: Files, built: list[Reference]) -> None:
    """Only the build, or a signature, tells a forged file from a true one."""
    page = resealed(files[".html"].read_bytes(), b"53.341")

    assert (verified(page).answer, verified(page).seal) == ("identical", "intact")
    found = verified(page, built)
    assert found.answer == "different"
    assert {(change.old, change.new) for change in found.changes} == {("53.340", "53.341")}


def test_a_manifest_that_does_not_agree_with_itself_is_tampered_with(files: Files) -> None:
    notebook = json.loads(files[".ipynb"].read_text("utf-8"))
    notebook["metadata"]["kgreport"]["manifest"]["figures"]["tables"][0]["cells"][0][0] = "1"

    found = verified(json.dumps(notebook).encode())

    assert (found.answer, found.changes) == ("tampered", ())


def test_a_file_of_another_version_has_the_same_figures_and_says_what_it_was_made_from(
    files: Files, built: list[Reference]
) -> None:
    made_from = {**manifest_in(files)["made_from"], "versions": {"kgreport": "0.0.9"}}

    found = verified(with_manifest(files, {"made_from": made_from}), built)

    assert (found.answer, found.seal) == ("same figures", "intact")
    assert found.reasons == ("kgreport 0.0.9 → 0.1.0",)


def test_a_sealed_file_of_a_version_that_read_figures_otherwise_is_not_told_as_changed(files: Files) -> None:
    figures = manifest_in(files)["figures"]
    fewer = figures_from({**figures, "texts": []})
    said = {"figures": fewer.as_dict(), "figures_sha256": fewer.hash}

    assert verified(with_manifest(files, said)).answer == "tampered"
    assert verified(with_manifest(files, {**said, "figures_form": 0})).answer == "identical"


def test_a_csv_file_is_compared_with_its_build_by_its_name(files: Files, built: list[Reference]) -> None:
    path = files[".table-levels.csv"]
    changed = path.read_bytes().replace(b"53340", b"53341", 1)
    (change,) = verified(changed, built, path.name).changes

    assert (change.row, change.old, change.new) == ("Đảng viên", "53.340", "53341")
    assert verified(b"\xef\xbb\xbf" + path.read_bytes(), built, path.name).answer == "same figures"
    with pytest.raises(UnreadableFileError, match="--output"):
        verified(changed, name=path.name)


def test_a_csv_file_that_is_no_published_table_is_compared_with_the_one_that_was_built(
    files: Files, built: list[Reference]
) -> None:
    path = files[".sources.csv"]
    (change,) = verified(path.read_bytes().replace(b",162,", b",163,", 1), built, path.name).changes

    assert (change.old, change.new) == ("162", "163")


def test_a_csv_file_whose_build_is_not_as_it_was_cannot_be_compared(
    files: Files, built: list[Reference]
) -> None:
    path = files[".sources.csv"]
    changed = [replace(one, outputs={**one.outputs, path.name: "0"}) for one in built]

    with pytest.raises(UnreadableFileError, match="--rebuild"):
        verified(path.read_bytes(), changed, path.name)


def test_the_copy_of_a_page_in_the_portal_is_identical(files: Files, built: list[Reference]) -> None:
    bar = f'{BAR_BEGINS}<nav class="kg-bar"><a href="../index.html">2017</a></nav>{BAR_ENDS}\n'.encode()
    copy = files[".html"].read_bytes().replace(b"<main", bar + b"<main", 1)

    assert verified(copy).answer == verified(copy, built).answer == "identical"


@pytest.mark.parametrize(
    "bar",
    [
        "<p>Đính chính: 99,99%</p>",
        '<nav class="kg-bar"><a href="../index.html">Đính chính: 99,99%</a></nav>',
        '<nav style="position:fixed"><a href="x.html">2017</a></nav>',
        '<nav><img src="x.png"></nav>',
        "<nav><script>1</script></nav>",
    ],
)
def test_what_is_no_bar_does_not_hide_between_its_marks(bar: str, files: Files) -> None:
    page = files[".html"].read_bytes()
    copy = page.replace(b"<main", f"{BAR_BEGINS}{bar}{BAR_ENDS}\n<main".encode(), 1)

    assert verified(copy).answer != "identical"


def test_a_build_of_which_no_file_is_left_is_told(
    files: Files, published_2018_files: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "2018"
    folder.mkdir()
    shutil.copyfile(published_2018_files / "2018/manifest.json", folder / "manifest.json")
    page = files[".html"].read_bytes().replace(b"<main", b"<main class='x'", 1)

    with pytest.raises(UnreadableFileError, match="--rebuild"):
        verified(page, references_in(tmp_path))


def test_a_page_without_a_manifest_was_never_built() -> None:
    with pytest.raises(UnreadableFileError, match="carries no manifest") as told:
        verified(b"<!DOCTYPE html><html><body><p>5</p></body></html>")
    assert "không mang bản kê" in told.value.say("vi")


@pytest.mark.parametrize("said", [5, [], {"key": "a"}, {"key": "a", "made_from": 5, "figures": {}}])
def test_a_manifest_of_anybody_is_no_reason_to_fail(said: object, files: Files) -> None:
    notebook = json.loads(files[".ipynb"].read_text("utf-8"))
    notebook["metadata"]["kgreport"]["manifest"] = said

    try:
        answer = verified(json.dumps(notebook).encode()).answer
    except UnreadableFileError:
        answer = "tampered"
    assert answer == "tampered"


def test_an_answer_is_plain_values(files: Files) -> None:
    found = verified(CHANGE[".html"](files[".html"].read_bytes()))

    assert json.loads(json.dumps(found.as_dict()))["changes"][0]["new"] == "53.341"
    assert replace(found, changes=()).as_dict()["compared_with"] is None


def test_reading_a_build_takes_a_file_that_is_as_it_was_built(files: Files, tmp_path: Path) -> None:
    """Files that somebody changed in the folder of the reports are not what others are compared with."""
    folder = tmp_path / "2018"
    shutil.copytree(files[".html"].parent, folder)
    (folder / files[".ipynb"].name).write_text("{}")
    (reference,) = references_in(tmp_path)

    assert reference.manifest() == carried_by(read_file(files[".html"])).manifest


def test_a_document_whose_styles_got_other_ids_has_the_same_figures(files: Files) -> None:
    """LibreOffice calls the style of captions ``Caption1`` when it saves a document, and keeps its name."""
    parts = unpack(files[".docx"].read_bytes())
    for name in ("word/document.xml", "word/styles.xml"):
        for style in ("Caption", "TableNote", "Heading1", "TOC1", "TOCHeading", "ReportTable"):
            parts[name] = re.sub(rf'"{style}"'.encode(), f'"{style}9"'.encode(), parts[name])

    assert verified(pack(parts)).answer == "same figures"


def test_a_page_that_a_browser_saved_is_still_a_page(files: Files) -> None:
    page = b"\xef\xbb\xbf<!-- saved from url=(0014)about:internet -->\r\n" + files[".html"].read_bytes()

    assert verified(page).answer == "same figures"


def test_a_page_that_was_cut_off_is_damaged_and_not_tampered_with(files: Files) -> None:
    page = files[".html"].read_bytes()

    with pytest.raises(UnreadableFileError, match="cut off"):
        verified(page[: len(page) // 2])


def test_a_csv_file_with_semicolons_has_the_same_figures(files: Files, built: list[Reference]) -> None:
    path = files[".table-reviews.csv"]
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows(csv.reader(io.StringIO(path.read_text("utf-8"))))

    assert verified(written.getvalue().encode(), built, path.name).answer == "same figures"


def test_of_a_file_without_figures_only_its_bytes_are_compared(files: Files, built: list[Reference]) -> None:
    path = files[".csv-metadata.json"]

    assert verified(path.read_bytes(), built, path.name).answer == "identical"
    with pytest.raises(UnreadableFileError, match="not as it was built"):
        verified(path.read_bytes() + b" ", built, path.name)


def test_numbers_whose_digits_are_not_grouped_are_the_same_figures(files: Files) -> None:
    """Somebody gave the numbers of a workbook another format; 53340 is still 53.340."""
    package = unpack(files[".xlsx"].read_bytes())
    package["xl/styles.xml"] = package["xl/styles.xml"].replace(b"#,##0", b"0")

    assert verified(pack(package)).answer == "same figures"
