"""Say what is wrong with a printed share or an approximate count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import floor

from kgreport.data.figures.layout import DERIVED
from kgreport.data.figures.lookup import Known
from kgreport.data.shares.prints import BASES, Print
from kgreport.terms.findings import STATEMENT, Finding, Severity, Wording, make_finding
from kgreport.terms.phrases import Message, Phrase, same
from kgreport.terms.places import place_of_figures
from kgreport.terms.printed_numbers import as_percentage, half_up, say_printed
from kgreport.terms.printed_shares import Ratio, Verdict
from kgreport.terms.vocabulary import label_of, measure_label

ADVICE = Phrase(
    "đối chiếu với văn bản gốc rồi sửa số sai; nếu nguồn in đúng như vậy, chấp nhận phát hiện này "
    "trong tham số kèm lý do",
    "compare with the original and correct what is wrong; if it is printed so, accept this finding in the "
    "parameters, with a reason",
)
_DERIVED = Phrase(" (suy ra)", " (derived)")
_NOTHING = Phrase("", "")


@dataclass(frozen=True, slots=True)
class Judged:
    """A print with its verdict.

    Attributes
    ----------
    print
        The print.
    base
        The measure it was judged as a share of; empty where none is known, and for a count.
    verdict
        What it is worth.
    counts, bases
        What else was tried: counts by measure, and bases by tier and measure.
    """

    print: Print
    base: str
    verdict: Verdict
    counts: Mapping[str, int] = field(default_factory=dict)
    bases: Mapping[tuple[str, str], int] = field(default_factory=dict)


def wrong(judged: Judged, known: Known) -> Finding | None:
    """Make the finding of one print; none where nothing is wrong with it."""
    verdict = judged.verdict
    if verdict.kind in ("correct", "possible"):
        return None
    severity = _severity(judged, known)
    if not judged.print.number.is_percent:
        return _finding("approximate", [judged], _of_count(judged, known), "warning")
    if verdict.kind == "truncated":
        found = Phrase("{printed}, bị cắt bớt mà không làm tròn", "{printed}, cut off and not rounded")
        return _finding("share-truncated", [judged], _against(judged, known, found), severity)
    if verdict.kind == "other":
        return _other(judged, known)
    if verdict.kind in ("no_count", "no_base"):
        return _finding("share-impossible", [judged], _impossible(judged, known), severity)
    return _finding("share-wrong", [judged], _against(judged, known, same("{printed}")), severity)


def _severity(judged: Judged, known: Known) -> Severity:
    """An approximate print may be meant loosely; one without a base may be of its usual, unknown one."""
    one, verdict = judged.print, judged.verdict
    usual = BASES.get(one.measure, ("",))[0]
    is_of_a_base = verdict.right is not None or verdict.kind == "no_count"
    is_guessed = is_of_a_base and not one.base and usual not in known
    return "warning" if one.number.approximation or is_guessed else "error"


def twice(prints: Sequence[Print], judged: Judged, known: Known) -> Finding:
    """Make the finding of one share that is printed in several ways."""
    listed = [(_printed(one), one.place) for one in prints]
    both = [Phrase(f"{said.vi} ({place})", f"{said.en} ({place})") for said, place in dict.fromkeys(listed)]
    found = Phrase(" và ".join(one.vi for one in both), " and ".join(one.en for one in both))
    wording = Wording(found, Phrase("một tỷ lệ", "one share"), ADVICE)
    if judged.print.measure in known and judged.base in known:
        wording = Wording(found, _right(judged, known), ADVICE, STATEMENT)
    return _finding("share-twice", [Judged(one, judged.base, judged.verdict) for one in prints], wording)


def _of_count(judged: Judged, known: Known) -> Wording:
    figure = known[judged.print.measure]
    expected = same("{label}: {count}{derived}").fill(
        label=measure_label(judged.print.scope.subject, judged.print.measure),
        count=figure.value,
        derived=_mark(known, judged.print.measure),
    )
    return Wording(_printed(judged.print), expected, ADVICE, STATEMENT)


def _against(judged: Judged, known: Known, found: Phrase) -> Wording:
    """Say a print, and beside it what the counts give."""
    said, one = found.fill(printed=_printed(judged.print)), judged.print
    if one.measure in known and judged.base in known:
        return Wording(said, _right(judged, known), ADVICE, STATEMENT)
    if judged.verdict.ratios:  # the count is unknown, and a single one gives the print
        return Wording(said, _equations(judged.verdict.ratios, one.number.decimals), ADVICE, STATEMENT)
    return Wording(said, Phrase("nhiều nhất 100%", "at most 100%"), ADVICE)


def _right(judged: Judged, known: Known) -> Message:
    """Write the known count and base with their share, as ``483/710 (Rated) = 68.03%``."""
    one, count, base = judged.print, known[judged.print.measure], known[judged.base]
    values = {
        "count": count.value,
        "base": base.value,
        "label": measure_label(one.scope.subject, judged.base),
    }
    marks = {"of_count": _mark(known, one.measure), "of_base": _mark(known, judged.base)}
    right = half_up(Ratio(count.value, base.value).percentage, one.number.decimals) if base.value else None
    share = as_percentage(right) if right is not None else same("–")
    text = same("{count}{of_count}/{base}{of_base} ({label}) = {share}")
    return text.fill(**values, **marks, share=share)


def _other(judged: Judged, known: Known) -> Finding:
    """Say of which other count or base a share is."""
    one, ratio = judged.print, judged.verdict.ratios[0]
    subject = one.scope.subject
    if one.measure in known and ratio.count != known[one.measure].value:
        code = next(code for code, count in judged.counts.items() if count == ratio.count)
        wording = _fits(judged, known, measure_label(subject, code), _fill_in("measure", code))
        return _finding("share-count", [judged], wording, "warning")
    tier, code = next(of for of, count in judged.bases.items() if count == ratio.base)
    label, place = measure_label(subject, code), label_of(subject, tier)
    if tier == one.scope.tier:
        wording = _fits(judged, known, label, _fill_in("base", code))
    else:
        label = Phrase(f"{label.vi}, {place.vi}", f"{label.en}, {place.en}")
        wording = _fits(judged, known, label, ADVICE)
    return _finding("share-base", [judged], wording, "warning")


def _fill_in(column: str, code: str) -> Phrase:
    return Phrase(
        f"nếu bản in tính như vậy thì ghi '{code}' ở cột '{column}'; nếu không thì sửa tỷ lệ",
        f"if the print means that, write '{code}' into the column '{column}'; if not, correct the share",
    )


def _fits(judged: Judged, known: Known, label: Phrase, advice: Phrase) -> Wording:
    """Say which ratio gives a share, and what the one that is stated gives."""
    one, ratio = judged.print, judged.verdict.ratios[0]
    found = same("{printed} = {count}/{base} ({label})").fill(
        printed=_printed(one), count=ratio.count, base=ratio.base, label=label
    )
    stated = one.measure in known and judged.base in known
    return Wording(found, (_right if stated else _of_base)(judged, known), advice, STATEMENT)


def _of_base(judged: Judged, known: Known) -> Message:
    """Say that no count of the base gives a share."""
    return Phrase(
        "không số nào trên {base} ({label}) cho tỷ lệ này", "no count of {base} ({label}) gives it"
    ).fill(base=known[judged.base].value, label=measure_label(judged.print.scope.subject, judged.base))


def _impossible(judged: Judged, known: Known) -> Wording:
    """Say that no whole number gives a share, and which shares the nearest ones give."""
    one, number = judged.print, judged.print.number
    if judged.verdict.kind == "no_count":
        base = known[judged.base].value
        below = floor(number.value * base / 100)
        near = [Ratio(count, base) for count in (below, below + 1) if count <= base and base]
        text = Phrase(
            "{printed}: không số nào trên {of} cho tỷ lệ này", "{printed}: no count of {of} gives it"
        )
        code = judged.base
    else:
        count = known[one.measure].value
        below = floor(100 * count / number.value) if number.value else count
        near = [Ratio(count, base) for base in (below, below + 1) if base >= count and base]
        text = Phrase(
            "{printed}: {of} không phải là từng ấy phần trăm của số nào",
            "{printed}: {of} is that share of no base",
        )
        code = one.measure
    label = measure_label(one.scope.subject, code)
    of = same("{n} ({label})")
    found = Phrase(text.vi.replace("{of}", of.vi), text.en.replace("{of}", of.en)).fill(
        printed=_printed(one), n=known[code].value, label=label
    )
    if not near:
        return Wording(found, Phrase("không có tỷ lệ", "no share"), ADVICE)
    return Wording(found, _equations(near, number.decimals), ADVICE, STATEMENT)


def _equations(ratios: Sequence[Ratio], decimals: int) -> Message:
    """Write ratios with their shares."""
    text = "; ".join(f"{{count{n}}}/{{base{n}}} = {{share{n}}}" for n in range(len(ratios)))
    values: dict[str, object] = {}
    for n, ratio in enumerate(ratios):
        share = as_percentage(half_up(ratio.percentage, decimals))
        values |= {f"count{n}": ratio.count, f"base{n}": ratio.base, f"share{n}": share}
    return same(text).fill(**values)


def _finding(kind: str, judged: Sequence[Judged], wording: Wording, severity: Severity = "error") -> Finding:
    one = judged[0].print
    return finding_at(
        kind, [of.print for of in judged], wording, severity, measure=one.measure, base=one.base
    )


def finding_at(
    kind: str, prints: Sequence[Print], wording: Wording, severity: Severity, *, measure: str, base: str
) -> Finding:
    """Make a finding about prints of one scope, named by a measure and its base."""
    scope = prints[0].scope
    parts = {"year": scope.year, "unit": scope.unit, "subject": scope.subject, "tier": scope.tier}
    place = place_of_figures(
        scope.year,
        scope.unit,
        scope.subject,
        scope.tier,
        after=same(": {measure} ({files})"),
        measure=measure_label(scope.subject, measure),
        files=", ".join(dict.fromkeys(one.place for one in prints)),
    )
    return make_finding(kind, {**parts, "measure": measure, "base": base}, place, wording, severity=severity)


def _printed(one: Print) -> Phrase:
    return say_printed(one.number)


def _mark(known: Known, code: str) -> Phrase:
    return _DERIVED if known[code].source.startswith(DERIVED) else _NOTHING
