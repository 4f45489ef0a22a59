"""Whatever file is named as a text to check, it is read and checked, or refused by its name."""

from __future__ import annotations

import io
import json
import random
import tempfile
from pathlib import Path

from docx import Document
from pypdf import PdfWriter

from kgreport.fact_check.checked_text import check_text
from kgreport.fact_check.documents.bounds import time_limit
from kgreport.fact_check.documents.reading import KINDS, read_text
from tests.fuzz.mutations import ODD_TEXTS, damage_bytes, seeded
from tests.fuzz.trying import TIMES, Attempts

SOUND = "Năm 2018 có 12/15 chi bộ hoàn thành tốt nhiệm vụ (80,00%), trong đó 3 chi bộ xuất sắc.\n"
PIECES = (
    "12/15 chi bộ ",
    "( ",
    "50% ",
    "gồm: ",
    "| a ",
    "\t12",
    "1.000",
    ": ",
    "\n- ",
    "<div>",
    "<!-- ",
    "**",
)


def sound_files() -> dict[str, bytes]:
    """Make a sound text of each kind."""
    word, pdf = io.BytesIO(), io.BytesIO()
    document = Document()
    document.add_paragraph(SOUND)
    document.save(word)
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(pdf)
    cells = [{"cell_type": "markdown", "source": SOUND}]
    page = f"<html><body><p>{SOUND}</p></body></html>".encode()
    made = {".docx": word.getvalue(), ".pdf": pdf.getvalue(), ".ipynb": json.dumps({"cells": cells}).encode()}
    return {**dict.fromkeys(KINDS, SOUND.encode()), ".html": page, ".htm": page, **made}


def odd_file(rng: random.Random, sound: dict[str, bytes]) -> tuple[str, bytes]:
    """Damage a sound text, or repeat pieces that mean something to a reader."""
    suffix = rng.choice([*KINDS])
    if suffix in {".txt", ".md", ".html"} and rng.random() < 0.5:
        pieces = rng.choices([*PIECES, *ODD_TEXTS], k=3)
        text = "".join(piece * rng.choice((1, 3, 60)) for piece in pieces)
        return suffix, text.encode(rng.choice(("utf-8", "utf-16")), "surrogatepass")
    return suffix, damage_bytes(sound[suffix], rng)


def check(case: tuple[str, bytes]) -> None:
    """Read and check a file, and show all that was found."""
    suffix, content = case
    with tempfile.TemporaryDirectory() as folder, time_limit("a"):
        path = Path(folder, f"a{suffix}")
        path.write_bytes(content)
        text = check_text("a", read_text(path))
        assert all(
            text.text[one.start : one.end] == text.as_dict(one, "vi")["quote"] for one in text.mistakes
        )
        assert all(text.excerpt(one).words for one in text.mistakes)


def test_a_text_is_checked_or_refused() -> None:
    sound = sound_files()
    cases = ((name, odd_file(rng, sound)) for name, rng in seeded(60 * TIMES))
    tally = Attempts(check).try_all(cases)
    tally.check("checked texts")
    assert min(tally.counts["answered"], tally.counts["refused"]) > 5
