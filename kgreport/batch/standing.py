"""How a built report stands: why it is to be built again, or may not be because it was issued.

A final report is issued once it is built. What it says never changes afterwards: another edition has files of
its own.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import count, takewhile
from typing import Any

from kgreport.batch.stores import Store, damage
from kgreport.builder.job import FINAL, Job, is_own
from kgreport.builder.report_key import Recipe, changes_of_input, changes_of_software
from kgreport.errors import IssuedError
from kgreport.seals.notebooks import manifest_of_notebook
from kgreport.terms.phrases import Language, Phrase, Reason

NOT_BUILT = Reason("not built yet", "chưa lập")
"""Why a report is to be built that is not there."""


def standing(
    job: Job,
    recipe: Recipe,
    manifest: Mapping[str, Any] | None,
    names: Collection[str],
    store: Store,
    *,
    force: bool = False,
) -> tuple[tuple[Reason, ...], IssuedError | None]:
    """Say why a report is to be built, or why it is not though something has changed.

    The manifest is None if it is missing or damaged; `names` are the files in the folder of the report. What
    was issued is not built again by force.
    """
    if recipe.parameters.status != FINAL:
        return tuple(_changed(job, recipe, manifest, names, store)) or (Reason("--force"),) * force, None
    if not _was_issued(job, recipe, names, store):
        if (later := _latest(job, names)) == job.edition:
            return (NOT_BUILT,), None
        was_issued = Reason(f"edition {later} was issued", f"đã ban hành lần {later}")
        return (), _refusal(job, [was_issued], _RESTORE, names)
    try:
        return tuple(_damaged(job, recipe, manifest, names, store)), None
    except IssuedError as error:
        return (), error


def _was_issued(job: Job, recipe: Recipe, names: Collection[str], store: Store) -> bool:
    """Whether there is a final report: its manifest, or a notebook whose manifest is lost.

    A build that was ended before it put its manifest in place has issued nothing yet: what its notebook says
    that it was made from is what it is made from now.
    """
    if job.manifest in names or job.file(".ipynb") not in names:
        return job.manifest in names
    with suppress(ValueError, RecursionError):
        carried = manifest_of_notebook(json.loads(store.read(job, job.file(".ipynb")) or b"null"))
        return carried is None or carried["key"] != recipe.key
    return True


def _changed(
    job: Job, recipe: Recipe, manifest: Mapping[str, Any] | None, names: Collection[str], store: Store
) -> Iterator[Reason]:
    """Say why a report is not current that was not issued."""
    if manifest is None and job.manifest not in names:
        yield NOT_BUILT
    elif manifest and manifest.get("key") != recipe.key:
        before, now = manifest.get("made_from", {}), recipe.as_dict()
        found = [*changes_of_input(before, now), *changes_of_software(before, now)]
        if before.get("earlier", "") != recipe.earlier:
            found.append(Reason("the edition before it changed", "lần ban hành trước đã đổi"))
        yield from found or [Reason("built by an earlier kgreport", "lập bằng kgreport cũ hơn")]
    else:
        yield from damage(job, manifest, names, store)


def _damaged(
    job: Job, recipe: Recipe, manifest: Mapping[str, Any] | None, names: Collection[str], store: Store
) -> list[Reason]:
    """Say why files of an issued report are to be made again, with the same bytes.

    Raises
    ------
    IssuedError
        Its input has changed; or it is not known whether the bytes would be the same.
    """
    damaged = list(damage(job, manifest, names, store))
    if manifest is None:
        raise _refusal(job, damaged, _NOT_KNOWN, names)
    before, now = manifest.get("made_from", {}), recipe.as_dict()
    changed = list(changes_of_input(before, now, own_notebook=is_own(job.notebook)))
    if changed:
        raise _refusal(job, changed, _UNDO, names)
    if damaged and manifest.get("key") != recipe.key:
        found = [*damaged, *changes_of_software(before, now)]
        raise _refusal(job, found, _OTHER_BYTES, names)
    return damaged


def not_forced(job: Job, language: Language) -> str:
    """Say that ``--force`` leaves what was issued as it is."""
    return _ISSUED.say(language, report=job.title)


_ISSUED = Phrase(
    "{report}: đã ban hành, nên --force cũng không lập lại",
    "{report}: was issued, so --force leaves it as it is",
)


def _latest(job: Job, names: Collection[str]) -> int:
    """Give the latest edition that was issued, or this one if none was after it."""
    later = takewhile(lambda n: job.issued_as(n).manifest in names, count(job.edition + 1))
    return max(later, default=job.edition)


def _refusal(job: Job, reasons: Sequence[Reason], advice: Phrase, names: Collection[str]) -> IssuedError:
    """Say what changed, and what to do: keep what was issued, or issue another edition."""
    place = _OF_FILE if not job.parts else _OF_OPTIONS if job.by_options else _OF_MATRIX
    values = {
        "edition": _latest(job, names) + 1,
        "file": job.parameters.as_posix(),
        "each": "/".join(job.parts),
        "manifest": job.manifest,
    }
    said = Phrase("; ".join(one.vi for one in reasons), "; ".join(reasons))
    again = place.filled(**values)
    return IssuedError(*_REFUSED.filled(reasons=said, advice=advice.filled(**values), again=again))


_REFUSED = Phrase(
    "báo cáo đã ban hành, không ghi đè; từ đó đến nay: {reasons}\n{advice}\n"
    "Ban hành lại: {again}; bản cũ vẫn còn",
    "the report was issued and is not overwritten; since then: {reasons}\n{advice}\n"
    "To issue it again: {again}; what was issued stays",
)
_OF_FILE = Phrase(
    "ghi edition: {edition} và reason (lý do) vào {file}", "write edition: {edition} and a reason into {file}"
)
_OF_MATRIX = Phrase(
    "ghi edition: {edition} và reason (lý do) vào {file}, ở matrix.each, mục {each}",
    "write edition: {edition} and a reason into {file}, under {each} in matrix.each",
)
_OF_OPTIONS = Phrase(
    "thêm --set edition={edition} --set reason='lý do'", "add --set edition={edition} --set reason='why'"
)
_UNDO = Phrase("Giữ bản đã ban hành: khôi phục những thứ ấy như cũ", "To keep it: undo these changes")
_RESTORE = Phrase(
    "Cần lại lần này: khôi phục tệp từ bản sao", "To have this one again: restore it from a copy"
)
_NOT_KNOWN = Phrase(
    "Không rõ đã ban hành những gì: khôi phục {manifest} từ bản sao",
    "What was issued is not known: restore {manifest} from a copy",
)
_OTHER_BYTES = Phrase(
    "Phần mềm đã khác, lập lại có thể ra tệp khác: khôi phục tệp từ bản sao",
    "The software is another one, and might make other files: restore the files from a copy",
)
