"""Show how a command goes on: a bar on a terminal, plain lines elsewhere, or lines of JSON."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from kgreport.batch.journal import BatchReporter, Journal
from kgreport.hidden_letters import unfiltered, with_hidden_letters_shown
from kgreport.publish.foreign.origins import KIND as OF_NOTEBOOKS
from kgreport.terms.findings import SEVERITIES
from kgreport.terms.phrases import Language, Phrase

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from kgreport.batch.plan import Plan
    from kgreport.builder.result import Result

MANY = 5
"""With more reports than this, each gets one line."""

STATUSES = ("built", "current", "failed", "not started")


def reporter_of(*, as_json: bool, quiet: bool = False) -> BatchReporter:
    """Choose how to show progress."""
    if quiet:
        return QuietReporter()
    return JsonReporter() if as_json else TerminalReporter()


def number_of(count: int, what: str) -> str:
    """Count something in words.

    >>> number_of(1, "report"), number_of(0, "finding")
    ('1 report', '0 findings')
    """
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def say_left_out(plan: Plan) -> str:
    """Say which parameters reports on other units and years do not take, and how to set them."""
    reports = [one for one in plan.reports if one.left_out]
    job = reports[0].job
    case = str(job.overrides.get("unit") or job.overrides.get("year") or "whole")
    language = reports[0].recipe.parameters.language
    return _LEFT_OUT.say(
        language, names=", ".join(plan.left_out), count=len(reports), case=case, name=plan.left_out[0]
    )


def _finding(finding: Mapping[str, str | None], language: Language) -> str:
    """Name a finding that stays open, and where the report tells of it."""
    severity = SEVERITIES[str(finding["severity"])].say(language)
    if str(finding["id"]).startswith(f"{OF_NOTEBOOKS}-"):  # the report itself says nothing of its notebook
        return f"{severity}: {finding['place']}: {finding['found']}; {finding['advice']} [{finding['id']}]"
    where = Phrase("xem phần Chất lượng và phạm vi số liệu", "see the section on data quality").say(language)
    return f"{severity}: {finding['id']} ({where})"


_LEFT_OUT = Phrase(
    "Không lấy từ tệp tham số cho {count} báo cáo của đơn vị hoặc năm khác: {names}. Để ghi riêng, thêm vào "
    "tệp: matrix: each: {{{case}: {{{name}: …}}}}; hoặc --set {name}=… cho một báo cáo.",
    "Left out of {count} reports on another unit or year than that of their parameters file: {names}. To set "
    "them, write in the file matrix: each: {{{case}: {{{name}: …}}}}; or --set {name}=… for one report.",
)


class JsonReporter(BatchReporter):
    """Prints one JSON object a line, for programs; nothing else goes to stdout."""

    def event(self, name: str, **values: object) -> None:
        """Print what happened, and when."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        sys.stdout.write(json.dumps({"event": name, "time": now, **values}, ensure_ascii=False) + "\n")
        sys.stdout.flush()

    def planned(self, plan: Plan, journal: Journal) -> None:
        """Print how many reports there are, and those that cannot be built."""
        self.event(
            "planned",
            reports=len(plan.reports),
            build=len(plan.stale),
            refused=len(plan.refused),
            left_out=list(plan.left_out),
            notes=list(plan.notes),
        )
        for refused in plan.refused:
            self.event("report", **journal.entry(refused.report))

    def report_done(self, result: Result, journal: Journal) -> None:
        """Print the result of a report."""
        self.event("report", **journal.entry(result.report))

    def finished(self, journal: Journal) -> None:
        """Print how the batch went."""
        self.event(
            "finished", counts=dict(journal.counts), seconds=round(journal.seconds, 3), exit=journal.code
        )


class QuietReporter(BatchReporter):
    """Prints nothing unless a report fails; then, at the end, an account of it all for a person to read."""

    def planned(self, plan: Plan, journal: Journal) -> None:  # noqa: ARG002
        """Keep the plan for the account."""
        self._plan = plan

    def finished(self, journal: Journal) -> None:
        """Print the account on stderr, if a report failed."""
        if not journal.counts["failed"]:
            return
        from kgreport.outputs.account import account  # noqa: PLC0415

        program = sys.argv[0] if shutil.which("kgreport") is None else "kgreport"
        words = [program, *(word for word in sys.argv[1:] if word not in {"--quiet", "-q"})]
        sys.stderr.write(account(self._plan, journal, when=datetime.now().astimezone(), command=words))


