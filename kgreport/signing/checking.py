"""Check all signatures of a file by the keys and certificates that are trusted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Trusted:
    """Whose signatures are trusted.

    Attributes
    ----------
    keys
        Public keys of minisign, for detached signatures.
    certificates
        Certificates, PEM or DER, for signatures inside PDFs.
    unread
        Files of further keys and certificates, which are read when a signature needs them.
    """

    keys: tuple[PublicKey, ...] = ()
    certificates: tuple[bytes, ...] = ()
    unread: tuple[Path, ...] = ()


def read_trusted(paths: Sequence[Path] = ()) -> Trusted:
    """Read public keys (``.pub``) and certificates (``.pem``, ``.crt``, ``.cer``).

    Parameters
    ----------
    paths
        Files, or folders for all such files in them; without any, the folder ``keys``, if it is there.

    Raises
    ------
    SigningError
        A file is neither.
    """
    if paths:
        return _read([file for path in paths for file in _files_in(path)])
    return Trusted(unread=tuple(_files_in(TRUSTED_FOLDER)) if TRUSTED_FOLDER.is_dir() else ())


def _read(files: Sequence[Path]) -> Trusted:
    keys = [detached.read_public_key(file) for file in files if not _is_certificate(file)]
    certificates = [pdf_signatures.read_certificate(file) for file in files if _is_certificate(file)]
    return Trusted(tuple(keys), tuple(certificates))


def _is_certificate(file: Path) -> bool:
    return file.suffix.lower() in pdf_signatures.CERTIFICATE_SUFFIXES


def _files_in(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    endings = (detached.PUBLIC_SUFFIX, *pdf_signatures.CERTIFICATE_SUFFIXES)
    yield from sorted(file for file in path.iterdir() if file.suffix.lower() in endings)


def signatures_of(path: Path, trusted: Trusted) -> list[FoundSignature]:
    """Check the detached signature of a file, and those inside it if it is a PDF."""
    content = read_plain(path) if path.suffix.lower() == ".pdf" else b""
    if not (detached.signature_file(path).exists() or SIGNATURE in content):
        return []
    also = _read(trusted.unread)
    beside = detached.check(path, (*trusted.keys, *also.keys))
    certificates = (*trusted.certificates, *also.certificates)
    return [*([beside] if beside else []), *pdf_signatures.check_pdf(path.name, content, certificates)]
