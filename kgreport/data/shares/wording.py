"""Say what is wrong with a printed share or an approximate count."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from kgreport.data.rules.model import own_terms_of
from kgreport.data.shares.judged import Judged
from kgreport.data.shares.prints import Print
from kgreport.terms.findings import STATEMENT, Finding, Wording
from kgreport.terms.phrases import Message, Phrase, same
from kgreport.terms.printed_numbers import as_percentage, half_up, say_printed
from kgreport.terms.printed_shares import Ratio
from kgreport.terms.vocabulary import label_of

ADVICE = Phrase(
    "đối chiếu với văn bản gốc rồi sửa số sai; nếu nguồn in đúng như vậy, chấp nhận phát hiện này "
    "trong tham số kèm lý do",
    "compare with the original and correct what is wrong; if it is printed so, accept this finding in the "
    "parameters, with a reason",
)


def wrong(judged: Judged) -> Finding | None:
    """Make the finding of one print; none where nothing is wrong with it."""
    kind = judged.verdict.kind
    if kind in ("correct", "possible"):
        return None
    if not judged.print.number.is_percent:
        return judged.finding("approximate", _of_count(judged))
    if kind == "truncated":
        found = Phrase("{printed}, bị cắt bớt mà không làm tròn", "{printed}, cut off and not rounded")
        return judged.finding("share-truncated", _against(judged, found))
    if kind == "other":
        return _other(judged)
    if kind in ("no_count", "no_base"):
        return judged.finding("share-impossible", _impossible(judged))
    return judged.finding("share-wrong", _against(judged, same("{printed}")))


def twice(prints: Sequence[Print], judged: Judged) -> Finding:
    """Make the finding of one share that is printed in several ways."""
    listed = dict.fromkeys((say_printed(one.number), one.place) for one in prints)
    both = [Phrase(f"{said.vi} ({place})", f"{said.en} ({place})") for said, place in listed]
    found = Phrase(" và ".join(one.vi for one in both), " and ".join(one.en for one in both))
    wording = Wording(found, Phrase("một tỷ lệ", "one share"), ADVICE)
    if judged.has_ratio:
        wording = Wording(found, _right(judged), ADVICE, STATEMENT)
    return judged.finding("share-twice", wording, "error", prints)


def _of_count(judged: Judged) -> Wording:
    code = judged.print.measure
    expected = same("{label}: {count}{derived}").fill(
        label=judged.label(code), count=judged.count(code), derived=judged.mark(code)
    )
    return Wording(judged.printed, expected, ADVICE, STATEMENT)


def _against(judged: Judged, found: Phrase) -> Wording:
    """Say a print, and beside it what the counts give."""
    said = found.fill(printed=judged.printed)
    if judged.has_ratio:
        return Wording(said, _right(judged), ADVICE, STATEMENT)
    if judged.verdict.ratios:  # the count is unknown, and a single one gives the print
        decimals = judged.print.number.decimals
        return Wording(said, _equations(judged.verdict.ratios, decimals), ADVICE, STATEMENT)
    return Wording(said, Phrase("nhiều nhất 100%", "at most 100%"), ADVICE)


def _right(judged: Judged) -> Message:
    """Write the known count and base with their share, as ``483/710 (Rated) = 68.03%``."""
    measure, base = judged.print.measure, judged.base
    ratio = Ratio(judged.count(measure), judged.count(base))
    share = same("–")
    if ratio.base:
        share = as_percentage(half_up(ratio.percentage, judged.print.number.decimals))
    return same("{count}{of_count}/{base}{of_base} ({label}) = {share}").fill(
        count=ratio.count,
        of_count=judged.mark(measure),
        base=ratio.base,
        of_base=judged.mark(base),
        label=judged.label(base),
        share=share,
    )


def _other(judged: Judged) -> Finding:
    """Say of which other count or base a share is."""
    one, ratio = judged.print, judged.verdict.ratios[0]
    if one.measure in judged.known and ratio.count != judged.count(one.measure):
        code = next(code for code, count in judged.counts.items() if count == ratio.count)
        return judged.finding(
            "share-count", _fits(judged, judged.label(code), _fill_in("measure", code)), "warning"
        )
    tier, code = next(of for of, count in judged.bases.items() if count == ratio.base)
    label, place = judged.label(code), label_of(one.scope.subject, tier, own_terms_of(judged.rules))
    if tier == one.scope.tier:
        return judged.finding("share-base", _fits(judged, label, _fill_in("base", code)), "warning")
    label = Phrase(f"{label.vi}, {place.vi}", f"{label.en}, {place.en}")
    return judged.finding("share-base", _fits(judged, label, ADVICE), "warning")


def _fill_in(column: str, code: str) -> Phrase:
    return Phrase(
        f"nếu bản in tính như vậy thì ghi '{code}' ở cột '{column}'; nếu không thì sửa tỷ lệ",
        f"if the print means that, write '{code}' into the column '{column}'; if not, correct the share",
    )


def _fits(judged: Judged, label: Phrase, advice: Phrase) -> Wording:
    """Say which ratio gives a share, and what the one that is stated gives."""
    ratio = judged.verdict.ratios[0]
    found = same("{printed} = {count}/{base} ({label})").fill(
        printed=judged.printed, count=ratio.count, base=ratio.base, label=label
    )
    expected = _right(judged) if judged.has_ratio else _of_base(judged)
    return Wording(found, expected, advice, STATEMENT)


def _of_base(judged: Judged) -> Message:
    """Say that no count of the base gives a share."""
    return Phrase(
        "không số nào trên {base} ({label}) cho tỷ lệ này", "no count of {base} ({label}) gives it"
    ).fill(base=judged.count(judged.base), label=judged.label(judged.base))


def _impossible(judged: Judged) -> Wording:
    """Say that no whole number gives a share, and which shares the nearest ones give."""
    number = judged.print.number
    if judged.verdict.kind == "no_count":
        code, base = judged.base, judged.count(judged.base)
        below = floor(number.value * base / 100)
        near = [Ratio(count, base) for count in (below, below + 1) if count <= base and base]
        text = Phrase(
            "{printed}: không số nào trên {n} ({label}) cho tỷ lệ này",
            "{printed}: no count of {n} ({label}) gives it",
        )
    else:
        code, count = judged.print.measure, judged.count(judged.print.measure)
        below = floor(100 * count / number.value) if number.value else count
        near = [Ratio(count, base) for base in (below, below + 1) if base >= count and base]
        text = Phrase(
            "{printed}: {n} ({label}) không phải là từng ấy phần trăm của số nào",
            "{printed}: {n} ({label}) is that share of no base",
        )
    found = text.fill(printed=judged.printed, n=judged.count(code), label=judged.label(code))
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
