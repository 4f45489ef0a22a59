"""Check all signatures of a file by the keys and certificates that are trusted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kgreport.signing import detached, pdf_signatures
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
    """

    keys: tuple[PublicKey, ...] = ()
    certificates: tuple[bytes, ...] = ()


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
    files = [file for path in paths or _usual() for file in _files_in(path)]
    keys = [detached.read_public_key(file) for file in files if not _is_certificate(file)]
    certificates = [pdf_signatures.read_certificate(file) for file in files if _is_certificate(file)]
    return Trusted(tuple(keys), tuple(certificates))


def _usual() -> list[Path]:
    return [TRUSTED_FOLDER] if TRUSTED_FOLDER.is_dir() else []


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
    beside = detached.check(path, trusted.keys)
    content = read_plain(path) if path.suffix.lower() == ".pdf" else b""
    inside = pdf_signatures.check_pdf(path.name, content, trusted.certificates)
    return [*([beside] if beside else []), *inside]
