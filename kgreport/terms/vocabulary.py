"""The terms of the field: code, Vietnamese, English.

Tables use these codes. The meaning of a published code never changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgreport.terms.awards import AWARD_FORMS, award_label
from kgreport.terms.own_terms import NO_TERMS, OwnTerms
from kgreport.terms.phrases import Phrase

SUBJECTS: Mapping[str, Phrase] = {
    "organization": Phrase("tổ chức đảng", "Party organisations"),
    "member": Phrase("đảng viên", "Party members"),
    "collective": Phrase("tập thể lãnh đạo, quản lý", "leading collectives"),
    "leader": Phrase("cá nhân cán bộ lãnh đạo, quản lý", "leading officials"),
}
PERSONS = frozenset({"member", "leader"})

_BY_MANAGER = {
    "province": Phrase("thuộc diện cấp tỉnh quản lý", "managed by the province"),
    "district": Phrase("thuộc diện cấp huyện quản lý", "managed by the districts"),
    "grassroots": Phrase("thuộc diện cấp cơ sở quản lý", "managed by the grassroots level"),
}

TIERS: Mapping[str, Mapping[str, Phrase]] = {
    "organization": {
        "superior": Phrase("cấp trên cơ sở", "above the grassroots"),
        "grassroots": Phrase("cơ sở", "grassroots"),
        "grassroots_committee": Phrase("đảng bộ cơ sở", "grassroots committees"),
        "grassroots_branch": Phrase("chi bộ cơ sở", "grassroots branches"),
        "sub": Phrase("đảng bộ bộ phận, chi bộ trực thuộc", "below the grassroots"),
    },
    "member": {},
    "collective": _BY_MANAGER,
    "leader": _BY_MANAGER,
}
"""The tiers of each subject; an empty tier means all of them."""

GRASSROOTS = ("grassroots_committee", "grassroots_branch")
"""The tiers that make up the grassroots organisations."""

LEVELS: Mapping[str, Phrase] = {
    "excellent": Phrase("Hoàn thành xuất sắc nhiệm vụ", "Excellent"),
    "good": Phrase("Hoàn thành tốt nhiệm vụ", "Good"),
    "fulfilled": Phrase("Hoàn thành nhiệm vụ", "Tasks completed"),
    "unfulfilled": Phrase("Không hoàn thành nhiệm vụ", "Tasks not completed"),
}

LEVEL_SUMS: Mapping[str, tuple[str, str]] = {
    "good_or_better": ("excellent", "good"),
    "fulfilled_or_better": ("good_or_better", "fulfilled"),
}
"""The two parts of each sum of levels."""

RATED_SPLITS: Sequence[tuple[str, ...]] = (
    tuple(LEVELS),
    ("good_or_better", "fulfilled", "unfulfilled"),
    ("fulfilled_or_better", "unfulfilled"),
)
"""The ways to split those rated, the finest first."""

REASONS: Mapping[str, Phrase] = {
    "unfulfilled_below_level": Phrase(
        "Không đạt mức hoàn thành nhiệm vụ", "Below the level of tasks completed"
    ),
    "unfulfilled_degradation": Phrase(
        "Có biểu hiện suy thoái về tư tưởng chính trị, đạo đức, lối sống",
        "Signs of degradation in political thought, morality or way of life",
    ),
    "unfulfilled_targets": Phrase("Hoàn thành dưới 50% chỉ tiêu", "Under 50% of targets completed"),
    "unfulfilled_official": Phrase(
        "Là cán bộ, công chức, viên chức bị xếp loại không hoàn thành nhiệm vụ",
        "Official or employee whose tasks were not completed",
    ),
    "unfulfilled_disciplined": Phrase("Bị xử lý kỷ luật", "Disciplined in the year"),
}

COLLECTIVE_REASONS: Mapping[str, Phrase] = {
    "unfulfilled_disunity": Phrase(
        "Mất đoàn kết hoặc có thành viên suy thoái", "Disunity or a degraded member"
    ),
    "unfulfilled_main_targets": Phrase(
        "Hoàn thành dưới 50% chỉ tiêu và không đạt chỉ tiêu chủ yếu",
        "Under 50% of targets and main targets missed",
    ),
    "unfulfilled_collective_disciplined": Phrase("Tập thể bị xử lý kỷ luật", "The collective disciplined"),
    "unfulfilled_member_disciplined": Phrase(
        "Có thành viên bị kỷ luật từ cảnh cáo trở lên", "A member disciplined at warning or above"
    ),
    "unfulfilled_units_disciplined": Phrase(
        "Có trên 20% đơn vị trực thuộc bị xử lý kỷ luật", "Over 20% of subordinate units disciplined"
    ),
}
"""Reasons that only collectives may have."""

PERIODS: Mapping[str, Phrase] = {
    "year": Phrase("", ""),
    "quarter_1": Phrase("quý I", "quarter 1 of"),
    "quarter_2": Phrase("quý II", "quarter 2 of"),
    "quarter_3": Phrase("quý III", "quarter 3 of"),
    "quarter_4": Phrase("quý IV", "quarter 4 of"),
    "term": Phrase("nhiệm kỳ đến", "the term to"),
}
"""What a rating is of, as it stands before the year."""

TARGET_PERIODS: Mapping[str, Phrase] = {
    "year": Phrase("chỉ tiêu của năm", "targets of the year"),
    "term": Phrase("chỉ tiêu của nhiệm kỳ", "targets of the term"),
}

TARGET_DIRECTIONS: Mapping[str, Phrase] = {
    "at_least": Phrase("càng cao càng tốt", "the more the better"),
    "at_most": Phrase("càng thấp càng tốt", "the less the better"),
}

REMEDIATION_STATES: Mapping[str, Phrase] = {
    "open": Phrase("chưa thực hiện", "not begun"),
    "in_progress": Phrase("đang thực hiện", "in progress"),
    "done": Phrase("đã hoàn thành", "done"),
}

AWARDS: Mapping[str, Phrase] = {award: award_label(award) for award in AWARD_FORMS}

MEASURES: Mapping[str, Phrase] = {
    "total": Phrase("Tổng số", "Total"),
    "suggested": Phrase("Được gợi ý kiểm điểm", "Suggested for review"),
    "explained": Phrase("Đã giải trình", "Explained"),
    "reviewed": Phrase("Đã kiểm điểm", "Reviewed"),
    "on_time": Phrase("Kiểm điểm đúng thời hạn", "Reviewed on time"),
    "opinions_asked": Phrase("Lượt người được lấy ý kiến góp ý", "Asked for their opinion"),
    "opinions_given": Phrase("Lượt ý kiến góp ý đã nhận", "Opinions given"),
    "rated": Phrase("Được xếp loại", "Rated"),
    "exempt": Phrase("Được miễn", "Exempt"),
    "pending": Phrase("Chưa xếp loại", "Not yet rated"),
    **LEVELS,
    "good_or_better": Phrase("Hoàn thành tốt nhiệm vụ trở lên", "Good or better"),
    "fulfilled_or_better": Phrase("Hoàn thành nhiệm vụ trở lên", "Tasks completed or better"),
    **REASONS,
    **COLLECTIVE_REASONS,
    **AWARDS,
    "trained": Phrase("Được đào tạo, bồi dưỡng", "Trained"),
    "rotated": Phrase("Được luân chuyển, điều động", "Rotated"),
    "planned": Phrase("Được đưa vào quy hoạch", "Planned as successors"),
    "studied": Phrase("Đã học tập, quán triệt nghị quyết, chỉ thị", "Studied resolutions and directives"),
    "committed": Phrase("Đã đăng ký, cam kết tu dưỡng, rèn luyện", "Registered a commitment"),
}

UNKNOWN_LEVEL, UNKNOWN_REASON = "unknown_level", "unknown_reason"

UNKNOWN_PARTS: Mapping[str, Phrase] = {
    UNKNOWN_LEVEL: Phrase("Chưa rõ mức xếp loại", "Level unknown"),
    UNKNOWN_REASON: Phrase("Chưa rõ lý do", "Reason unknown"),
}
"""What the known figures leave of those rated or unfulfilled; a report shows it, a dataset never holds it."""

ITEMS: Mapping[str, Phrase] = {
    "staff": Phrase("biên chế", "staff"),
    "inner_unit": Phrase("phòng, ban, đơn vị trực thuộc", "inner units"),
    "intermediate_organization": Phrase("tổ chức trung gian", "intermediate organisations"),
    "deputy": Phrase("cấp phó", "deputies"),
    "overlapping_function": Phrase("chức năng, nhiệm vụ chồng chéo", "overlapping functions"),
}
"""What the apparatus is counted in; the frame of figures has items in the column ``subject``."""

SECTORS: Mapping[str, Phrase] = {
    "administrative": Phrase("khối hành chính", "administrative"),
    "public_service": Phrase("khối sự nghiệp", "public service"),
    "association": Phrase("hội (ngoài tổng số)", "associations (outside the total)"),
}
"""The sectors of the apparatus; an empty sector means administrative and public service together."""

APPARATUS_MEASURES: Mapping[str, Phrase] = {
    "assigned": Phrase("Được giao", "Assigned"),
    "cut": Phrase("Đã giảm trong năm", "Cut in the year"),
    "cut_to_date": Phrase("Đã giảm lũy kế", "Cut to date"),
    "goal": Phrase("Mục tiêu giảm", "Goal of the cut"),
}


SOURCE_NAMES: Mapping[str, Phrase] = {
    "records": Phrase("tổng hợp từ hồ sơ từng đối tượng", "counted from records"),
    "suggested_reviews": Phrase("danh sách gợi ý kiểm điểm", "list of suggested reviews"),
    "awards": Phrase("danh sách khen thưởng", "list of awards"),
    "registers": Phrase("danh sách riêng của bộ số liệu", "list of the dataset's own"),
}
"""The sources of counted figures."""

LISTED = ("suggested_reviews", "awards", "registers")
"""The sources that are registers."""

_NAMES_OF_THEIR_OWN = {
    ("organization", "grassroots"): Phrase("tổ chức cơ sở đảng", "grassroots Party organisations"),
    ("organization", "grassroots_committee"): Phrase("đảng bộ cơ sở", "grassroots Party committees"),
    ("organization", "grassroots_branch"): Phrase("chi bộ cơ sở", "grassroots Party branches"),
    ("organization", "sub"): Phrase(
        "đảng bộ bộ phận, chi bộ trực thuộc", "Party organisations below the grassroots"
    ),
    ("organization", "superior"): Phrase(
        "tổ chức đảng cấp trên cơ sở", "Party organisations above the grassroots"
    ),
}

COUNTED_IN: Mapping[str, Phrase] = {
    "organization": Phrase("tổ chức", "organisations"),
    "member": Phrase("đảng viên", "members"),
    "collective": Phrase("tập thể", "collectives"),
    "leader": Phrase("người", "persons"),
    "staff": Phrase("biên chế", "positions"),
    "inner_unit": Phrase("đơn vị", "units"),
    "intermediate_organization": Phrase("tổ chức", "organisations"),
    "deputy": Phrase("người", "persons"),
    "overlapping_function": Phrase("chức năng, nhiệm vụ", "functions"),
}
"""The unit of measurement of a subject or item in tables."""


def tiers_of(subject: str, own: OwnTerms = NO_TERMS) -> Mapping[str, Phrase]:
    """Name the tiers of a subject, or the sectors of an item of the apparatus."""
    return SECTORS if subject in ITEMS else {**TIERS[subject], **own.tiers_of(subject)}


def parts_of(subject: str, tier: str = "") -> tuple[str, ...]:
    """Name the tiers that a tier of a subject is made up of; an empty tier is the subject as a whole.

    >>> parts_of("organization"), parts_of("organization", "grassroots")
    (('superior', 'grassroots', 'sub'), ('grassroots_committee', 'grassroots_branch'))
    """
    if tier:
        return GRASSROOTS if (subject, tier) == ("organization", "grassroots") else ()
    return tuple(part for part in TIERS[subject] if part not in GRASSROOTS)


def recipient_label(subject: str, tier: str = "") -> Phrase:
    """Name who is given an award: without a tier, collectives need not be leading ones.

    >>> recipient_label("collective").vi, recipient_label("organization", "grassroots").vi
    ('tập thể', 'tổ chức cơ sở đảng')
    """
    return COUNTED_IN[subject] if (subject, tier) == ("collective", "") else label_of(subject, tier)


def label_of(subject: str, tier: str = "", own: OwnTerms = NO_TERMS) -> Phrase:
    """Name a subject with its tier, as in running text.

    >>> label_of("organization", "grassroots").vi
    'tổ chức cơ sở đảng'
    >>> label_of("member").en
    'Party members'
    """
    if (subject, tier) in _NAMES_OF_THEIR_OWN:
        return _NAMES_OF_THEIR_OWN[subject, tier]
    name = {**SUBJECTS, **ITEMS}[subject]
    if not tier:
        return name
    if tier in own.tiers_of(subject):
        return own.tiers_of(subject)[tier]
    part = tiers_of(subject)[tier]
    return Phrase(f"{name.vi} {part.vi}", f"{name.en}, {part.en}")


def measure_label(subject: str, measure: str, own: OwnTerms = NO_TERMS) -> Phrase:
    """Name a measure of a subject or of an item of the apparatus."""
    if measure in own.names:
        return own.names[measure]
    return (APPARATUS_MEASURES if subject in ITEMS else {**MEASURES, **UNKNOWN_PARTS})[measure]
