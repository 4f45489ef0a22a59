"""The cap on the highest level, under each reading of its base, and in each group."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kgreport.data.figures.layout import Scope
from kgreport.stats.verdicts.caps import CapVerdict
from kgreport.views import formats
from kgreport.views.frames.ratings import CAP
from kgreport.views.sections.facts import tells
from kgreport.views.sections.ids import scope_id
from kgreport.views.sections.ratings.facts import cap_rows
from kgreport.views.sections.rows import Row
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Table
from kgreport.views.texts import note_of
from kgreport.views.view import Section

MANY_GROUPS = 20
"""If there are more groups than this, only those above the cap are shown."""


FEW_GROUPS = 5
"""So many groups above the cap are named in a sentence."""


@tells((CAP, cap_rows))
def cap_section(verdict: CapVerdict, writer: Writer) -> Section:
    """Show how many of one subject were rated excellent against how many may be: in all, and in each group."""
    scope, base = verdict.scope, verdict.base
    title = writer.say(
        "Mức trần {excellent}: {subject}",
        "The cap on {excellent}: {subject}",
        scope,
        excellent=writer.measure_term(scope.subject, "excellent"),
    )
    rows, groups = verdict.readings, verdict.groups
    sentences = [_sentence(verdict.applied, scope, writer)] if verdict.applied else []
    sentences += [_unknown_base(base, scope, writer)] if rows and not sentences else []
    sentences += writer.say_if(
        rows,
        "Mức trần áp dụng cho từng nhóm có vị trí, chức năng tương đồng; so sánh trên số chung chỉ để tham khảo.",
        "The cap applies within each group of similar position and function; set against the sum it is only a hint.",
    )
    sentences += [groups_sentence(verdict, writer)] if groups else []
    tables = [*_readings_table(rows, base, scope, writer), *_groups_table(groups, scope, writer)]
    return Section(f"cap-{scope_id(scope)}", title, [*note_of(sentences), *tables])


def _sentence(row: Row, scope: Scope, writer: Writer) -> str:
    given = {
        "excess": writer.count(row["excess"]),
        "limit": formats.limit(row["limit"], writer.language),
        "unit": writer.counted_in(scope.subject),
    }
    verdict = (
        writer.say(
            "vượt {excess} {unit} so với mức trần {limit}", "{excess} above the cap of {limit}", **given
        )
        if row["excess"] > 0
        else writer.say("không vượt mức trần {limit}", "within the cap of {limit}", **given)
    )
    return writer.say(
        "Trong {of} {subject} {base}, có {count} {unit} được xếp loại {excellent} ({share}), {verdict} (tối đa {allowed}{up}).",
        "Of the {of} {subject} rated {base}, {count} were rated {excellent} ({share}), {verdict} (at most {allowed}{up}).",
        scope,
        base=base_in_text(row["base"], scope.subject, writer),
        excellent=writer.measure_term(scope.subject, "excellent"),
        count=writer.count(row["excellent"]),
        of=writer.count(row["base_count"]),
        share=writer.percent(row["share"]),
        verdict=verdict,
        up=writer.say(", đã làm tròn lên", ", rounded up") if _is_rounded_up(row) else "",
        allowed=writer.count(row["allowed"]),
    )


def _unknown_base(base: str, scope: Scope, writer: Writer) -> str:
    return writer.say(
        "Chưa có số {subject} {base}, nên chưa so sánh được với mức trần theo cách tính này.",
        "It is unknown how many {subject} were rated {base}, so the cap is not compared on this base.",
        scope,
        base=base_in_text(base, scope.subject, writer),
    )


def _is_rounded_up(row: Row) -> bool:
    """Whether a count as large as allowed is more than the limit, taken strictly."""
    return bool(row["allowed"] > Fraction(str(row["limit"])) * row["base_count"])


def base_in_text(base: str, subject: str, writer: Writer) -> str:
    """Name what the cap is a share of."""
    if base == "rated":
        return writer.say("được xếp loại", "at any level")
    return writer.say("được xếp loại ", "") + writer.measure_term(subject, base)


def _readings_table(rows: Sequence[Row], base: str, scope: Scope, writer: Writer) -> list[Table]:
    if not rows:
        return []
    note = writer.say(
        "Theo hướng dẫn, số {subject} được xếp loại “{excellent}” không vượt quá {limit} số {subject} được xếp loại “{good}”. Báo cáo này tính trên số {base}; trong thực tế có ba cách tính.",
        "By the guidance, those rated “{excellent}” are at most {limit} of the {subject} rated “{good}”. This report reads it as of those rated {base}; in practice there are three readings.",
        scope,
        excellent=writer.measure_label(scope.subject, "excellent"),
        base=base_in_text(base, scope.subject, writer),
        good=writer.measure_label(scope.subject, "good"),
        limit=formats.limit(rows[0]["limit"], writer.language),
    )
    title = writer.say(
        "Số xuất sắc và mức trần theo từng cách tính, năm {year}",
        "Rated excellent and the cap, by reading of its base, {year}",
    )
    first = Column(writer.say("Cách tính: trên số", "Reading: of those"), "text")
    names = [writer.measure_label(scope.subject, row["base"]) for row in rows]
    return [
        _table(rows, scope, writer, kind="table-cap", title=title, first=first, names=names, notes=[note])
    ]


def _table(
    rows: Sequence[Row],
    scope: Scope,
    writer: Writer,
    *,
    kind: str,
    title: str,
    first: Column,
    names: Sequence[str],
    notes: Sequence[str],
) -> Table:
    """Lay out counts against the cap, one row for each reading or group."""
    return Table(
        id=f"{kind}-{scope_id(scope)}",
        title=title,
        unit=writer.unit_of(scope.subject),
        columns=[
            first,
            Column(writer.say("Mẫu số", "Base")),
            Column(writer.say("Xuất sắc", "Excellent")),
            Column(writer.say("Tỷ lệ", "Share"), "percent"),
            Column(writer.say("Tối đa", "At most")),
            Column(writer.say("Vượt (+), còn (−)", "Above (+), left (−)"), "change"),
        ],
        rows=[
            [name, row["base_count"], row["excellent"], row["share"], row["allowed"], row["excess"]]
            for name, row in zip(names, rows, strict=True)
        ],
        language=writer.language,
        notes=notes,
    )


def groups_sentence(verdict: CapVerdict, writer: Writer) -> str:
    """Say which groups of a subject are above the cap, and how those in no group stand."""
    scope, groups = verdict.scope, verdict.groups
    above = sorted((row for row in verdict.above if row["group"]), key=lambda row: -row["excess"])
    named = [
        f"{row['group']} ({writer.count(row['excellent'])}/{writer.count(row['allowed'])})"
        for row in above[:FEW_GROUPS]
    ]
    told = writer.say(
        "Xét theo {count} nhóm của {subject}, không nhóm nào vượt mức trần",
        "Of the {count} groups of {subject}, none is above the cap",
        scope,
        count=writer.count(len(groups)),
    )
    if above:
        told = writer.say(
            "Xét theo {count} nhóm của {subject}, {above} nhóm vượt mức trần{most} (số xuất sắc/số tối đa): {which}",
            "Of the {count} groups of {subject}, {above} are above the cap{most} (excellent/at most): {which}",
            scope,
            count=writer.count(len(groups)),
            above=writer.count(len(above)),
            most="".join(writer.say_if(len(above) > FEW_GROUPS, ", nhiều nhất là", ", most of all")),
            which=writer.listing(named),
        )
    return f"{told}{_ungrouped(verdict, writer)}."


def _ungrouped(verdict: CapVerdict, writer: Writer) -> str:
    """Say how those in no group stand, taken as one; nothing where there are none."""
    row = verdict.ungrouped
    if row is None:
        return ""
    given = {name: writer.count(row[name]) for name in ("rated", "excellent", "allowed")}
    given["excess"] = writer.count(max(row["excess"], 0))
    return writer.say(
        "; {rated} {unit} chưa ghi nhóm có {excellent} {unit} {level}, coi là một nhóm thì tối đa {allowed}",
        "; of {rated} {unit} in no group, {excellent} are {level}: taken as one group, at most {allowed} may be",
        verdict.scope,
        level=writer.measure_term(verdict.scope.subject, "excellent"),
        **given,
    ) + (writer.say(", vượt {excess}", ", {excess} too many", **given) if row["excess"] > 0 else "")


def _groups_table(groups: Sequence[Row], scope: Scope, writer: Writer) -> list[Table]:
    rows = groups if len(groups) <= MANY_GROUPS else [row for row in groups if row["excess"] > 0]
    if not rows:
        return []
    note = writer.say(
        "Mẫu số: {base}. Nhóm ghi theo hồ sơ từng đối tượng; đối tượng chưa ghi nhóm thì không so sánh.",
        "Base: {base}. Groups are those of the records; who is in none is compared with nothing.",
        base=writer.measure_term(scope.subject, rows[0]["base"]),
    )
    title = writer.say(
        "Số xuất sắc và mức trần theo nhóm, năm {year}", "Rated excellent and the cap, by group, {year}"
    )
    first = Column(writer.say("Nhóm", "Group"), "text", 1.6)
    names = [formats.sentence(row["group"]) for row in rows]
    notes = [
        note,
        *writer.say_if(
            len(groups) - len(rows),
            "Không liệt kê {count} nhóm không vượt mức trần.",
            "Left out: {count} groups that are not above the cap.",
            count=writer.count(len(groups) - len(rows)),
        ),
    ]
    kind = "table-cap-groups"
    return [_table(rows, scope, writer, kind=kind, title=title, first=first, names=names, notes=notes)]
