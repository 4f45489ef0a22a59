"""Describe CSV files by CSV on the Web (CSVW): what their columns hold, and where the figures come from.

The words are those of the W3C's recommendations of 2015, "Metadata Vocabulary for Tabular Data".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from kgreport.content.blocks import Table
from kgreport.publish.open_data.tidy import Field, Tidy
from kgreport.terms.phrases import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the files of a document say of it.

    Attributes
    ----------
    title, language, author, issued
        Those of the document.
    marks
        The marks of a draft and of simulated figures.
    licence
        Under which others may use the figures: an address, or words.
    """

    title: str
    language: Language = "vi"
    author: str = ""
    issued: date | None = None
    marks: tuple[str, ...] = ()
    licence: str = ""


def metadata_of(about: About, tables: Mapping[str, tuple[Table, Tidy]]) -> bytes:
    """Write the metadata of files, each with its published table and its columns."""
    licence = {"@id": about.licence} if about.licence.startswith(("http://", "https://")) else about.licence
    said = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": about.language}],
        "dc:title": about.title,
        "dc:publisher": about.author,
        "dc:issued": {"@value": about.issued.isoformat(), "@type": "xsd:date"} if about.issued else None,
        "dc:language": about.language,
        "dc:license": licence,
        "dc:description": "; ".join(about.marks),
    }
    described = ",\n".join(_json(_table(file, *one)) for file, one in tables.items())
    text = f'{_json(said)[:-1]}, "tables": [\n{described}\n]}}\n'
    return text.encode("utf-8", "replace")


def _json(said: Mapping[str, Any]) -> str:
    return json.dumps(_without_blanks(said), ensure_ascii=False)


def _table(file: str, table: Table, tidy: Tidy) -> dict[str, Any]:
    notes = [{"type": "Annotation", "target": quote(file), "body": note} for note in table.notes]
    title = f"{table.number}. {table.title}" if table.number else table.title
    return _without_blanks(
        {
            "url": quote(file),
            "dc:identifier": table.id,
            "dc:title": title,
            "dc:source": table.source.partition(": ")[2] or table.source,
            "schema:unitText": table.unit,
            "notes": notes,
            "tableSchema": {"columns": [_column(field) for field in tidy.fields]},
        }
    )


def _column(field: Field) -> dict[str, Any]:
    said = {"name": field.name, "titles": field.title, "datatype": field.datatype}
    return _without_blanks({**said, "schema:unitText": field.unit})


def _without_blanks(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value}
