"""`kgreport verify`: say whether files are those that were made."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgreport.cli.console.errors import complain, exit_status_of_error
from kgreport.cli.console.options import OUTPUTS
from kgreport.environment import language_of
from kgreport.errors import KgreportError
from kgreport.exit_statuses import DIFFERENT, DONE, FAILED, OTHER_LOOK, TAMPERED
from kgreport.file_names import parameters_files
from kgreport.terms.phrases import Phrase, Reason

if TYPE_CHECKING:
    from kgreport.content.changes import Change
    from kgreport.signing.found import FoundSignature
    from kgreport.terms.phrases import Language
    from kgreport.verification.answers import Verification
    from kgreport.verification.references import Reference

MOST_SHOWN = 20
"""So many figures that differ are printed; all of them with --json."""

STATUSES = {"identical": DONE, "same figures": OTHER_LOOK, "different": DIFFERENT, "tampered": TAMPERED}
"""The exit status of each answer."""

_ANSWERS = {
    ("identical", True): Phrase(
        "giống hệt: đúng từng byte như {build}",
        "identical: byte for byte as {build}",
    ),
    ("identical", False): Phrase(
        "giống hệt: còn nguyên như niêm phong trong tệp; niêm phong không cho biết ai lập tệp",
        "identical: as its seal says; a seal does not tell who made the file",
    ),
    ("same figures", True): Phrase(
        "cùng số liệu, khác hình thức: mọi số như {build}, nhưng tệp có chỗ khác",
        "same figures, other look: every figure as in {build}, but something else differs",
    ),
    ("same figures", False): Phrase(
        "cùng số liệu, khác hình thức: mọi số như bản kê trong tệp, nhưng tệp đã bị sửa hoặc lưu lại",
        "same figures, other look: every figure as its manifest says, but it was edited or saved again",
    ),
    ("different", True): Phrase(
        "khác: {n} số khác với {build}",
        "different: figures that are not those of {build}: {n}",
    ),
    ("tampered", False): Phrase(
        "bị sửa số: {n} số in ra không khớp với bản kê trong chính tệp này",
        "tampered: figures that are not those of its own manifest: {n}",
    ),
}
_BUILD, _REBUILT = (
    Phrase("bản đã lập ở {place}", "its build in {place}"),
    Phrase("bản vừa lập lại", "the report built again"),
)
_NO_SUCH_FIGURES = Phrase(
    "bị sửa số: bản kê trong tệp không khớp với chính nó",
    "tampered: the manifest in the file does not agree with itself",
)
_MADE_FROM = Phrase("được lập từ những gì khác: {why}", "made from something else: {why}")
_MORE = Phrase("… và {n} số nữa; xem tất cả bằng --json", "… and {n} more; --json prints all")
_IN_TEXT, _NOTHING = Phrase("trong lời văn", "in the text"), Phrase("(không có)", "(none)")
_NO_FILE = Phrase("không có tệp này; kiểm tra lại tên tệp", "there is no such file; check its name")


def verify(  # noqa: PLR0917 - one argument an option
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files of reports.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder of the reports that were built.")
    ] = OUTPUTS,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Build each report again from the project, and compare.")
    ] = False,
    params: Annotated[
        list[Path] | None,
        typer.Option("--params", metavar="PARAMS", help="Parameters files to build from; else params/."),
    ] = None,
    keys: Annotated[
        list[Path] | None,
        typer.Option(
            "--keys", metavar="PATH", help="Public keys and certificates that are trusted; else keys/."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Say whether files are those that were made: identical, same figures, different, or tampered with.

    Nothing is sent anywhere. Signatures are checked, too. The manifests of builds are passed over.
    """
    from kgreport.verification.references import references_in  # noqa: PLC0415

    references = references_in(output)
    code = DONE
    for file in dict.fromkeys(files):
        if _is_manifest(file):
            continue
        try:
            _refuse_missing(file)
            found = _verify(file, references, output if rebuild else None, params)
            signatures = _signatures(file, keys or ())
        except KgreportError as error:
            code = max(code, _refused(file, error, as_json=as_json))
            continue
        _print(file, found, signatures, as_json=as_json)
        broken = any(one.state not in ("valid", "unknown") for one in signatures)
        code = max(code, STATUSES[found.answer], FAILED * broken)
    raise typer.Exit(code)


