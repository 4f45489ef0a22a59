"""Write, for a person, how a batch went in which reports failed: what, why, what was built, what to do."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from kgreport.batch.journal import Journal
from kgreport.batch.plan import Plan, PlannedReport
from kgreport.builder.result import Result
from kgreport.environment import language_of
from kgreport.exit_statuses import MISUSED
from kgreport.terms.phrases import Language, Phrase

_MOST_NAMED = 10
"""How many reports are named; of more, the others are counted."""

_FAILED = Phrase(
    "{n} trong {of} báo cáo không lập được, ngày {day:%d/%m/%Y} lúc {day:%H:%M}, thư mục {folder}.",
    "{n} of {of} reports could not be built, on {day:%Y-%m-%d} at {day:%H:%M}, in the folder {folder}.",
)
_NOT_BUILT = Phrase("KHÔNG LẬP ĐƯỢC", "NOT BUILT")
_BUILT = Phrase("ĐÃ LẬP: {n} báo cáo: {names}", "BUILT: {n} reports: {names}")
_CURRENT = Phrase(
    "KHÔNG THAY ĐỔI: {n} báo cáo, giữ nguyên bản đã lập", "UNCHANGED: {n} reports, left as they are"
)
_NOT_STARTED = Phrase(
    "CHƯA LẬP, vì đã dừng: {n} báo cáo", "NOT STARTED, because the build stopped: {n} reports"
)
_EARLIER = Phrase(
    "Bản lập ngày {day:%d/%m/%Y} còn nguyên trong {folder}; số liệu trong đó là của ngày ấy.",
    "The report built on {day:%Y-%m-%d} is still in {folder}, with the figures of that day.",
)
_EARLIER_ONES = Phrase(
    "Bản đã lập trước của những báo cáo này, nếu có, còn nguyên; số liệu trong đó là của ngày lập.",
    "What was built of these reports before is still there, with the figures of its day.",
)
_NO_EARLIER = Phrase("Chưa có bản nào lập trước đó.", "No earlier report is there.")
_TO_DO = Phrase("CẦN LÀM", "WHAT TO DO")
_CORRECT_FIGURES = Phrase(
    "Sửa số liệu ở những chỗ nêu trên; nếu nguồn in đúng như vậy, ghi mã phát hiện và lý do vào "
    "accepted_findings của tệp tham số.",
    "Correct the figures at the places above; if the source has them so, write the id of the finding and a "
    "reason into accepted_findings of the parameters file.",
)
_CORRECT_PARAMETERS = Phrase(
    "Sửa tệp tham số, hoặc đặt số liệu vào nơi tệp ấy nêu.",
    "Correct the parameters file, or put the data where it says.",
)
_LOOK = Phrase(
    "Xem ô bị lỗi trong sổ tay nêu trên; nếu do máy (hết đĩa, mất mạng), xử lý rồi chạy lại.",
    "Look at the cell that failed in the notebook named above; if the machine is the reason (disk, network), "
    "mend that.",
)
_AGAIN = Phrase(
    "Chạy lại trong {folder}: {command}. Báo cáo đã lập và không thay đổi thì không lập lại.",
    "Run it again in {folder}: {command}. Reports that are built and unchanged are not built again.",
)
_SEE = Phrase("Xem tình trạng từng báo cáo: kgreport list", "See how each report stands: kgreport list")
_AND_MORE = Phrase("… và {n} báo cáo khác", "… and {n} more")
_YEAR = Phrase("năm {year}", "{year}")


def account(plan: Plan, journal: Journal, *, when: datetime, command: Sequence[str]) -> str:
    """Write how a batch went in which reports failed, in the language of the first that failed.

    Parameters
    ----------
    plan, journal
        The batch, and how it went.
    when
        When it ended.
    command
        The words of the command that builds it again.
    """
    planned = {one.job.title: one for one in plan.reports}
    failed = [one for one in journal.results if one.status == "failed"]
    language = _language(failed, planned)
    outputs = journal.path.parent
    head = _FAILED.say(
        language, n=len(failed), of=sum(journal.counts.values()), day=when, folder=outputs.as_posix()
    )
    lines = [head, "", _NOT_BUILT.say(language)]
    for message, results in _by_message(failed).items():
        lines += _failure(message, [(one, planned.get(one.report)) for one in results], language)
    lines += ["", *_others(journal, language), "", _TO_DO.say(language)]
    steps = [*_steps(failed, language), _again(command, language), _SEE.say(language)]
    lines += [f"{n}. {step}" for n, step in enumerate(steps, 1)]
    return "\n".join(lines) + "\n"


def _language(failed: Sequence[Result], planned: Mapping[str, PlannedReport]) -> Language:
    known = [planned[one.report].recipe.parameters.language for one in failed if one.report in planned]
    return known[0] if known else language_of(os.environ)


def _by_message(failed: Sequence[Result]) -> dict[str, list[Result]]:
    """Gather the failures that have the same reason, as a table that many reports read has."""
    found: dict[str, list[Result]] = {}
    for one in failed:
        found.setdefault(one.message.removeprefix(f"{one.report}: "), []).append(one)
    return found


def _failure(
    message: str, reports: Sequence[tuple[Result, PlannedReport | None]], language: Language
) -> Iterator[str]:
    yield from (f"- {_name(result, planned, language)}" for result, planned in reports[:_MOST_NAMED])
    if len(reports) > _MOST_NAMED:
        yield f"  {_AND_MORE.say(language, n=len(reports) - _MOST_NAMED)}"
    yield from (f"    {line}" for line in message.splitlines())
    if len(reports) == 1 and reports[0][1]:
        yield f"    {_earlier(reports[0][1], language)}"
    elif any(planned and planned.files for _, planned in reports):
        yield f"    {_EARLIER_ONES.say(language)}"


def _name(result: Result, planned: PlannedReport | None, language: Language) -> str:
    if planned is None:
        return result.report
    parameters = planned.recipe.parameters
    unit = planned.unit_name or parameters.unit
    year = _YEAR.say(language, year=parameters.year)
    return f"{result.report} ({', '.join(filter(None, [planned.job.parameters.as_posix(), year, unit]))})"


def _earlier(planned: PlannedReport, language: Language) -> str:
    """Say whether the report was built before, and that its files are as they were."""
    job = planned.job
    if planned.files:
        with suppress(OSError):
            day = datetime.fromtimestamp((job.folder / job.manifest).stat().st_mtime).astimezone()
            return _EARLIER.say(language, day=day, folder=job.folder.as_posix())
    return _NO_EARLIER.say(language)


def _others(journal: Journal, language: Language) -> Iterator[str]:
    """Say what was built, what did not change, and what was not started."""
    built = [one.report for one in journal.results if one.status == "built"]
    names = built[:_MOST_NAMED] or ["–"]
    if len(built) > _MOST_NAMED:
        names.append(_AND_MORE.say(language, n=len(built) - _MOST_NAMED))
    yield _BUILT.say(language, n=len(built), names=", ".join(names))
    for status, phrase in (("current", _CURRENT), ("not started", _NOT_STARTED)):
        if journal.counts[status]:
            yield phrase.say(language, n=journal.counts[status])


def _steps(failed: Sequence[Result], language: Language) -> Iterator[str]:
    """Say what to do about each kind of failure that there is."""
    if any(one.findings and one.code != MISUSED for one in failed):
        yield _CORRECT_FIGURES.say(language)
    if any(one.code == MISUSED for one in failed):
        yield _CORRECT_PARAMETERS.say(language)
    if any(not one.findings and one.code != MISUSED for one in failed):
        yield _LOOK.say(language)


def _again(command: Sequence[str], language: Language) -> str:
    return _AGAIN.say(language, folder=Path.cwd().as_posix(), command=shlex.join(command))
