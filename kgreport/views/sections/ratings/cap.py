"""The cap on the highest level, under each reading of what it is a share of."""

from __future__ import annotations

from kgreport.data.figures.layout import Scope
from kgreport.terms.vocabulary import COUNTED_IN, label_of
from kgreport.views import formats
from kgreport.views.sections.ratings.levels import scope_id
from kgreport.views.sections.wording import Edition, Row, Rows, rows_of
from kgreport.views.tables import Column, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View


def cap_section(
    readings: Rows,
    groups: Rows,
    scope: Scope,
    base: str,
    edition: Edition,
    *,
    ungrouped: tuple[int, int] = (0, 0),
) -> Section:
    """Show how many were rated excellent against how many may be: in all, and in each group.

    Parameters
    ----------
    readings
        As `kgreport.stats.caps.cap_rows` gives.
    groups
        As `kgreport.stats.caps.group_rows` gives.
    scope
        Who was rated.
    base
        The reading the parameters choose.
    edition
        For whom.
    ungrouped
        How many were rated who are in no group, and how many of these excellent.
    """
    title = edition.say(
        "Mức trần {excellent}: {who}",
        "The cap on {excellent}: {who}",
        excellent=edition.term(edition.measure(scope.subject, "excellent")),
        who=label_of(scope.subject, scope.tier).say(edition.language),
    )
    rows, by_group = rows_of(readings), rows_of(groups)
    said = [_sentence(row, scope, edition) for row in rows if row["base"] == base]
    said += [_only_a_hint(edition)] if rows else []
    said += [_groups_sentence(by_group, scope, edition)] if by_group else []
    said += [_ungrouped_sentence(*ungrouped, scope, edition)] if by_group and ungrouped[0] else []
    views: list[View] = [Note(said)] if said else []
    views += [_table(rows, scope, edition)] if rows else []
    views += _groups_table(by_group, scope, edition)
    return Section(f"cap-{scope_id(scope)}", title, views)


def _sentence(row: Row, scope: Scope, edition: Edition) -> str:
    verdict = (
        edition.say("vượt {excess} {unit} so với mức trần {limit}", "{excess} above the cap of {limit}")
        if row["excess"] > 0
        else edition.say("không vượt mức trần {limit}", "within the cap of {limit}")
    )
    filled = verdict.format(
        excess=edition.count(row["excess"]),
        limit=formats.limit(row["limit"], edition.language),
        unit=COUNTED_IN[scope.subject].say(edition.language),
    )
    return edition.say(
        "Tính trên số {who} {base}, có {of} được xếp loại {excellent} (chiếm {share}), {verdict} "
        "(tối đa {allowed}).",
        "Of the {who} rated {base}, {of} were rated {excellent} ({share}), {verdict} (at most {allowed}).",
        who=label_of(scope.subject, scope.tier).say(edition.language),
        base=_base_in_text(row, scope, edition),
        excellent=edition.term(edition.measure(scope.subject, "excellent")),
        of=f"{edition.count(row['excellent'])}/{edition.count(row['base_count'])}",
        share=edition.percent(row["share"]),
        verdict=filled,
        allowed=edition.count(row["allowed"]),
    )


def _base_in_text(row: Row, scope: Scope, edition: Edition) -> str:
    if row["base"] == "rated":
        return edition.say("được xếp loại", "at any level")
    return edition.say("được xếp loại ", "") + edition.term(edition.measure(scope.subject, str(row["base"])))


def _only_a_hint(edition: Edition) -> str:
    return edition.say(
        "Mức trần áp dụng cho từng nhóm có vị trí, chức năng tương đồng; so sánh trên số chung chỉ để tham khảo.",
        "The cap binds in each group of similar position and function; set against the sum it is only a hint.",
    )


def _table(rows: list[Row], scope: Scope, edition: Edition) -> Table:
    columns = [
        Column(edition.say("Cách hiểu: tính trên số", "Reading: of those"), "text"),
        *_read_columns(edition),
    ]
    return Table(
        id=f"table-cap-{scope_id(scope)}",
        title=edition.say(
            "Số xuất sắc và mức trần theo từng cách hiểu, năm {year}",
            "Rated excellent and the cap, by reading of its base, {year}",
            year=edition.year,
        ),
        unit=edition.unit_of(scope.subject),
        columns=columns,
        rows=[
            [edition.label(edition.measure(scope.subject, str(row["base"]))), *_read_cells(row)]
            for row in rows
        ],
        language=edition.language,
        notes=[
            edition.say(
                "Mức trần {limit} quy định trên “số được xếp loại tốt”; trong thực tế có ba cách hiểu số gốc.",
                "The cap of {limit} is set “of those rated good”; in practice the base is read in three ways.",
                limit=formats.limit(rows[0]["limit"], edition.language),
            )
        ],
    )


