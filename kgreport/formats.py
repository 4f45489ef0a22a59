"""The formats that a report is published in: kgreport's own, and those that installed packages add.

A format is an entry point of the group ``kgreport.formats``. Names come from the entry points alone, so that
nothing is loaded to check a name; a module that offers a format should load its libraries in `export`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from importlib.metadata import EntryPoint
from importlib.util import find_spec
from typing import Any

from kgreport.entry_points import package_of, points_of
from kgreport.errors import KgreportError, PublishError, TwoLanguageError
from kgreport.terms.phrases import Phrase
from kgreport.terms.spelling import near_or_known

GROUP = "kgreport.formats"
"""The entry points of packages that add formats."""

USUAL_FORMATS = ("html", "pdf")
"""The formats that are published unless users name others; they are made first."""

_SUFFIX = re.compile(r"(\.[a-z0-9_-]+)+")
_NOTEBOOK = ".ipynb"


class FormatError(TwoLanguageError, PublishError):
    """A format is not known, cannot be loaded, or does not give what a format gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format of a published notebook.

    Attributes
    ----------
    name
        As users give it; that of its entry point.
    suffix
        What its file is called after the name of the report, as ``.pdf``. Of a format of several files, that
        of the one which is always made.
    more
        Pattern of the suffixes of its other files, as ``.table-*.csv``.
    title
        What readers call it.
    export
        Makes its files of a `kgreport.publish.prepared.notebook.Prepared`: their content by suffix.
    needs
        What installs each module that it needs and that may be missing: ``{"docx": "kgreport[docx]"}``.

    Examples
    --------
    >>> text = Format(
    ...     name="text",
    ...     suffix=".txt",
    ...     title=Phrase("văn bản", "plain text"),
    ...     export=lambda prepared: {".txt": prepared.document.title.encode()},
    ... )
    """

    name: str
    suffix: str
    title: Phrase
    export: Callable[[Any], Mapping[str, bytes]]
    more: str = ""
    needs: Mapping[str, str] = field(default_factory=dict)

    def has(self, suffix: str) -> bool:
        """Whether a file that ends like this is one of the format."""
        return suffix == self.suffix or fnmatchcase(suffix, self.more)


def format_names() -> tuple[str, ...]:
    """Name all formats, in the order in which they are made: the usual ones first."""
    return in_order(point.name for point in points_of(GROUP))


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Give names of formats each once, in the order in which they are made.

    >>> in_order(["pdf", "csv", "html", "csv"])
    ('html', 'pdf', 'csv')
    """
    return tuple(sorted(set(names), key=lambda name: (name not in USUAL_FORMATS, name)))


def unknown_format(name: str) -> Phrase | None:
    """Advise on a name that no format has; nothing of a known one."""
    if any(point.name == name for point in points_of(GROUP)):
        return None
    known = format_names()
    if not known:
        return Phrase(
            "bản cài kgreport không đầy đủ; cài lại", "kgreport is not fully installed; install it again"
        )
    return near_or_known(name, known)


def find_format(name: str) -> Format:
    """Load a format.

    Raises
    ------
    FormatError
        There is none of this name, its package is faulty, or what it needs is not installed.
    """
    if hint := unknown_format(name):
        raise FormatError(
            f"không có định dạng {name!r}; {hint.vi}", f"there is no format {name!r}; {hint.en}"
        )
    path = tuple(sys.path)
    found = _load(name, path)
    needed = found.needs.items()
    lacking = dict.fromkeys(package for module, package in needed if not _is_installed(module, path))
    if not lacking:
        return found
    command = "pip install " + " ".join(f'"{package}"' for package in lacking)
    raise FormatError(
        f"định dạng {name} cần thư viện chưa cài; cài bằng lệnh: {command}",
        f"the format {name} needs a library that is not installed; install it with: {command}",
    )


@lru_cache(maxsize=64)
def _is_installed(module: str, path: tuple[str, ...]) -> bool:  # noqa: ARG001 - another path has other packages
    return find_spec(module.partition(".")[0]) is not None


