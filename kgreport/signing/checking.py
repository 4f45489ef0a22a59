"""Check all signatures of a file by the keys and certificates that are trusted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kgreport.signing import detached, pdf_signatures
from kgreport.signing.additions import SIGNATURE
from kgreport.signing.found import FoundSignature
from kgreport.whole_files import read_plain

if TYPE_CHECKING:
    from minisign import PublicKey

TRUSTED_FOLDER = Path("keys")
"""Where a project keeps the public keys and certificates that it trusts."""


def signatures_of(path: Path, trusted: Sequence[Path] = ()) -> list[FoundSignature]:
    """Check the detached signature of a file, and those inside it if it is a PDF.

    Parameters
    ----------
    path
        The file.
    trusted
        Files of public keys (``.pub``) and certificates (``.pem``, ``.crt``, ``.cer``), or folders for all
        such files in them. Without any, the folder ``keys``, if it is there and something is signed.

    Raises
    ------
    SigningError
        A file is neither a public key nor a certificate.
    """
    named = _read(trusted) if trusted else None
    content = read_plain(path) if path.suffix.lower() == ".pdf" else b""
    if not (detached.signature_file(path).exists() or SIGNATURE in content):
        return []
    keys, certificates = named or _read([TRUSTED_FOLDER] if TRUSTED_FOLDER.is_dir() else [])
    beside = detached.check(path, keys)
    return [*([beside] if beside else []), *pdf_signatures.check_pdf(path.name, content, certificates)]


def _read(paths: Sequence[Path]) -> tuple[list[PublicKey], list[bytes]]:
    """Read public keys of minisign, and certificates for signatures inside PDFs."""
    files = [file for path in paths for file in _files_in(path)]
    keys = [detached.read_public_key(file) for file in files if not _is_certificate(file)]
    certificates = [pdf_signatures.read_certificate(file) for file in files if _is_certificate(file)]
    return keys, certificates


def _is_certificate(file: Path) -> bool:
    return file.suffix.lower() in pdf_signatures.CERTIFICATE_SUFFIXES


def _files_in(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    endings = (detached.PUBLIC_SUFFIX, *pdf_signatures.CERTIFICATE_SUFFIXES)
    yield from sorted(file for file in path.iterdir() if file.suffix.lower() in endings)