def _verify(
    path: Path, references: Sequence[Reference], outputs: Path | None, params: Sequence[Path] | None
) -> Verification:
    """Say what a file is; where the folder of the reports is given, its report is built again."""
    from kgreport.printed.files import read_file  # noqa: PLC0415
    from kgreport.verification import answers  # noqa: PLC0415
    from kgreport.verification.carried import carried_by  # noqa: PLC0415
    from kgreport.verification.references import reference_for  # noqa: PLC0415

    file = read_file(path)
    carried = carried_by(file)
    reference = reference_for(references, carried.digest, path.name, carried.manifest)
    manifest = carried.manifest or (reference.manifest() if reference else None)
    if outputs is None or manifest is None:
        return answers.verify(file, reference, carried)
    from kgreport.verification.rebuilding import rebuilt  # noqa: PLC0415

    named = params or parameters_files(Path("params"))
    with rebuilt(file, manifest, named, outputs) as again:
        return answers.verify(file, again, carried)


def _is_manifest(file: Path) -> bool:
    from kgreport.builder.manifest import read_manifest  # noqa: PLC0415

    return file.suffix == ".json" and read_manifest(file) is not None


def _refuse_missing(file: Path) -> None:
    from kgreport.printed.files import UnreadableFileError  # noqa: PLC0415

    if not file.is_file():
        raise UnreadableFileError(file.as_posix(), _NO_FILE.vi, _NO_FILE.en)


def _refused(file: Path, error: KgreportError, *, as_json: bool) -> int:
    """Say why a file cannot be verified, and give the exit status."""
    status = exit_status_of_error(error)
    if not as_json:
        return complain(error.say(), status)
    said = {"file": file.as_posix(), "code": status, "answer": None, "reasons": error.say().splitlines()}
    typer.echo(json.dumps(said, ensure_ascii=False))
    return status


def _signatures(path: Path, keys: Sequence[Path]) -> list[FoundSignature]:
    from kgreport.signing.checking import signatures_of  # noqa: PLC0415

    return signatures_of(path, keys)


def _print(path: Path, found: Verification, signatures: Sequence[FoundSignature], *, as_json: bool) -> None:
    if as_json:
        said = {"file": path.as_posix(), "code": STATUSES[found.answer], **found.as_dict()}
        said["signatures"] = [one.as_dict() for one in signatures]
        typer.echo(json.dumps(said, ensure_ascii=False))
        return
    language = language_of(os.environ)
    typer.echo(f"{path}: {_answer(found, language)}")
    for line in (*_lines(found, language), *(one.say(language) for one in signatures)):
        typer.echo(f"  {line}")


def _answer(found: Verification, language: Language) -> str:
    if found.answer == "tampered" and not found.changes:
        return _NO_SUCH_FIGURES.say(language)
    compared = bool(found.compared_with) and found.answer != "tampered"
    phrase = _ANSWERS[found.answer, compared]
    build = (_REBUILT if found.rebuilt else _BUILD).say(language, place=found.compared_with)
    return phrase.say(language, build=build, n=len(found.changes))


def _lines(found: Verification, language: Language) -> Iterator[str]:
    """Say which figures differ, and what the report was made from otherwise."""
    for change in found.changes[:MOST_SHOWN]:
        yield f"{_place(change, language)}: {_shown(change.old, language)} → {_shown(change.new, language)}"
    if (more := len(found.changes) - MOST_SHOWN) > 0:
        yield _MORE.say(language, n=more)
    if found.reasons:
        why = (one.say(language) if isinstance(one, Reason) else one for one in found.reasons)
        yield _MADE_FROM.say(language, why="; ".join(why))


def _place(change: Change, language: Language) -> str:
    if not change.in_table:
        return " ".join(filter(None, (f"“{change.title}”" if change.title else "", _IN_TEXT.say(language))))
    return ", ".join(filter(None, (f"“{change.title or change.id}”", change.row, change.column)))


def _shown(figure: str | None, language: Language) -> str:
    return _NOTHING.say(language) if figure is None else figure or "–"