def formats_that_load() -> Iterator[Format]:
    """Give the formats of sound packages, our own first; what one needs may still have to be installed."""
    for point in sorted(points_of(GROUP), key=lambda point: not _is_ours(point)):
        with suppress(FormatError):
            yield _load(point.name, tuple(sys.path))


def _is_ours(point: EntryPoint) -> bool:
    return point.module.partition(".")[0] == "kgreport"


@lru_cache(maxsize=64)
def _load(name: str, path: tuple[str, ...]) -> Format:  # noqa: ARG001 - another path has other packages
    """Load the one format of a name, and check that it is one."""
    points = [point for point in points_of(GROUP) if point.name == name]
    if len(points) > 1:
        raise _faulty(points, Phrase("trùng tên", "they have the same name"))
    try:
        found = points[0].load()
    except (Exception, SystemExit) as error:
        what = Phrase(f"không nạp được: {error!r}", f"it cannot be loaded: {error!r}")
        raise _faulty(points, what) from error
    if not isinstance(found, Format):
        what = Phrase(f"{found!r} không phải là Format", f"{found!r} is no kgreport.formats.Format")
        raise _faulty(points, what)
    if not is_suffix(found.suffix):
        what = Phrase(f"không dùng được đuôi {found.suffix!r}", f"it cannot have the suffix {found.suffix!r}")
        raise _faulty(points, what)
    return replace(found, name=name)


def is_suffix(suffix: object) -> bool:
    """Whether a file of a format may end like this: after the name of the report, and not as the notebook.

    >>> is_suffix(".pdf"), is_suffix(".table-cap.csv"), is_suffix("/../x.pdf"), is_suffix(".ipynb")
    (True, True, False, False)
    """
    return isinstance(suffix, str) and bool(_SUFFIX.fullmatch(suffix)) and suffix != _NOTEBOOK


def _faulty(points: Sequence[EntryPoint], what: Phrase) -> FormatError:
    name, packages = points[0].name, ", ".join(map(package_of, points))
    return FormatError(
        f"định dạng {name} (gói {packages}): {what.vi}; sửa hoặc gỡ gói này, hoặc bỏ định dạng này",
        f"the format {name} (package {packages}): {what.en}; "
        "mend or remove the package, or leave the format out",
    )


def files_of(one: Format, prepared: object) -> Mapping[str, bytes]:
    """Make the files of a format; what another package does wrong is told with its name.

    Raises
    ------
    FormatError
        It fails, or does not give bytes by suffix, among them its own.
    """
    try:
        made = one.export(prepared)
    except KgreportError:
        raise
    except (Exception, SystemExit) as error:
        if one.export.__module__.partition(".")[0] == "kgreport":
            raise
        raise _fault_of(one, Phrase(f"lỗi {error!r}", f"it fails with {error!r}")) from error
    files = dict(made) if isinstance(made, Mapping) else {}
    sound = all(is_suffix(suffix) and isinstance(file, bytes) for suffix, file in files.items())
    if not sound or one.suffix not in files:
        shown = f"{{{one.suffix!r}: b'…'}}"
        raise _fault_of(one, Phrase(f"cần trả về {shown}", f"expected it to give {shown}"))
    return files


def check_free(name: str, files: Iterable[str], taken: Iterable[str]) -> None:
    """The files of a format, by their suffixes, replace no others.

    Raises
    ------
    FormatError
        There is a file of the same name.
    """
    for suffix in sorted({*files} & {*taken}):
        raise FormatError(
            f"định dạng {name}: tệp {suffix} đã có; bỏ định dạng này hoặc định dạng kia",
            f"the format {name}: there is a file {suffix} already; leave this format or the other out",
        )


def _fault_of(one: Format, what: Phrase) -> FormatError:
    return FormatError(
        f"định dạng {one.name}: {what.vi}; bỏ định dạng này hoặc báo cho người làm ra nó",
        f"the format {one.name}: {what.en}; leave it out, or tell its author",
    )
