"""The quality log: who checked the figures, when, what was accepted, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgreport.data.params.parts import LogEntry
from kgreport.terms.findings import Finding
from kgreport.views import formats
from kgreport.views.frames.layout import facts_of
from kgreport.views.frames.ratings import QUALITY_LOG
from kgreport.views.sections.rows import Row
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Table


def log_rows(
    log: Sequence[LogEntry], findings: Sequence[Finding], accepted: Mapping[str, str], writer: Writer
) -> list[Row]:
    """Give the checks in the order of their days; an accepted finding is named by its place."""
    places = {one.id: one.place.say(writer.language, writer.count) for one in findings}
    return [
        {
            "date": entry.date,
            "role": formats.sentence(entry.role),
            "checked": formats.sentence(entry.checked),
            "accepted": "; ".join(formats.sentence(places.get(one, one)) for one in entry.accepted),
            "reason": _reasons(entry, accepted),
        }
        for entry in sorted(log, key=lambda entry: entry.date)
    ]


def _reasons(entry: LogEntry, accepted: Mapping[str, str]) -> str:
    """Give the reason of the entry, then those for which the parameters accept its findings; each once."""
    reasons = [entry.reason, *(accepted.get(one, "") for one in entry.accepted)]
    return " ".join(dict.fromkeys(filter(None, reasons)))


def log_note(log: Sequence[LogEntry], writer: Writer) -> list[str]:
    """Say how often the figures were checked, and when last."""
    if not log:
        return []
    return [
        writer.say(
            "Nhật ký kiểm tra số liệu có {count} lần; lần cuối: ngày {day}.",
            "Checks of the figures in the log: {count}; the last: {day}.",
            count=writer.count(len(log)),
            day=formats.date_in_text(max(one.date for one in log), writer.language),
        )
    ]


def log_table(rows: Sequence[Row], writer: Writer) -> Table:
    """Show the checks."""
    return Table(
        id="table-quality-log",
        title=writer.say("Nhật ký kiểm tra số liệu", "Log of checks"),
        columns=[
            Column(writer.say("Ngày", "Date"), "date"),
            Column(writer.say("Người kiểm tra", "Who checked"), "text"),
            Column(writer.say("Đã kiểm tra", "What was checked"), "text", 1.3),
            Column(writer.say("Đã chấp nhận", "Accepted"), "text", 1.2),
            Column(writer.say("Lý do", "Why"), "text", 1.2),
        ],
        rows=[[row["date"], *(row[name] or None for name in _TEXTS)] for row in rows],
        language=writer.language,
        told=[facts_of(QUALITY_LOG, rows)],
    )


_TEXTS = ("role", "checked", "accepted", "reason")
