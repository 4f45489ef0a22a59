"""Signatures inside a PDF (PAdES), by a certificate and its key in a PKCS#12 file.

Only this module uses the library `pyhanko`. A signature is added at the end of the file: all bytes before it
stay. Its field has no size and lies outside the page, so that the file stays PDF/A-3a and PDF/UA-1.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgreport.signing.additions import SIGNATURE, adds_signatures_only, end_of_signed
from kgreport.signing.found import FoundSignature, State
from kgreport.signing.problems import SigningError, needing, read_small
from kgreport.whole_files import read_plain, translating_write_errors, write_whole

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.signers import SimpleSigner

SIGNED = ".signed"
"""What the name of a signed copy has before its ending."""

KEY_SUFFIXES = (".p12", ".pfx")
CERTIFICATE_SUFFIXES = (".pem", ".crt", ".cer")

_FIELD = "kgreport-{number}"
_FIELD_TITLE = "Chữ ký số · Digital signature"


def signed_copy(path: Path) -> Path:
    """Give the place of the signed copy of a PDF; a copy that is signed once more is its own place.

    >>> signed_copy(Path("report.pdf")).name, signed_copy(Path("report.signed.pdf")).name
    ('report.signed.pdf', 'report.signed.pdf')
    """
    return path if path.stem.endswith(SIGNED) else path.with_name(f"{path.stem}{SIGNED}{path.suffix}")


def read_signer(path: Path, password: str) -> SimpleSigner:
    """Read a certificate and its key from a PKCS#12 file.

    Raises
    ------
    SigningError
        It is none, or the password is wrong.
    """
    with needing("pyhanko"):
        from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415
    content = read_small(path)
    try:
        signer: SimpleSigner = SimpleSigner.load_pkcs12_data(content, [], password.encode() or None)
    except (ValueError, AttributeError):  # the second where the file has a certificate without a key
        raise SigningError(
            f"{path}: sai mật khẩu, hoặc tệp không phải PKCS#12 có chứng thư và khóa",
            f"{path}: the password is wrong, or this is no PKCS#12 file with a certificate and its key",
        ) from None
    return signer


def sign_pdf(path: Path, signer: SimpleSigner, *, replace: bool = False) -> Path:
    """Write the signed copy of a PDF beside it, and give its place.

    Parameters
    ----------
    path
        The PDF; a signed copy gets one more signature.
    signer
        The certificate and its key.
    replace
        Whether an earlier signed copy is replaced.

    Raises
    ------
    SigningError
        The file is no PDF, or there is a signed copy already.
    """
    place = signed_copy(path)
    if place != path and place.exists() and not replace:
        raise SigningError(
            f"{place}: đã có; để thêm một chữ ký, hãy ký chính tệp này; để ký lại từ đầu, thêm --force",
            f"{place}: is there already; to add a signature, sign this file; to begin again, add --force",
        )
    signed = with_signature(path.name, read_plain(path), signer)
    with translating_write_errors(place):
        return write_whole(place, signed)


def with_signature(name: str, content: bytes, signer: SimpleSigner) -> bytes:
    """Give the bytes of a PDF with a signature at their end; an error calls it by its name.

    Raises
    ------
    SigningError
        It is no PDF.
    """
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415
    from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter  # noqa: PLC0415
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner  # noqa: PLC0415

    try:
        writer = _writer(content)
        field = _FIELD.format(number=1 + len(writer.prev.embedded_signatures))
        pdf_signer = PdfSigner(
            PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"),
            signer,
            new_field_spec=SigFieldSpec(
                field,
                readable_field_name=_FIELD_TITLE,
                invis_sig_settings=InvisSigSettings(box_out_of_bounds=True),
            ),
        )
        signed: bytes = _in_own_thread(pdf_signer.sign_pdf, writer).getvalue()
    except (PdfError, ValueError) as error:
        raise SigningError(f"{name}: không ký được: {error}", f"{name}: cannot be signed: {error}") from None
    return signed


def _writer(content: bytes) -> Any:
    """Give a writer that adds to a PDF and leaves its metadata and its version as they are.

    pyHanko would name itself as the producer, and write the XMP metadata anew, with the time. For a key of an
    elliptic curve it would call the file a PDF 2.0, which no PDF/A-3 is.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415

    class AddingWriter(IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            pass

        def ensure_output_version(self, version: tuple[int, int]) -> None:
            pass

    return AddingWriter(io.BytesIO(content))


def check_pdf(name: str, content: bytes, certificates: Sequence[bytes]) -> list[FoundSignature]:
    """Check the signatures inside a PDF by certificates that are trusted, or that issued those which are."""
    if SIGNATURE not in content:
        return []
    with needing("pyhanko"):
        from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415
        from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415
        from pyhanko.sign.general import UnacceptableSignerError  # noqa: PLC0415
        from pyhanko.sign.validation.errors import SignatureValidationError  # noqa: PLC0415
    try:
        reader = PdfFileReader(io.BytesIO(content))
        return list(_checked(name, content, reader, certificates))
    except (PdfError, SignatureValidationError, UnacceptableSignerError, ValueError):
        return [FoundSignature(kind="pdf", place=name, state="unreadable")]


def _in_own_thread(do: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """Call a function that starts an event loop, which is refused where one runs, as in Jupyter."""
    with ThreadPoolExecutor(max_workers=1) as threads:
        return threads.submit(do, *given, **named).result()


def _checked(
    name: str, content: bytes, reader: PdfFileReader, certificates: Sequence[bytes]
) -> Iterator[FoundSignature]:
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what it finds is told here
    roots = list(_certificates(certificates))
    for embedded in reader.embedded_signatures:
        context = ValidationContext(trust_roots=roots, allow_fetching=False)
        # its own way of finding what was changed takes 18 s for a report
        status = _in_own_thread(validate_pdf_signature, embedded, context, skip_diff=True)
        end = end_of_signed(embedded)
        whole = end == len(content) or adds_signatures_only(content[:end], content)
        held = status.intact and status.valid and whole
        state: State = "broken" if not held else "valid" if status.trusted else "unknown"
        signer = embedded.signer_cert.subject.native.get("common_name") or "?"
        yield FoundSignature(kind="pdf", place=name, state=state, signer=str(signer))


def read_certificate(path: Path) -> bytes:
    """Read a certificate, PEM or DER.

    Raises
    ------
    SigningError
        The file is none.
    """
    content = read_small(path)
    try:
        found = list(_certificates([content]))
    except ValueError:
        found = []
    if not found:
        raise SigningError(
            f"{path}: không phải chứng thư; cần tệp PEM hoặc DER",
            f"{path}: is no certificate; expected a PEM or DER file",
        )
    return content


def _certificates(stored: Sequence[bytes]) -> Iterator[Any]:
    with needing("pyhanko"):
        from pyhanko.keys import load_certs_from_pemder_data  # noqa: PLC0415
    for one in stored:
        yield from load_certs_from_pemder_data(one)
