"""Describe CSV files by CSV on the Web (CSVW): what their columns hold, and where the figures come from.

The words are those of the W3C's recommendations of 2015, "Metadata Vocabulary for Tabular Data".
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from kgreport.content.blocks import Table
from kgreport.publish.open_data.tidy import Field
from kgreport.publish.prepared.documents import Document
from kgreport.publish.prepared.names import ascii_name, distinct
from kgreport.views.titles import numbered


def metadata_of(document: Document, tables: Mapping[str, tuple[Table, Sequence[Field]]]) -> bytes:
    """Write the metadata of a document's files, each with its published table and its columns."""
    licence, day = document.licence, document.issued
    said = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": document.language}],
        "dc:title": document.title,
        "dc:publisher": document.author,
        "dc:issued": {"@value": day.isoformat(), "@type": "xsd:date"} if day else None,
        "dc:language": document.language,
        "dc:license": {"@id": licence} if licence.startswith(("http://", "https://")) else licence,
        "dc:description": "; ".join(document.marks),
    }
    described = ",\n".join(_json(_table(file, *one)) for file, one in tables.items())
    text = f'{_json(said)[:-1]}, "tables": [\n{described}\n]}}\n'
    return text.encode("utf-8", "replace")


def _json(said: Mapping[str, Any]) -> str:
    return json.dumps(_without_blanks(said), ensure_ascii=False)


def _table(file: str, table: Table, fields: Sequence[Field]) -> dict[str, Any]:
    notes = [{"type": "Annotation", "target": quote(file), "body": note} for note in table.notes]
    names = distinct((ascii_name(field.title) or "column" for field in fields), end="_{n}")
    return _without_blanks(
        {
            "url": quote(file),
            "dc:identifier": table.id,
            "dc:title": numbered(table.number, table.title),
            "dc:source": table.source.partition(": ")[2] or table.source,
            "schema:unitText": table.unit,
            "notes": notes,
            "tableSchema": {"columns": [_column(*one) for one in zip(names, fields, strict=True)]},
        }
    )


def _column(name: str, field: Field) -> dict[str, Any]:
    said = {"name": name, "titles": field.title, "datatype": field.datatype}
    return _without_blanks({**said, "schema:unitText": field.unit})


def _without_blanks(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value}
