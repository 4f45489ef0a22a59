"""The error of signing, and what is read before: small files, and libraries that may be missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kgreport.errors import TwoLanguageError
from kgreport.whole_files import open_plain

LARGEST_KEY = 1 << 16
"""Bytes that a file of a key, a certificate or a detached signature may have."""


class SigningError(TwoLanguageError):
    """A file cannot be signed, or a key or signature cannot be read; the message says why and what to do."""


@contextmanager
def needing(library: str) -> Iterator[None]:
    """Tell how to install a library of the extra ``sign`` where the block cannot import it.

    Raises
    ------
    SigningError
        It is not installed.
    """
    try:
        yield
    except ImportError:
        install = 'pip install "kgreport[sign]"'
        raise SigningError(
            f"chữ ký cần thư viện {library}; cài bằng: {install}",
            f"signatures need the library {library}; install it with: {install}",
        ) from None


def read_small(path: Path) -> bytes:
    """Read the file of a key, a certificate or a detached signature.

    Raises
    ------
    SigningError
        It is not there, is no plain file, or is too large to be one.
    """
    try:
        with open_plain(path) as file:
            content = file.read(LARGEST_KEY + 1)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise SigningError(f"{path}: không đọc được: {why}", f"{path}: cannot be read: {why}") from None
    if len(content) > LARGEST_KEY:
        raise SigningError(
            f"{path}: tệp lớn hơn {LARGEST_KEY:,} byte nên không phải là khóa hay chữ ký",
            f"{path}: has more than {LARGEST_KEY:,} bytes, so it is neither a key nor a signature",
        )
    return content
