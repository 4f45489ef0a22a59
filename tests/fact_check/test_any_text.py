"""Whatever the numbers and the order of words: what adds up is no mistake, and one wrong number is found."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from kgreport.fact_check.checking import find_mistakes
from kgreport.terms.printed_numbers import half_up
from kgreport.views import formats

LEVELS = (
    "hoàn thành xuất sắc nhiệm vụ",
    "hoàn thành tốt nhiệm vụ",
    "hoàn thành nhiệm vụ",
    "không hoàn thành nhiệm vụ",
)
NOUNS = {
    "đảng viên": "đồng chí",
    "tổ chức cơ sở đảng": "tổ chức",
    "chi bộ trực thuộc": "chi bộ",
    "tập thể": "tập thể",
}
BASES = (
    "Năm 2022, có {whole} {noun} được đánh giá, xếp loại. Trong đó, ",
    "Năm 2022, toàn huyện có {total} {noun}; đã xếp loại {whole} {counter}. Kết quả: ",
    "Trong tổng số {whole} {noun} được xếp loại năm 2022, có ",
    "Có {whole}/{total} {noun} được xếp loại ({rated}), cụ thể:\n",
    "Năm 2022, {whole} {noun} được xếp loại, gồm: ",
)
PARTS = (
    "{count} {counter} {level} ({share})",
    "{level} {count} {counter}, chiếm {share}",
    "{level}: {count} {counter} (chiếm {share})",
    "{count} {counter} được xếp loại {level}, đạt tỷ lệ {share}",
)
JOINTS = ("; ", ";\n- ")


@dataclass(frozen=True)
class Split:
    """Members or organisations by level, and how this is written."""

    counts: tuple[int, ...]
    total: int
    noun: str
    base: str
    part: str
    joint: str
    decimals: int

    def write(self, planted: dict[int, str] | None = None) -> str:
        """Write the split, with other shares where some are planted."""
        whole, counter = sum(self.counts), NOUNS[self.noun]
        shares = {**dict(enumerate(map(self.share, self.counts))), **(planted or {})}
        parts = [
            self.part.format(count=formats.count(count), counter=counter, level=level, share=shares[place])
            for place, (count, level) in enumerate(zip(self.counts, LEVELS, strict=True))
        ]
        head = self.base.format(
            whole=formats.count(whole),
            total=formats.count(self.total),
            noun=self.noun,
            counter=counter,
            rated=printed(Decimal(100 * whole) / self.total, 2),
        )
        return head + self.joint.join(parts) + "."

    def share(self, count: int) -> str:
        """Print the share of a level."""
        return printed(Decimal(100 * count) / sum(self.counts), self.decimals)


def printed(value: Decimal, decimals: int) -> str:
    """Print a percentage the Vietnamese way."""
    return f"{half_up(value, decimals)}%".replace(".", ",")


@st.composite
def splits(draw: st.DrawFn) -> Split:
    """Any split of some that are rated, in any of the ways to write it."""
    counts = tuple(draw(st.integers(low, high)) for low, high in ((20, 900), (50, 5000), (10, 700), (1, 60)))
    return Split(
        counts=counts,
        total=sum(counts) + draw(st.integers(1, 400)),
        noun=draw(st.sampled_from(sorted(NOUNS))),
        base=draw(st.sampled_from(BASES)),
        part=draw(st.sampled_from(PARTS)),
        joint=draw(st.sampled_from(JOINTS)),
        decimals=draw(st.integers(1, 2)),
    )


@settings(max_examples=40, deadline=None)
@given(splits())
def test_what_adds_up_is_no_mistake(split: Split) -> None:
    assert [(one.kind, one.found) for one in find_mistakes(split.write())] == []


@settings(max_examples=40, deadline=None)
@given(splits(), st.integers(0, 3), st.integers(2, 90))
def test_a_wrong_share_is_found_and_no_other(split: Split, place: int, off: int) -> None:
    right = Decimal(split.share(split.counts[place]).rstrip("%").replace(",", "."))
    wrong = printed(right + Decimal(off) / 10, split.decimals)
    text = split.write({place: wrong})

    found = find_mistakes(text)

    assert [text[one.start : one.end] for one in found] == [wrong]
    assert found[0].severity != "note"
