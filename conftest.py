"""What the examples in docstrings may use: `kgreport`, and in those of the reports, `report` and `trend`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

FIGURES = """\
year,unit,subject,tier,measure,value,source
2016,,member,,excellent,1,Report of 2016
2016,,member,,good,7,Report of 2016
2016,,member,,fulfilled,2,Report of 2016
2016,,member,,unfulfilled,0,Report of 2016
2017,,member,,excellent,2,Report of 2017
2017,,member,,good,6,Report of 2017
2017,,member,,fulfilled,1,Report of 2017
2017,,member,,unfulfilled,1,Report of 2017
2018,,member,,excellent,2,Report of 2018
2018,,member,,good,7,Report of 2018
2018,,member,,fulfilled,1,Report of 2018
2018,,member,,unfulfilled,0,Report of 2018
"""
UNITS = "id,name,parent,order\nan-binh,An Binh,,1\nhon-dat,Hon Dat,,2\n"
ORGANIZATIONS = "year,id,unit,tier,status,level,reason,name\n" + "".join(
    f"{year},{one},{unit},grassroots_branch,rated,{level},,{name}\n"
    for one, unit, name, levels in (
        ("a", "an-binh", "Branch A", ("excellent", "excellent", "excellent")),
        ("b", "hon-dat", "Branch B", ("fulfilled", "good", "fulfilled")),
    )
    for year, level in zip((2016, 2017, 2018), levels, strict=True)
)


@pytest.fixture(scope="session")
def names_of_examples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Build the two reports of the examples once."""
    import kgreport  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("examples")
    for name, text in (("figures", FIGURES), ("units", UNITS), ("organizations", ORGANIZATIONS)):
        (folder / f"{name}.csv").write_text(text, "utf-8")
    asked: dict[str, Any] = {"year": 2018, "language": "en"}
    return {
        "report": kgreport.build_report(dataset="kien-giang-2018", first_year=2015, **asked),
        "trend": kgreport.build_trend(dataset=str(folder), accepted_findings=[], **asked),
    }


@pytest.fixture(autouse=True)
def _examples(request: pytest.FixtureRequest, doctest_namespace: dict[str, Any]) -> None:
    if isinstance(request.node, pytest.DoctestItem):
        import kgreport  # noqa: PLC0415

        doctest_namespace["kgreport"] = kgreport
        if (Path(kgreport.__file__).parent / "report") in request.node.path.parents:
            doctest_namespace.update(request.getfixturevalue("names_of_examples"))
