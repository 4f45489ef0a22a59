"""What persons are called where their ids are not to be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

import pandas as pd

from kgreport.terms.phrases import Phrase, same
from kgreport.terms.vocabulary import PERSONS

Numbers = Mapping[tuple[str, str], int]
"""By subject and id, the running number of a person."""


def number_persons(listed: Iterable[pd.DataFrame]) -> Numbers:
    """Number the members and the officials among some rows, each from 1, in the order of the rows.

    >>> rows = pd.DataFrame({"subject": ["leader", "organization", "leader"], "id": ["x", "o", "x"]})
    >>> number_persons([rows])
    {('leader', 'x'): 1}
    """
    numbers: dict[tuple[str, str], int] = {}
    known: Counter[str] = Counter()
    for rows in listed:
        persons = rows[rows["subject"].isin(PERSONS) & (rows["id"] != "")]
        for one in zip(persons["subject"], persons["id"], strict=True):
            if one not in numbers:
                known[one[0]] += 1
                numbers[one] = known[one[0]]
    return numbers


_NAMELESS: Mapping[str, Phrase] = {
    "member": Phrase("một đảng viên", "a member"),
    "leader": Phrase("một cán bộ", "an official"),
}


def name_unless_person(row: Mapping[Any, Any]) -> Phrase:
    """Name whom a finding is about by the id; not a person, for reports print findings."""
    return _NAMELESS.get(str(row["subject"])) or same(f"'{row['id']}'")


def parts_of_subject(row: Mapping[Any, Any]) -> dict[str, object]:
    """Give the parts of a finding that say whom it is about: of a person, a digest of the id.

    A finding is accepted by its id, which stands in parameters and manifests.

    >>> parts_of_subject({"subject": "organization", "id": "o-1"})
    {'subject': 'organization', 'id': 'o-1'}
    >>> parts_of_subject({"subject": "leader", "id": "cb-1"})
    {'subject': 'leader', 'id': '60ac84e0'}
    """
    subject, code = str(row["subject"]), str(row["id"])
    if subject in PERSONS:
        code = sha256(f"{subject} {code}".encode()).hexdigest()[:8]
    return {"subject": subject, "id": code}
