"""A report depends on all code of the library, and of the packaged datasets only on the tables it reads."""

from __future__ import annotations

from kgreport.builder.file_hashes import PACKAGE, _files, _required, is_code
from kgreport.data.datasets.folder import PACKAGED


def test_every_module_is_code_and_is_hashed() -> None:
    modules = set(PACKAGE.rglob("*.py"))

    assert [path for path in modules if not is_code(path)] == []
    assert modules <= set(_files(PACKAGE))


def test_a_packaged_table_is_no_code() -> None:
    tables = set(PACKAGED.rglob("*.csv"))

    assert tables
    assert [path for path in tables if is_code(path)] == []
    assert not tables & set(_files(PACKAGE))


def test_a_package_needs_what_its_lines_say_on_this_machine() -> None:
    """Lines with extras, and those of other machines, count nothing; names are written in one way."""
    lines = (
        "pandas>=2,<4",
        "Typing_Extensions (>=4.6)",
        "uvloop[dev]>=1 ; sys_platform == 'no-such-system'",
        'tomli; python_version >= "3"',
        "rich; extra == 'all'",
        "nbformat @ https://example.org/nbformat.zip",
    )
    assert list(_required(lines)) == ["pandas", "typing-extensions", "tomli", "nbformat"]