def _groups_sentence(rows: list[Row], scope: Scope, edition: Edition) -> str:
    above = [
        f"{row['group']} ({edition.count(row['excellent'])}/{edition.count(row['allowed'])})"
        for row in rows
        if row["excess"] > 0
    ]
    given = {"count": edition.count(len(rows)), "above": edition.count(len(above))}
    if not above:
        return edition.say(
            "Xét theo {count} nhóm có số liệu, không nhóm nào vượt mức trần.",
            "Of the {count} groups with figures, none is above the cap.",
            **given,
        )
    return edition.say(
        "Xét theo {count} nhóm có số liệu, {above} nhóm vượt mức trần (số {excellent}/số tối đa): {which}.",
        "Of the {count} groups with figures, {above} are above the cap ({excellent}/at most): {which}.",
        excellent=edition.term(edition.measure(scope.subject, "excellent")),
        which=formats.listing(above, edition.language),
        **given,
    )


def _ungrouped_sentence(rated: int, excellent: int, scope: Scope, edition: Edition) -> str:
    return edition.say(
        "Còn {rated} {unit} được xếp loại nhưng chưa ghi nhóm, trong đó {excellent} {level}, nên chưa so sánh "
        "được theo nhóm.",
        "{rated} more {unit} were rated and are in no group, {excellent} of them {level}: these are not compared "
        "by group.",
        rated=edition.count(rated),
        excellent=edition.count(excellent),
        unit=COUNTED_IN[scope.subject].say(edition.language),
        level=edition.term(edition.measure(scope.subject, "excellent")),
    )


MANY_GROUPS = 20
"""More groups than this are not all shown: only those above the cap are."""


def _groups_table(groups: list[Row], scope: Scope, edition: Edition) -> list[View]:
    rows = groups if len(groups) <= MANY_GROUPS else [row for row in groups if row["excess"] > 0]
    return [_table_of_groups(rows, len(groups) - len(rows), scope, edition)] if rows else []


def _table_of_groups(rows: list[Row], left_out: int, scope: Scope, edition: Edition) -> Table:
    base = edition.term(edition.measure(scope.subject, str(rows[0]["base"])))
    return Table(
        id=f"table-cap-groups-{scope_id(scope)}",
        title=edition.say(
            "Số xuất sắc và mức trần theo nhóm, năm {year}",
            "Rated excellent and the cap, by group, {year}",
            year=edition.year,
        ),
        unit=edition.unit_of(scope.subject),
        columns=[Column(edition.say("Nhóm", "Group"), "text", 1.6), *_read_columns(edition)],
        rows=[[formats.sentence(row["group"]), *_read_cells(row)] for row in rows],
        language=edition.language,
        notes=[
            edition.say(
                "Số gốc: {base}. Nhóm ghi theo hồ sơ từng đối tượng; đối tượng chưa ghi nhóm thì không so sánh.",
                "Base: {base}. Groups are those of the records; who is in none is compared with nothing.",
                base=base,
            ),
            *_left_out(left_out, edition),
        ],
    )


def _read_columns(edition: Edition) -> list[Column]:
    """Head the figures of one reading of the cap."""
    return [
        Column(edition.say("Số gốc", "Base")),
        Column(edition.say("Xuất sắc", "Excellent")),
        Column(edition.say("Tỷ lệ", "Share"), "percent"),
        Column(edition.say("Tối đa", "At most")),
        Column(edition.say("Vượt (+), còn (−)", "Above (+), left (−)"), "change"),
    ]


def _read_cells(row: Row) -> list[object]:
    return [row["base_count"], row["excellent"], row["share"], row["allowed"], row["excess"]]


def _left_out(groups: int, edition: Edition) -> list[str]:
    if not groups:
        return []
    return [
        edition.say(
            "Không liệt kê {count} nhóm không vượt mức trần.",
            "Left out: {count} groups that are not above the cap.",
            count=edition.count(groups),
        )
    ]
