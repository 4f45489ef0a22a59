"""A little project: some units, five years, and a notebook that shows the head of the report."""

from __future__ import annotations

import json
from pathlib import Path

SECTIONS = ("kgreport.build_report(", "report.head()")


def little_notebook(project: Path) -> str:
    """Take the cells of the annual report that read it and show its head."""
    notebook = json.loads((project / "notebooks/annual_report.ipynb").read_text("utf-8"))
    cells = [
        cell
        for cell in notebook["cells"]
        if "parameters" in cell["metadata"].get("tags", ())
        or any(begins in "".join(cell["source"]) for begins in SECTIONS)
    ]
    return json.dumps({**notebook, "cells": cells})


def little_project(project: Path, folder: Path, units: int) -> Path:
    """Make the project in a folder."""
    names = [f"u{number:02d}" for number in range(units)]
    for name in ("params", "notebooks", "data"):
        (folder / name).mkdir()
    (folder / "params/x.yml").write_text("year: 2018\ndataset: ../data\n", "utf-8")
    (folder / "notebooks/little.ipynb").write_text(little_notebook(project), "utf-8")
    table = "".join(f"{unit},Unit {unit},,{place}\n" for place, unit in enumerate(names))
    (folder / "data/units.csv").write_text("id,name,parent,order\n" + table, "utf-8")
    rows = "".join(
        f"{year},{unit},member,,rated,{year - 1900 + place},s\n"
        for year in range(2014, 2019)
        for place, unit in enumerate(names)
    )
    (folder / "data/figures.csv").write_text("year,unit,subject,tier,measure,value,source\n" + rows, "utf-8")
    return folder
