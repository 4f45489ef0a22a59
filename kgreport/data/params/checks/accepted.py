"""Compare the findings that the parameters accept with those that there are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from kgreport.data.params.parts import AcceptedFinding
from kgreport.terms.findings import Finding, Wording, make_finding
from kgreport.terms.phrases import Phrase
from kgreport.terms.spelling import did_you_mean, nearest

STALE = "stale"
"""The kind of the warning that an accepted finding does not exist."""


def check_accepted(accepted: Iterable[AcceptedFinding], findings: Iterable[Finding]) -> list[Finding]:
    """Every finding that the parameters accept exists."""
    ids = [finding.id for finding in findings]
    return [
        _stale(acceptance, nearest(acceptance.id, ids)) for acceptance in accepted if acceptance.id not in ids
    ]


def accepted_of_units(
    accepted: Iterable[AcceptedFinding], units: Collection[str], all_units: Iterable[str]
) -> list[AcceptedFinding]:
    """Keep the accepted findings that are about some units; the reports of other units check theirs.

    A user accepts a finding by its id alone, so this looks for codes of units in the id. Where one code
    begins with another, as ``hoa-mai`` begins with ``hoa``, the longer code counts.

    `units` are the unit reported on and all units below it; `all_units` are those of the dataset.
    """
    codes = "|".join(map(re.escape, sorted({*units, *all_units}, key=len, reverse=True)))
    code = re.compile(f"(?<=-)(?:{codes})(?=-)")
    return [one for one in accepted if not set(units).isdisjoint(code.findall(f"{one.id}-"))]


def _stale(acceptance: AcceptedFinding, near: str | None) -> Finding:
    wording = Wording(
        Phrase("không có phát hiện '{id}'", "there is no finding '{id}'").fill(id=acceptance.id),
        Phrase("mã của một phát hiện đang có", "the id of a finding that is there"),
        did_you_mean(near, Phrase("bỏ dòng này khỏi tham số", "remove it from the parameters")),
    )
    place = Phrase("tham số accepted_findings", "parameter accepted_findings")
    return make_finding(STALE, {"accepted": acceptance.id}, place, wording, severity="warning")
