"""Say of a file whether it is the one that was made.

There are four answers: *identical*, *same figures* in another look, *different* figures than those of its
build, and *tampered*: it prints other figures than its own manifest says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from fnmatch import fnmatchcase
from typing import Any, Literal

from kgreport.builder.report_key import changes_of_input, changes_of_software
from kgreport.content.changes import Change, changes
from kgreport.content.figures import FORM, Figures, PrintedText, figures_of
from kgreport.printed.blocks import blocks_of_file
from kgreport.printed.files import PublishedFile, UnreadableFileError
from kgreport.publish.formats import CSV
from kgreport.seals.digests import SealState
from kgreport.verification.carried import Carried, carried_by, figures_in, is_of_brief, language_in
from kgreport.verification.matching import figures_changed
from kgreport.verification.references import REBUILT, Reference

Answer = Literal["identical", "same figures", "different", "tampered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a file turned out to be.

    Attributes
    ----------
    name
        The name of the file.
    answer
        The answer.
    compared_with
        The folder of the build that it was compared with, or ``rebuilt``; empty if it was compared with what
        it carries alone.
    seal
        Whether it is as it was sealed.
    report
        What its manifest says of the report: its title, year, unit, edition and key.
    changes
        The figures that it prints otherwise: than its manifest if it was tampered with, else than its build.
    reasons
        What it was made from otherwise than its build.
    """

    name: str
    answer: Answer
    compared_with: str
    seal: SealState
    report: Mapping[str, object]
    changes: tuple[Change, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def rebuilt(self) -> bool:
        """Whether it was compared with the report built again."""
        return self.compared_with == REBUILT

    def as_dict(self) -> dict[str, Any]:
        """Give it as data for JSON; see docs/how-to/verifying.md."""
        return {
            "answer": self.answer,
            "compared_with": self.compared_with or None,
            "seal": self.seal,
            "report": dict(self.report),
            "changes": [asdict(change) for change in self.changes],
            "reasons": list(map(str, self.reasons)),
        }


def verify(file: PublishedFile, reference: Reference | None, carried: Carried | None = None) -> Verification:
    """Say what a file is.

    Parameters
    ----------
    file
        The file.
    reference
        The build that it is compared with; None where there is none.
    carried
        What the file says of itself, if that was read before.

    Raises
    ------
    UnreadableFileError
        It carries no manifest and was never built here, or it cannot be read.
    """
    carried = carried or carried_by(file)
    place = reference.place if reference else ""
    said = Verification(
        name=file.name,
        answer="identical",
        compared_with=place,
        seal=carried.seal,
        report=_report(carried.manifest or (reference.manifest() if reference else None) or {}),
    )
    if reference and carried.digest in reference.outputs.values():
        return said
    if not carried.manifest and not reference:
        raise _unknown(file.name)
    if file.kind == "other" and reference:
        raise _not_compared(file.name, reference)
    printed = figures_of(blocks_of_file(file))
    if carried.manifest and (changed := _tampered(file, carried, printed)) is not None:
        return replace(said, answer="tampered", changes=changed)
    if reference:
        return _compared(said, file, carried, printed, reference)
    return said if carried.seal == "intact" else replace(said, answer="same figures")


def _tampered(file: PublishedFile, carried: Carried, printed: Figures) -> tuple[Change, ...] | None:
    """List what a file prints otherwise than its manifest says; None where it prints the same."""
    manifest = carried.manifest or {}
    figures = figures_in(manifest)
    if figures is None:
        return ()
    if carried.seal == "intact" and manifest.get("figures_form") != FORM:
        return None  # another version of kgreport read figures otherwise; the seal says that none was changed
    return tuple(_changed(manifest, figures, file, printed)) or None


def _changed(
    manifest: Mapping[str, Any], figures: Figures, file: PublishedFile, printed: Figures
) -> list[Change]:
    if is_of_brief(manifest):
        figures, printed = (_in_one_section(one) for one in (figures, printed))
    return figures_changed(figures, printed, file.kind, language_in(manifest))


def _in_one_section(figures: Figures) -> Figures:
    """Put the sentences of a brief together: one sheet has other headings than the view that it shows."""
    numbers = tuple(number for text in figures.texts if text.title for number in text.numbers)
    return replace(figures, texts=(PrintedText(id="", title="", numbers=numbers),))


def _compared(
    said: Verification, file: PublishedFile, carried: Carried, printed: Figures, reference: Reference
) -> Verification:
    """Compare with a build what is not the same byte for byte."""
    if file.kind == "csv" and not fnmatchcase(file.name, f"*{CSV.more}"):
        changed = tuple(changes(_attached(file.name, reference), printed))
        return replace(said, answer="different" if changed else "same figures", changes=changed)
    manifest = reference.manifest(of_brief=is_of_brief(carried.manifest)) or {}
    figures = figures_in(manifest)
    if figures is None:
        raise _no_figures(file.name, reference)
    changed = tuple(_changed(manifest, figures, file, printed))
    reasons = tuple(_reasons(carried.manifest or {}, manifest))
    return replace(said, answer="different" if changed else "same figures", changes=changed, reasons=reasons)


def _attached(name: str, reference: Reference) -> Figures:
    """Give the figures of a table that lies beside a report, as its sources do: no manifest says them."""
    built = reference.attached_csv(name)
    if built is None:
        raise _no_figures(name, reference)
    return figures_of(blocks_of_file(built))


def _reasons(carried: Mapping[str, Any], built: Mapping[str, Any]) -> Iterator[str]:
    """Say what a file was made from otherwise than a build; nothing of a file that does not say it."""
    before, now = carried.get("made_from"), built["made_from"]
    if isinstance(before, dict) and all(isinstance(before.get(name), dict) for name in _PARTS):
        yield from changes_of_input(before, now)
        yield from changes_of_software(before, now)


_PARTS = ("tables", "parameters", "versions")


def _report(manifest: Mapping[str, Any]) -> dict[str, object]:
    names = ("report", "title", "year", "unit", "edition", "key")
    return {name: manifest.get(name) for name in names}


def _unknown(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        name,
        "không mang bản kê của kgreport, cũng không có trong các báo cáo đã lập; "
        "chỉ thư mục báo cáo bằng --output",
        "carries no manifest of kgreport, and is in none of the reports that were built; "
        "name the folder of the reports with --output",
    )


def _not_compared(name: str, reference: Reference) -> UnreadableFileError:
    place = reference.place
    return UnreadableFileError(
        name,
        f"không như bản đã lập ở {place}; với tệp loại này, không nói được là khác ở đâu",
        f"is not as it was built, in {place}; of such a file, what differs cannot be told",
    )


def _no_figures(name: str, reference: Reference) -> UnreadableFileError:
    place = reference.place
    return UnreadableFileError(
        name,
        f"không so được: {place} không còn tệp nào như lúc lập; thêm --rebuild để lập lại",
        f"cannot be compared: no file in {place} is as it was built; add --rebuild to build it again",
    )
