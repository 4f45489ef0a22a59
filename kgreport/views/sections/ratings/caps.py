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
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.facts import tells
from kgreport.views.sections.ratings.cap import base_in_text, groups_sentence
from kgreport.views.sections.ratings.caps_table import caps_table, depth_of, tier_name
from kgreport.views.sections.ratings.facts import all_cap_rows
from kgreport.views.texts import MainPoint, Note
from kgreport.views.view import Section

_ROUNDED = {
    "ceil": Phrase("phần lẻ tính thành một", "a broken count counts as one more"),
    "floor": Phrase("bỏ phần lẻ", "a broken count is rounded down"),
    "nearest": Phrase("phần lẻ làm tròn", "a broken count is rounded"),
}


@tells((CAP, all_cap_rows))
def caps_section(
    verdicts: Sequence[CapVerdict], cap: Cap | None, edition: Edition, *, unknown: Sequence[Scope] = ()
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
    title = edition.say(
        "Mức trần “{excellent}”",
        "The cap on “{excellent}”",
        excellent=edition.measure_label(subject, "excellent"),
    )
    if cap is None or not verdicts:
        return Section("cap", title, [])
    tops = [one for one in verdicts if not depth_of(one, verdicts)]
    sentences = [
        _verdict(verdicts, edition),
        _rule(subject, cap, edition),
        *(groups_sentence(one, edition) for one in tops if one.groups and one.standing == "exceeded"),
        *_rounded_in_groups(tops, edition),
        *_undecided(tops, unknown, edition),
    ]
    return Section("cap", title, [Note(sentences), caps_table(verdicts, edition)])


def caps_point(verdicts: Sequence[CapVerdict], edition: Edition) -> MainPoint | None:
    """Say as a main point where the cap is exceeded; nothing where it is kept."""
    return MainPoint(_verdict(verdicts, edition), "cap") if tops_above(verdicts) else None


def tops_above(verdicts: Sequence[CapVerdict]) -> list[CapVerdict]:
    """Choose the verdicts on those above the cap that are no part of others above it."""
    above = [one for one in verdicts if one.standing == "exceeded"]
    return [one for one in above if not depth_of(one, above)]


def _verdict(verdicts: Sequence[CapVerdict], edition: Edition) -> str:
    """Say who exceeds the cap and by how many, and who keeps it in all tiers."""
    above = tops_above(verdicts)
    exceeded = [_excess(one, verdicts, edition) for one in above]
    tops = [one for one in verdicts if one.standing == "kept" and not depth_of(one, verdicts)]
    whole = [one for one in tops if not any(is_within(other.scope, one.scope) for other in above)]
    kept = _subjects(whole, edition)
    if not above:
        return (
            edition.say("Mức trần được giữ: {kept} không vượt.", "The cap is kept by {kept}.", kept=kept)
            if kept
            else edition.say("Chưa kết luận được về mức trần.", "Whether the cap is kept is unknown.")
        )
    told = edition.say("Mức trần bị vượt: {above}", "The cap is exceeded: {above}", above="; ".join(exceeded))
    rest = edition.say_if(kept, "; {kept} không vượt", "; {kept} keep it", kept=kept)
    return "".join([told, *rest, "."])


def _excess(one: CapVerdict, verdicts: Sequence[CapVerdict], edition: Edition) -> str:
    """Say by how many a subject exceeds the cap; where a tier does, how many each tier is above or below."""
    tiers = [other for other in verdicts if is_within(other.scope, one.scope)]
    if not any(tier.standing == "exceeded" for tier in tiers):
        return _by_how_many(one, edition)
    told = [_tier(tier, edition) for tier in tiers if tier.standing != "unknown"]
    return f"{_by_how_many(one, edition)} ({edition.listing(told)})"


def _tier(tier: CapVerdict, edition: Edition) -> str:
    """Say how many a tier is above the cap, or below it."""
    row = tier.applied
    if tier.standing == "exceeded" or row is None or row["excess"] > 0:
        return _by_how_many(tier, edition, short=True)
    return edition.say(
        "{subject} còn {left}",
        "{subject} have {left} left",
        subject=tier_name(tier.scope, edition),
        left=edition.count(-row["excess"]),
    )


def _by_how_many(one: CapVerdict, edition: Edition, *, short: bool = False) -> str:
    name = tier_name(one.scope, edition) if short else edition.subject(one.scope)
    row, given = one.applied, {"excess": edition.count(one.excess), "subject": name}
    if row is None or row["excess"] <= 0:
        return edition.say(
            "{subject} vượt {excess} xét theo nhóm", "{subject}, by {excess} within their groups", **given
        )
    if short:
        return edition.say("{subject} vượt {excess}", "{subject} by {excess}", **given)
    return edition.say(
        "có {excellent} {subject} {level}, vượt {excess} so với tối đa {allowed}",
        "{excellent} {subject} were rated {level}, {excess} more than the {allowed} allowed",
        excellent=edition.count(row["excellent"]),
        level=edition.measure_term(one.scope.subject, "excellent"),
        allowed=edition.count(row["allowed"]),
        **given,
    )


def _subjects(verdicts: Iterable[CapVerdict], edition: Edition) -> str:
    return edition.listing([edition.subject(one.scope) for one in verdicts])


def _rule(subject: str, cap: Cap, edition: Edition) -> str:
    """Say the cap in the words of the guide, and which reading of it is applied."""
    within = edition.say_if(
        cap.by_group,
        " trong từng nhóm có vị trí, chức năng tương đồng",
        " within each group of similar position",
    )
    return edition.say(
        "Theo hướng dẫn, số được xếp loại “{excellent}” không vượt quá {limit} số được xếp loại “{good}”{within}; báo cáo này tính {limit} của số {base}, {rounded}.",
        "By the guidance, those rated “{excellent}” are at most {limit} of those rated “{good}”{within}; this report takes {limit} of those rated {base}, and {rounded}.",
        excellent=edition.measure_label(subject, "excellent"),
        good=edition.measure_label(subject, "good"),
        limit=formats.limit(cap.limit, edition.language),
        within="".join(within),
        base=base_in_text(cap.base, subject, edition),
        rounded=_ROUNDED[cap.rounding].say(edition.language),
    )


def _rounded_in_groups(tops: Iterable[CapVerdict], edition: Edition) -> list[str]:
    """Say of those above the cap together, while no group is, that rounding within groups explains it."""
    explained = [one for one in tops if one.standing == "kept" and one.applied and one.applied["excess"] > 0]
    return edition.say_if(
        explained,
        "Cộng chung thì số xuất sắc của {subjects} nhiều hơn mức tối đa, nhưng từng nhóm không vượt: phần lẻ được làm tròn trong mỗi nhóm.",
        "Together, {subjects} have more than allowed, but no group has: counts are rounded within each group.",
        subjects=_subjects(explained, edition),
    )


def _undecided(tops: Iterable[CapVerdict], unknown: Sequence[Scope], edition: Edition) -> list[str]:
    """Name those of whom nothing is concluded, and which figures are not known."""
    return [
        *(
            edition.say(
                "Chưa có số {subject} {base}, nên chưa kết luận được về {subject}.",
                "It is unknown how many {subject} were rated {base}, so nothing is concluded about them.",
                one.scope,
                base=base_in_text(one.base, one.scope.subject, edition),
            )
            for one in tops
            if one.standing == "unknown"
        ),
        *edition.say_if(
            unknown,
            "Chưa xét {subjects}, vì chưa có số được xếp loại {excellent}.",
            "Left out are {subjects}: it is unknown how many were rated {excellent}.",
            subjects=edition.listing([edition.subject(scope) for scope in unknown]),
            excellent=edition.measure_term(unknown[0].subject, "excellent") if unknown else "",
        ),
    ]