class TerminalReporter(BatchReporter):
    """Prints lines for people, and a bar if stdout is a terminal."""

    def __init__(self) -> None:
        self._bar = _bar() if sys.stdout.isatty() else None
        self._batch: TaskID | None = None
        self._many = False
        self._languages: dict[str, Language] = {}

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def line(self, text: str, *, bad: bool = False) -> None:
        """Print a line, above the bar if there is one; what is bad goes to stderr."""
        text = with_hidden_letters_shown(text)  # the bar shows lines past the stream that does so
        if self._bar and not bad:
            self._bar.console.print(text, highlight=False, markup=False, soft_wrap=True)
            return
        stream = sys.stderr if bad else sys.stdout
        stream.write(text + "\n")
        stream.flush()

    def waiting(self, message: str) -> None:
        """Print which build holds the folder."""
        self.line(message)

    def planned(self, plan: Plan, journal: Journal) -> None:
        """Print what cannot be built, and what is current."""
        self._many = len(plan.reports) > MANY
        self._languages = {one.job.title: one.recipe.parameters.language for one in plan.reports}
        for note in plan.notes:
            self.line(note)
        for refused in plan.refused:
            self.line(refused.message, bad=True)
        if plan.left_out:
            self.line(say_left_out(plan))
        for one in plan.reports:
            if one.current and not self._many:
                self.line(f"{one.job.title}: current")
        self._show(journal)

    @contextmanager
    def cells(self, report: str) -> Iterator[Callable[[int, int], None]]:
        """Show a bar for the cells of one report."""
        if not self._bar:
            yield lambda done, total: None  # noqa: ARG005
            return
        bar = self._bar
        task = bar.add_task(with_hidden_letters_shown(report), total=None, note="cells")
        try:
            yield lambda done, total: bar.update(task, completed=done, total=total)
        finally:
            bar.remove_task(task)

    def report_done(self, result: Result, journal: Journal) -> None:
        """Print how one report went."""
        if result.status == "built":
            self._report_built(result)
        elif result.status == "failed":
            tried = f" (tried {result.attempts} times)" if result.attempts > 1 else ""
            self.line(f"{result.report}: not built{tried}\n{result.message}", bad=True)
        self._show(journal)

    def _report_built(self, result: Result) -> None:
        if self._many:
            warned = f", {number_of(len(result.findings), 'finding')} open" if result.findings else ""
            self.line(f"{result.report}: built in {result.seconds:.1f} s{warned}")
            return
        self.line(f"{result.report}: built")
        for file in result.stored or result.files:
            self.line(f"  {file}")
        for finding in result.findings:
            self.line(f"  {_finding(finding, self._languages[result.report])}")
        for cell in result.undescribed:
            self.line(f"  warning: {cell} shows a picture without alt text; give its metadata an 'alt'")

    def finished(self, journal: Journal) -> None:
        """Print how the batch went, if it has many reports."""
        if self._many:
            counts = journal.counts
            parts = ", ".join(f"{counts[name]} {name}" for name in STATUSES if counts[name])
            reports = number_of(sum(counts.values()), "report")
            self.line(f"{reports} in {journal.seconds:.1f} s: {parts}; details in {journal.path}")

    def _show(self, journal: Journal) -> None:
        """Show on the bar how many reports are done, failed and current, and how fast it goes."""
        if not self._bar:
            return
        counts, seconds = journal.counts, journal.seconds
        built, failed = counts["built"], counts["failed"]
        rate = f"{60 * built / seconds:.0f} a minute" if built and seconds else ""
        note = ", ".join(filter(None, [f"{failed} failed", f"{counts['current']} current", rate]))
        if self._batch is None:
            self._batch = self._bar.add_task("reports", total=None, note="")
        done = built + failed
        self._bar.update(self._batch, completed=done, total=done + counts["waiting"], note=note)


def _bar() -> Progress:
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[note]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=Console(file=unfiltered(sys.stdout)),
        transient=True,
    )
