"""The table of all that was rated against the cap: subjects, tiers, and the groups above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kgreport.data.figures.layout import Scope
from kgreport.stats.caps import BASES, Reading, is_within
from kgreport.stats.verdicts.caps import CapVerdict
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import tiers_of
from kgreport.views import formats
from kgreport.views.sections.ratings.cap import base_in_text
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Table

MOST_GROUPS = 12
"""If more groups are above the cap, the table shows those that are farthest above it."""


def depth_of(one: CapVerdict, verdicts: Iterable[CapVerdict]) -> int:
    """Tell how many of the others a tier is a part of."""
    return sum(is_within(one.scope, other.scope) for other in verdicts)


def tier_name(scope: Scope, writer: Writer) -> str:
    """Name a tier where its subject is named already; organisations have names of their own."""
    named = scope.subject == "organization" or not scope.tier
    return writer.subject(scope) if named else tiers_of(scope.subject)[scope.tier].say(writer.language)


def caps_table(verdicts: Sequence[CapVerdict], writer: Writer) -> Table:
    """Show subjects, their tiers and the groups above the cap in one table."""
    rows = list(_rows(verdicts, writer))
    groups = sorted((row["excess"] for _, _, row in rows if row.get("group") is not None), reverse=True)
    least = groups[MOST_GROUPS - 1] if len(groups) > MOST_GROUPS else 0
    shown = [one for one in rows if one[2].get("group") is None or one[2]["excess"] >= least]
    return Table(
        id="table-cap",
        title=writer.say(
            "Số được xếp loại mức cao nhất so với mức trần, năm {year}",
            "Rated at the highest level against the cap, {year}",
        ),
        columns=[
            Column(writer.say("Đối tượng", "Who"), "text", 1.6),
            Column(writer.label(_MEASURED[verdicts[0].base])),
            Column(writer.say("Xuất sắc", "Excellent")),
            Column(writer.say("Tỷ lệ", "Share"), "percent"),
            Column(writer.say("Tối đa", "At most")),
            Column(writer.say("Vượt (+), còn (−)", "Above (+), left (−)"), "change"),
        ],
        rows=[
            [name, *(row.get(code) for code in ("base_count", "excellent", "share", "allowed", "excess"))]
            for _, name, row in shown
        ],
        language=writer.language,
        indents={position: depth for position, (depth, _, _) in enumerate(shown) if depth},
        notes=[
            *writer.say_if(
                len(rows) - len(shown),
                "Không liệt kê {count} nhóm khác vượt mức trần ít hơn.",
                "Left out: {count} more groups, less far above the cap.",
                count=writer.count(len(rows) - len(shown)),
            ),
            *_other_readings(verdicts, writer),
        ],
    )


_MEASURED = {
    "good_or_better": Phrase("xếp loại tốt trở lên", "good or better"),
    "good": Phrase("xếp loại tốt", "good"),
    "rated": Phrase("được xếp loại", "rated"),
}


def _rows(verdicts: Sequence[CapVerdict], writer: Writer) -> Iterator[tuple[int, str, Reading]]:
    """Go through subjects and tiers, and under those without further tiers the groups above the cap."""
    for one in verdicts:
        depth = depth_of(one, verdicts)
        name = tier_name(one.scope, writer) if depth else writer.subject(one.scope)
        yield depth, formats.sentence(name), one.applied or {}
        if not any(is_within(other.scope, one.scope) for other in verdicts):
            for row in one.above if one.groups else ():
                none = writer.say("Chưa ghi nhóm, coi là một nhóm", "In no group, taken as one")
                yield depth + 1, formats.sentence(row["group"]) if row["group"] else none, row


def _other_readings(verdicts: Sequence[CapVerdict], writer: Writer) -> list[str]:
    """Say of all subjects and tiers what the verdict would be under the other readings of the base."""
    told = []
    for base in BASES:
        rows = [(one, row) for one in verdicts for row in one.readings if row["base"] == base != one.base]
        above = [
            writer.say(
                "{subject} vượt {excess} (tối đa {allowed})",
                "{subject} exceed it by {excess} (at most {allowed})",
                one.scope,
                excess=writer.count(row["excess"]),
                allowed=writer.count(row["allowed"]),
            )
            for one, row in rows
            if row["excess"] > 0
        ]
        if rows:
            told.append(
                writer.say(
                    "Nếu tính trên số {base}: {above}.",
                    "As a share of those rated {base}: {above}.",
                    base=base_in_text(base, rows[0][0].scope.subject, writer),
                    above="; ".join(above) or writer.say("không đối tượng nào vượt", "none exceeds it"),
                )
            )
    return told
