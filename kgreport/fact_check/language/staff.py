"""Read what a text says of staff: how many are assigned, were cut and are to be cut, by sector and year."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from kgreport.fact_check.language.source import Number, Source, place_number
from kgreport.fact_check.language.statements import Statement
from kgreport.terms.printed_numbers import NUMBER, parse_printed, printed_of

_SECTORS = {"hành chính": "administrative", "sự nghiệp": "public_service", "hội": "association"}
_SECTOR = r"hành chính|sự nghiệp|hội(?! (?:nghị|đồng|viên|thảo|ý))"
_YEAR = r"(?:19|20)\d\d"
_ABOUT_STAFF = re.compile(r"biên chế", re.IGNORECASE)
_GOES_ON = re.compile(rf"\W*(?:trong đó|cụ thể|gồm|\w+ )?.{{0,20}}\b(?:{_SECTOR})\b", re.IGNORECASE)
_OTHERS = re.compile(r"đảng viên|tổ chức (?:cơ sở )?đảng|chi bộ|đảng bộ|tập thể|đồng chí", re.IGNORECASE)
_UNIT = re.compile(r"(?i:huyện|thành phố|thị xã|xã|phường|sở)(?: [A-ZĐÂĂÊÔƠƯÁÀ]\w*)+")
_SECTOR_AFTER = re.compile(
    rf" *(?:(?:chỉ tiêu )?biên chế)? *(?:của |khối |trong )*(?:các )?(?P<sector>{_SECTOR})\b", re.IGNORECASE
)
_NO_STAFF_AFTER = re.compile(
    r" *(?:/(?! ?\d)|đồng chí|đảng viên|người|tổ chức|đơn vị|phòng|chi bộ|đảng bộ|tập thể|lượt|%)",
    re.IGNORECASE,
)
_OF_ASSIGNED = re.compile(
    rf"\W*(?:của |so với )?(?:tổng )?số (?:biên chế )?(?:được )?giao(?: năm (?P<year>{_YEAR}))?",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    rf"(?P<date>(?:ngày )?\d{{1,2}}[/.-]\d{{1,2}}[/.-]{_YEAR}|(?:tháng |quý )?\d{{1,2}}/{_YEAR}|\w\.\w+:\d+)"
    rf"|(?:giai đoạn |từ )?(?:năm )?(?P<first>{_YEAR}) ?(?:[-–]|đến(?: hết)?) ?(?:năm )?(?P<last>{_YEAR})\b"
    rf"|(?:năm )?(?P<year>{_YEAR})(?![\d.,]\d)\b"
    r"|(?P<goal>mục tiêu|phấn đấu|dự kiến|kế hoạch|chỉ tiêu(?= (?:đến|giảm|tinh giản|cắt)))"
    r"|(?P<cut>giảm|tinh giản(?! biên chế)|cắt giảm)|(?P<to_date>lũy kế)"
    r"|(?P<assigned>(?:được )?giao|hiện có|tổng (?:số )?biên chế)"
    r"|(?P<all>gồm)|(?P<some>trong đó)"
    r"|(?P<both>hành chính (?:\+|và) (?:biên chế )?sự nghiệp)"
    rf"|(?P<sector>{_SECTOR})\b|(?P<open>\()|(?P<close>\))|(?P<stop>;)|{NUMBER}",
    re.IGNORECASE,
)


_NO_YEAR = -1
"""The year of a statement for which no year is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What was said before a number: the measure, the sector, the years, and what it is a part of."""

    measure: str = ""
    is_goal: bool = False
    is_to_date: bool = False
    sector: str = ""
    unit: str = ""
    first: int | None = None
    last: int | None = None
    head: Statement | None = None
    parts: str = ""

    @property
    def code(self) -> str:
        """The code of the measure; empty where it is not said."""
        if self.measure != "cut":
            return self.measure
        if self.is_goal:
            return "goal"
        return "cut" if self.first == self.last and not self.is_to_date else "cut_to_date"


@dataclass(slots=True)
class StaffReader:
    """Reads the sentences and rows of a text that are about staff, in their order.

    Attributes
    ----------
    source
        The text.
    made
        What they state.
    """

    source: Source
    made: list[Statement] = field(default_factory=list)
    _before: _Context | None = None
    _columns: tuple[str, ...] = ()

    def read(self, number: int, start: int, end: int) -> bool:
        """Read a sentence or a row; whether it is about staff."""
        words = self.source.text[start:end]
        if self._before is not None and words.count("\t") >= 2:
            return self._read_row(number, start, words)
        self._columns = ()
        goes_on = self._before is not None and _GOES_ON.match(words)
        if _OTHERS.search(words) or not (goes_on or _ABOUT_STAFF.search(words)):
            self._before = None
            return False
        self._before = self._read_sentence(number, start, end)
        return True

    def _read_sentence(self, number: int, start: int, end: int) -> _Context:
        """Read a sentence; give what is known at its end, for the next one."""
        context = replace(self._before, sector="", head=None, parts="") if self._before else _Context()
        unit = _UNIT.search(self.source.text, start, end)
        context = replace(context, unit=unit[0] if unit else context.unit)
        outer: list[_Context] = []
        last: Statement | None = None
        is_first, read_to = True, start
        for found in _TOKEN.finditer(self.source.text, start, end):
            kind = next((name for name in _KINDS if found[name]), "number")
            if found.start() < read_to:
                continue
            if kind in _PARTS:
                context = _part(context, kind, last, outer)
            elif kind == "number":
                last = self._read_number(number, found, context, last)
                of_assigned = _OF_ASSIGNED.match(self.source.text, found.end()) if found["percent"] else None
                read_to = of_assigned.end() if of_assigned else read_to
            else:
                context = _with(context, kind, found, is_first=is_first)
                if last is not None and last.year == _NO_YEAR and context.last:
                    last.year, last.measures = context.last, [context.code]
                is_first = is_first and kind not in {"cut", "assigned", "goal"}
        return outer[0] if outer else context

    def _read_number(
        self, sentence: int, found: re.Match[str], context: _Context, last: Statement | None
    ) -> Statement | None:
        """Make the statement of a number, or give a share to the statement before it."""
        number = place_number(printed_of(found), *self.source.origin(found.start("digits"), found.end()))
        after = self.source.text[found.end() :]
        if number.is_percent:
            if last is not None:
                self._add_share(last, number, after)
            return last
        sector = _SECTOR_AFTER.match(after)
        if last is not None and _is_base(self.source.text, found):
            last.base, last.base_known = number, "stated"
            last.noun = f"staff.{_SECTORS[sector['sector'].lower()]}" if sector else last.noun
            return last
        if _is_distance(self.source.text, found):
            return last
        if _NO_STAFF_AFTER.match(after) and not sector:
            return None
        if not context.code or number.decimals:
            return last
        named = _SECTORS[sector["sector"].lower()] if sector else context.sector
        return self._add(sentence, number, replace(context, sector=named))

    def _add(self, sentence: int, number: Number, context: _Context) -> Statement:
        made = Statement(start=number.start, end=number.end, sentence=sentence, count=number)
        made.noun, made.own_noun, made.words = f"staff.{context.sector}", True, "biên chế"
        made.measures, made.year = [context.code], context.last or _NO_YEAR
        made.unit = context.unit
        head = context.head
        if head is not None and _is_part(made, head):
            made.head, made.relation = head, "all" if context.parts == "all" else "some"
        self.made.append(made)
        return made

    def _add_share(self, statement: Statement, share: Number, after: str) -> None:
        statement.shares.append(share)
        of = _OF_ASSIGNED.match(after)
        if of is None:
            return
        for other in reversed(self.made):
            is_year = of["year"] is None or other.year == int(of["year"])
            if other.measures == ["assigned"] and other.noun == statement.noun and is_year:
                statement.base, statement.base_known = other.count, "stated"
                return

    def _read_row(self, sentence: int, start: int, row: str) -> bool:
        """Read a row of a table of sectors by year, whose first row names the years."""
        cells = [(found.start() + start, found[0]) for found in re.finditer(r"[^\t\n]+", row)]
        texts = [text.strip() for _, text in cells]
        if any(re.fullmatch(rf"(?:năm )?{_YEAR}", text, re.IGNORECASE) for text in texts):
            self._columns = tuple(texts)
            return True
        sector = next((code for words, code in _SECTORS.items() if words in texts[0].lower()), None)
        if not self._columns or self._before is None or sector is None:
            return bool(self._columns)
        for column, (place, text) in list(zip(self._columns, cells, strict=False))[1:]:
            printed, year = parse_printed(text.strip()), re.search(_YEAR, column)
            if printed is None or not (year or re.match(r"(?:tổng )?cộng|tổng", column, re.IGNORECASE)):
                continue
            at = place + text.index(text.strip())
            number = place_number(printed, *self.source.origin(at, at + len(text.strip())))
            context = replace(self._before, sector=sector)
            context = replace(context, first=int(year[0]), last=int(year[0])) if year else context
            self._add(sentence, number, context)
        return True


_KINDS = (
    *("date", "first", "year", "goal", "cut", "to_date", "assigned"),
    *("all", "some", "both", "sector", "open", "close", "stop"),
)


_PARTS = frozenset({"open", "close", "stop", "all", "some"})


def _part(context: _Context, kind: str, last: Statement | None, outer: list[_Context]) -> _Context:
    """Begin or end the parts of the last number; `outer` holds what was known before each open bracket."""
    if kind == "open":
        outer.append(context)
        return replace(context, head=last, parts="all")
    if kind == "close":
        return outer.pop() if outer else context
    if kind == "stop":
        return replace(context, sector=context.sector if outer else "", head=None, parts="")
    return replace(context, head=last, parts=kind)


def _with(context: _Context, kind: str, found: re.Match[str], *, is_first: bool) -> _Context:
    """Add what words say; the first measure of a sentence takes the place of that of the sentence before."""
    match kind:
        case "first":
            context = replace(context, first=int(found["first"]), last=int(found["last"]))
        case "year":
            context = replace(context, first=int(found["year"]), last=int(found["year"]))
        case "sector" | "both":
            context = replace(context, sector=_SECTORS.get((found["sector"] or "").lower(), ""))
        case "goal":
            context = replace(context, is_goal=True, measure="cut")
        case "to_date":
            context = replace(context, is_to_date=True)
        case "cut" | "assigned":
            is_goal = context.is_goal and not is_first
            context = replace(context, measure=kind, is_goal=is_goal, is_to_date=False)
    return context


def _is_base(text: str, found: re.Match[str]) -> bool:
    """Whether a slash, or *so với tổng số* or the like, stands before a number."""
    return _follows(r"\d ?/ ?|(?:so với|trên|của) (?:tổng )?số(?: biên chế)? *", text, found)


def _is_distance(text: str, found: re.Match[str]) -> bool:
    """Whether *chậm so với tiến độ* or the like stands before a number: how far something is off."""
    off = r"(?:chậm|nhanh|vượt|hụt|thiếu)(?: hơn)?(?: so với)?(?: tiến độ| kế hoạch| mục tiêu)? *"
    return _follows(off, text, found)


def _follows(words: str, text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - 40) : found.start()]
    return re.search(rf"(?:{words})$", before, re.IGNORECASE) is not None


def _is_part(part: Statement, whole: Statement) -> bool:
    """Whether a sector is a part of both sectors, or the cut of a year a part of the cut to date."""
    is_sector = part.measures == whole.measures and part.year == whole.year and whole.noun == "staff."
    is_year = part.measures == ["cut"] and whole.measures == ["cut_to_date"] and part.noun == whole.noun
    return (is_sector and part.noun not in {"staff.", "staff.association"}) or is_year
