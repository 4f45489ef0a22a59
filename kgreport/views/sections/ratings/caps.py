"""One verdict on the cap over all that was rated: kept or not, by how many, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kgreport.data.figures.layout import Scope
from kgreport.data.rules.model import Cap
from kgreport.stats.caps import is_within
from kgreport.stats.verdicts.caps import CapVerdict
from kgreport.terms.phrases import Phrase
from kgreport.views import formats
from kgreport.views.frames.ratings import CAP
from kgreport.views.sections.facts import tells
from kgreport.views.sections.ratings.cap import base_in_text, groups_sentence
from kgreport.views.sections.ratings.caps_table import caps_table, depth_of, tier_name
from kgreport.views.sections.ratings.facts import all_cap_rows
from kgreport.views.sections.writer import Writer
from kgreport.views.texts import MainPoint, Note
from kgreport.views.view import Section

_ROUNDED = {
    "ceil": Phrase("phần lẻ tính thành một", "a broken count counts as one more"),
    "floor": Phrase("bỏ phần lẻ", "a broken count is rounded down"),
    "nearest": Phrase("phần lẻ làm tròn", "a broken count is rounded"),
}


@tells((CAP, all_cap_rows))
def caps_section(
    verdicts: Sequence[CapVerdict], cap: Cap | None, writer: Writer, *, unknown: Sequence[Scope]
) -> Section:
    """Show whether the cap is kept: one verdict, one table of subjects, tiers and the groups above it.

    Parameters
    ----------
    verdicts
        As `kgreport.report.caps.cap_verdicts` gives: a subject before its tiers.
    cap
        The cap of the year.
    unknown
        Subjects that were rated, while it is unknown how many were rated excellent.
    """
    subject = verdicts[0].scope.subject if verdicts else "organization"
    title = writer.say(
        "Mức trần “{excellent}”",
        "The cap on “{excellent}”",
        excellent=writer.measure_label(subject, "excellent"),
    )
    if cap is None or not verdicts:
        return Section("cap", title, [])
    tops = [one for one in verdicts if not depth_of(one, verdicts)]
    sentences = [
        _verdict(verdicts, writer),
        _rule(subject, cap, writer),
        *(groups_sentence(one, writer) for one in tops if one.groups and one.standing == "exceeded"),
        *_rounded_in_groups(tops, writer),
        *_undecided(tops, unknown, writer),
    ]
    return Section("cap", title, [Note(sentences), caps_table(verdicts, writer)])


def caps_point(verdicts: Sequence[CapVerdict], writer: Writer) -> MainPoint | None:
    """Say as a main point where the cap is exceeded; nothing where it is kept."""
    return MainPoint(_verdict(verdicts, writer), "cap") if tops_above(verdicts) else None


def tops_above(verdicts: Sequence[CapVerdict]) -> list[CapVerdict]:
    """Choose the verdicts on those above the cap that are no part of others above it."""
    above = [one for one in verdicts if one.standing == "exceeded"]
    return [one for one in above if not depth_of(one, above)]


def _verdict(verdicts: Sequence[CapVerdict], writer: Writer) -> str:
    """Say who exceeds the cap and by how many, and who keeps it in all tiers."""
    above = tops_above(verdicts)
    exceeded = [_excess(one, verdicts, writer) for one in above]
    tops = [one for one in verdicts if one.standing == "kept" and not depth_of(one, verdicts)]
    whole = [one for one in tops if not any(is_within(other.scope, one.scope) for other in above)]
    kept = _subjects(whole, writer)
    if not above:
        return (
            writer.say("Mức trần được giữ: {kept} không vượt.", "The cap is kept by {kept}.", kept=kept)
            if kept
            else writer.say("Chưa kết luận được về mức trần.", "Whether the cap is kept is unknown.")
        )
    told = writer.say("Mức trần bị vượt: {above}", "The cap is exceeded: {above}", above="; ".join(exceeded))
    rest = writer.say_if(kept, "; {kept} không vượt", "; {kept} keep it", kept=kept)
    return "".join([told, *rest, "."])


def _excess(one: CapVerdict, verdicts: Sequence[CapVerdict], writer: Writer) -> str:
    """Say by how many a subject exceeds the cap; where a tier does, how many each tier is above or below."""
    tiers = [other for other in verdicts if is_within(other.scope, one.scope)]
    if not any(tier.standing == "exceeded" for tier in tiers):
        return _by_how_many(one, writer)
    told = [_tier(tier, writer) for tier in tiers if tier.standing != "unknown"]
    return f"{_by_how_many(one, writer)} ({writer.listing(told)})"


def _tier(tier: CapVerdict, writer: Writer) -> str:
    """Say how many a tier is above the cap, or below it."""
    row = tier.applied
    if tier.standing == "exceeded" or row is None or row["excess"] > 0:
        return _by_how_many(tier, writer, short=True)
    return writer.say(
        "{subject} còn {left}",
        "{subject} have {left} left",
        subject=tier_name(tier.scope, writer),
        left=writer.count(-row["excess"]),
    )


def _by_how_many(one: CapVerdict, writer: Writer, *, short: bool = False) -> str:
    name = tier_name(one.scope, writer) if short else writer.subject(one.scope)
    row, given = one.applied, {"excess": writer.count(one.excess), "subject": name}
    if row is None or row["excess"] <= 0:
        return writer.say(
            "{subject} vượt {excess} xét theo nhóm", "{subject}, by {excess} within their groups", **given
        )
    if short:
        return writer.say("{subject} vượt {excess}", "{subject} by {excess}", **given)
    return writer.say(
        "có {excellent} {subject} {level}, vượt {excess} so với tối đa {allowed}",
        "{excellent} {subject} were rated {level}, {excess} more than the {allowed} allowed",
        excellent=writer.count(row["excellent"]),
        level=writer.measure_term(one.scope.subject, "excellent"),
        allowed=writer.count(row["allowed"]),
        **given,
    )


def _subjects(verdicts: Iterable[CapVerdict], writer: Writer) -> str:
    return writer.listing([writer.subject(one.scope) for one in verdicts])


def _rule(subject: str, cap: Cap, writer: Writer) -> str:
    """Say the cap in the words of the guide, and which reading of it is applied."""
    within = writer.say_if(
        cap.by_group,
        " trong từng nhóm có vị trí, chức năng tương đồng",
        " within each group of similar position",
    )
    return writer.say(
        "Theo hướng dẫn, số được xếp loại “{excellent}” không vượt quá {limit} số được xếp loại “{good}”{within}; báo cáo này tính {limit} của số {base}, {rounded}.",
        "By the guidance, those rated “{excellent}” are at most {limit} of those rated “{good}”{within}; this report takes {limit} of those rated {base}, and {rounded}.",
        excellent=writer.measure_label(subject, "excellent"),
        good=writer.measure_label(subject, "good"),
        limit=formats.limit(cap.limit, writer.language),
        within="".join(within),
        base=base_in_text(cap.base, subject, writer),
        rounded=_ROUNDED[cap.rounding].say(writer.language),
    )


def _rounded_in_groups(tops: Iterable[CapVerdict], writer: Writer) -> list[str]:
    """Say of those above the cap together, while no group is, that rounding within groups explains it."""
    explained = [one for one in tops if one.standing == "kept" and one.applied and one.applied["excess"] > 0]
    return writer.say_if(
        explained,
        "Cộng chung thì số xuất sắc của {subjects} nhiều hơn mức tối đa, nhưng từng nhóm không vượt: phần lẻ được làm tròn trong mỗi nhóm.",
        "Together, {subjects} have more than allowed, but no group has: counts are rounded within each group.",
        subjects=_subjects(explained, writer),
    )


def _undecided(tops: Iterable[CapVerdict], unknown: Sequence[Scope], writer: Writer) -> list[str]:
    """Name those of whom nothing is concluded, and which figures are not known."""
    return [
        *(
            writer.say(
                "Chưa có số {subject} {base}, nên chưa kết luận được về {subject}.",
                "It is unknown how many {subject} were rated {base}, so nothing is concluded about them.",
                one.scope,
                base=base_in_text(one.base, one.scope.subject, writer),
            )
            for one in tops
            if one.standing == "unknown"
        ),
        *writer.say_if(
            unknown,
            "Chưa xét {subjects}, vì chưa có số được xếp loại {excellent}.",
            "Left out are {subjects}: it is unknown how many were rated {excellent}.",
            subjects=writer.listing([writer.subject(scope) for scope in unknown]),
            excellent=writer.measure_term(unknown[0].subject, "excellent") if unknown else "",
        ),
    ]
