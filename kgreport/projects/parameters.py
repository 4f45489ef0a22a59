"""Write the parameters file of a first year: its own figures or those to try with, and blanks to fill in."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass

from kgreport.data.params.yaml_text import parse_yaml
from kgreport.errors import ProjectError
from kgreport.projects.files import template
from kgreport.terms.phrases import Language, Phrase
from kgreport.terms.texts.soundness import Unsound, say_unsound, sound_text

BLANK = "…"
"""What stands where the user is to fill something in."""

TRIAL, TRIAL_YEAR, TRIAL_FIRST_YEAR = "kien-giang-2018", 2018, 2015
"""The packaged dataset that a new project tries with, its year, and the first year it speaks of."""

_TRIED = Phrase(
    "số liệu Kiên Giang đã công bố, để thử; có số liệu của mình thì ghi ../data/{year}",
    "published figures of Kiên Giang, to try with; write ../data/{year} once you have your own",
)
_FIRST_YEAR = Phrase("năm đầu tiên có số liệu", "the first year with figures")
_CITY = ("thành phố ", "tp.", "tp ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who issues the reports of a project; what is empty is left for the user to fill in.

    Attributes
    ----------
    province
        Name of the province, or of a city on the same level, as ``Thành phố Cần Thơ``.
    committee
        The committee that issues the reports, as ``Huyện ủy Giồng Riềng``; else that of the province.

    Raises
    ------
    ProjectError
        A name cannot be read or printed.
    """

    province: str = ""
    committee: str = ""

    def __post_init__(self) -> None:
        for name in ("province", "committee"):
            given = sound_text(getattr(self, name))
            if isinstance(given, Unsound):
                told = say_unsound(given)
                raise ProjectError(f"{name}: {told.vi}", f"{name}: {told.en}")
            object.__setattr__(self, name, given)

    @property
    def lines(self) -> dict[str, str]:
        """The place, the heading and the number of a document, by parameter.

        >>> Issuer(province="Cà Mau").lines["superior"], Issuer(province="Cà Mau").lines["issuer"]
        ('ĐẢNG BỘ TỈNH CÀ MAU', 'BAN THƯỜNG VỤ TỈNH ỦY')
        >>> Issuer(province="Thành phố Cần Thơ").lines["issuer"]
        'BAN THƯỜNG VỤ THÀNH ỦY'
        >>> Issuer(province="Cà Mau", committee="Huyện ủy U Minh").lines["superior"]
        'TỈNH ỦY CÀ MAU'
        >>> Issuer(committee="Huyện ủy U Minh").lines["number"]
        'Số …-BC/HU'
        """
        name, is_city = self._name_and_kind()
        kind, committee = ("THÀNH PHỐ", "THÀNH ỦY") if is_city else ("TỈNH", "TỈNH ỦY")
        upper = name.upper() or BLANK
        if self.committee:
            heading = {"superior": f"{committee} {upper}", "issuer": self.committee.upper()}
        else:
            heading = {"superior": f"ĐẢNG BỘ {kind} {upper}", "issuer": f"BAN THƯỜNG VỤ {committee}"}
        words = unicodedata.normalize("NFD", self.committee or committee).upper().split()[:2]
        initials = "".join(word[0] for word in words)
        number = f"Số {BLANK}-BC/{initials}"
        return {"place": name or BLANK, **heading, "number": number}

    def _name_and_kind(self) -> tuple[str, bool]:
        name = " ".join(self.province.split())
        city = next((word for word in _CITY if name.lower().startswith(word)), "")
        plain = name[len(city) :].lstrip() if city else name.removeprefix("Tỉnh ").removeprefix("tỉnh ")
        return plain, bool(city)


def first_parameters(
    year: int, issuer: Issuer, language: Language, *, own: bool, tried: bool, first_year: int | None = None
) -> str:
    """Write the parameters file of a year.

    The project may have tables of its own of the year, and the packaged figures may be tried with;
    `first_year` is the first that the figures speak of, where that is earlier than usual.
    """
    folder = f"../data/{year}"
    datasets = [*([TRIAL] if tried else []), *([folder] if own else [])]
    named = datasets[0] if len(datasets) == 1 else f"[{', '.join(datasets)}]"
    line = f"dataset: {named}"
    if tried:
        line += f"    # {_TRIED.say(language, year=year)}"
        first_year = TRIAL_FIRST_YEAR
    if first_year:
        line += f"\nfirst_year: {first_year}           # {_FIRST_YEAR.say(language)}"
    texts = {name: _as_yaml(text) for name, text in issuer.lines.items()}
    return template(f"parameters.{language}.yml").format(year=year, next_year=year + 1, dataset=line, **texts)


def _as_yaml(text: str) -> str:
    """Write a text as YAML reads it: as it is where that is the same text, else in quotes."""
    plain = all(sign.isalnum() or sign in f" -/{BLANK}" for sign in text)
    return text if plain and parse_yaml(text).values == text else json.dumps(text, ensure_ascii=False)
