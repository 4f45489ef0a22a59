"""Choose the rules of rating by year, and read and validate their files.

Each file holds one regulation with its guide. No other module knows which year has which rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from kgreport.data.params.model import Parameters
from kgreport.data.params.problems import KeyPath, beside, nearest_place
from kgreport.data.params.yaml_files import read_yaml, validate
from kgreport.data.rules.model import Cap, Rules
from kgreport.errors import ParametersError
from kgreport.terms.phrases import Phrase
from kgreport.terms.spelling import near_or_known
from kgreport.terms.vocabulary import LEVELS, REASONS

PACKAGED = Path(__file__).with_name("regulations")


def read_rules(path: Path) -> Rules:
    """Read a file of rules.

    Raises
    ------
    ParametersError
        With every problem, each with its line.
    """
    file = read_yaml(path, "id: my-rules")
    rules = validate(Rules, file.values, str(path), file.places, problems=file.problems, called="rule")
    problems = [
        beside(nearest_place(at, str(path), file.places), *problem) for at, problem in _contradictions(rules)
    ]
    if problems:
        raise ParametersError(problems)
    return rules


def _contradictions(rules: Rules) -> Iterator[tuple[KeyPath, Phrase]]:
    if rules.last_year is not None and rules.last_year < rules.first_year:
        yield (
            ("last_year",),
            Phrase(
                f"last_year {rules.last_year} đứng trước first_year {rules.first_year}",
                f"last_year {rules.last_year} lies before first_year {rules.first_year}",
            ),
        )
    for code in sorted(rules.unreviewed - rules.unrated):
        yield (
            ("unreviewed",),
            Phrase(
                f"'{code}' không kiểm điểm mà vẫn xếp loại; thêm vào unrated",
                f"'{code}' is not reviewed, yet rated; add it to unrated",
            ),
        )
    least = [rules.points[level] for level in LEVELS if level in rules.points]
    if least != sorted(set(least), reverse=True):
        yield (
            ("points",),
            Phrase(
                "điểm của mức cao hơn không lớn hơn; xếp điểm theo mức",
                "the points of a better level are not higher; order them by level",
            ),
        )
    yield from _unknown_reasons(rules)
    yield from _names_without_reason(rules)


def _unknown_reasons(rules: Rules) -> Iterator[tuple[KeyPath, Phrase]]:
    """Every reason is in the vocabulary, or the rules name it."""
    for subject, codes in rules.reasons.items():
        named = {*rules.reason_names.get(subject, {}), *REASONS}
        for position, code in enumerate(codes):
            if code not in named:
                hint = near_or_known(code, sorted(named))
                problem = Phrase(
                    f"không có lý do '{code}'; {hint.vi}, hoặc đặt tên ở reason_names",
                    f"unknown reason '{code}'; {hint.en}, or name it in reason_names",
                )
                yield ("reasons", subject, position), problem


def _names_without_reason(rules: Rules) -> Iterator[tuple[KeyPath, Phrase]]:
    """Every reason that has a name is a reason of its subject."""
    for subject, names in rules.reason_names.items():
        for code in names:
            if code not in rules.reasons.get(subject, ()):
                problem = Phrase(
                    f"'{code}' có tên mà không phải lý do của {subject}; thêm vào reasons",
                    f"'{code}' has a name and is no reason of {subject}; add it to reasons",
                )
                yield ("reason_names", subject, code), problem


@cache
def packaged_rules() -> tuple[Rules, ...]:
    """Give the rules that come with the library, in the order of their years."""
    return tuple(sorted(map(read_rules, PACKAGED.glob("*.yml")), key=lambda rules: rules.first_year))


def rules_for(year: int, override: str = "", base: Path = Path()) -> Rules:
    """Choose the rules of a rating year.

    Parameters
    ----------
    year
        The year rated.
    override
        Id of packaged rules, or a file relative to `base`; empty to choose by year.
    base
        Folder of the parameters file.

    Raises
    ------
    ParametersError
        There are no such rules, they cannot be used, or they do not cover the year.
    """
    packaged = {rules.id: rules for rules in packaged_rules()}
    if not override:
        found = next((rules for rules in packaged.values() if rules.covers(year)), None)
        if found is None:
            first = packaged_rules()[0].first_year
            raise ParametersError(
                [
                    Phrase(
                        f"rules: kgreport không có quy định của năm {year}, trước {first}; ghi tệp riêng",
                        f"rules: none come with kgreport for {year}, before {first}; name a file of your own",
                    )
                ]
            )
        return found
    rules = packaged.get(override) or _own(override, base, packaged)
    if not rules.covers(year):
        span = f"{rules.first_year}–{rules.last_year or ''}"
        problem = Phrase(
            f"rules: '{override}' áp dụng cho {span}, không cho {year}; chọn quy định khác",
            f"rules: '{override}' holds for {span}, not for {year}; choose others",
        )
        raise ParametersError([problem])
    return rules


def rules_by_year(years: Iterable[int], chosen: Rules) -> dict[int, Rules]:
    """Give the rules of each year: the chosen ones where they cover it, else packaged ones where they do.

    All have the terms that the chosen ones have of a dataset.
    """
    known = [chosen, *(rules.with_terms(chosen.own) for rules in packaged_rules())]
    found = {year: next((rules for rules in known if rules.covers(year)), None) for year in years}
    return {year: rules for year, rules in found.items() if rules}


def _own(name: str, base: Path, packaged: Mapping[str, Rules]) -> Rules:
    if not (base / name).is_file():
        hint = near_or_known(name, sorted(packaged))
        problem = Phrase(
            f"rules: không có '{name}' trong thư viện hay là tệp cạnh tệp tham số; {hint.vi}",
            f"rules: there is no '{name}', packaged or as a file beside the parameters; {hint.en}",
        )
        raise ParametersError([problem])
    return read_rules(base / name)


def check_period(rules: Rules, period: str) -> None:
    """Check that the rules rate by the period of a report.

    Raises
    ------
    ParametersError
        They do not.
    """
    if period != "year" and period.split("_", maxsplit=1)[0] not in rules.periods:
        rated = ", ".join(("year", *sorted(rules.periods)))
        problem = Phrase(
            f"period '{period}': quy định '{rules.id}' chỉ xếp loại theo {rated}",
            f"period '{period}': the rules '{rules.id}' rate by {rated} only",
        )
        raise ParametersError([problem])


def cap_of(rules: Rules, parameters: Parameters) -> Cap | None:
    """Give the cap of the rules, with the changes that the parameters make.

    Raises
    ------
    ParametersError
        The parameters change a cap, but neither they nor the rules set its limit.
    """
    given = {"limit": parameters.cap_limit, "base": parameters.cap_base, "rounding": parameters.cap_rounding}
    changed = {name: value for name, value in given.items() if value is not None}
    if not changed:
        return rules.cap
    if rules.cap is None and "limit" not in changed:
        names = ", ".join(f"cap_{name}" for name in changed)
        problem = Phrase(
            f"{names}: quy định '{rules.id}' không có mức trần; đặt cả cap_limit, hoặc bỏ hết",
            f"{names}: the rules '{rules.id}' have no cap; set cap_limit too, or neither",
        )
        raise ParametersError([problem])
    return Cap.model_validate({**(rules.cap.model_dump() if rules.cap else {}), **changed})
