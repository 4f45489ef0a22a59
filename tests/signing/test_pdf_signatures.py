"""A signature in a PDF is added to it: what was published stays, and stays for archives and for everyone."""

from __future__ import annotations

import asyncio
import datetime
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

from kgreport.errors import SigningError
from kgreport.publish.diagnostics import Fragment
from kgreport.publish.prepared.documents import Document
from kgreport.publish.typesetting import typeset
from kgreport.signing import pdf_signatures
from kgreport.signing.additions import without_signatures
from kgreport.signing.checking import signatures_of

NAME = "Văn phòng Tỉnh ủy (thử)"


@pytest.fixture(scope="module")
def certificate() -> tuple[bytes, bytes]:
    """Make a certificate to test with: the PKCS#12 file, whose password is 'secret', and the PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    no_use = ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign")
    not_for = dict.fromkeys((*no_use, "encipher_only", "decipher_only"), False)
    usage = x509.KeyUsage(digital_signature=True, content_commitment=True, **not_for)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
        .not_valid_after(datetime.datetime(2120, 1, 1, tzinfo=datetime.UTC))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    stored = pkcs12.serialize_key_and_certificates(b"a", key, made, None, BestAvailableEncryption(b"secret"))
    return stored, made.public_bytes(Encoding.PEM)


@pytest.fixture(scope="module")
def signer(certificate: tuple[bytes, bytes], tmp_path_factory: pytest.TempPathFactory) -> Any:
    file = tmp_path_factory.mktemp("key") / "a.p12"
    file.write_bytes(certificate[0])
    return pdf_signatures.read_signer(file, "secret")


@pytest.fixture(scope="module")
def published() -> bytes:
    """Give a published PDF of one page."""
    document = Document(title="Báo cáo năm 2018", language="vi")
    return typeset(document, [Fragment(place="1", markup="53.812 đảng viên.")])


@pytest.fixture(scope="module")
def signed(published: bytes, signer: Any) -> bytes:
    return pdf_signatures.with_signature("a.pdf", published, signer)


@pytest.fixture(scope="module")
def state_of(certificate: tuple[bytes, bytes]) -> Callable[[bytes], list[str]]:
    """Give a function that checks a PDF by the certificate."""

    def states(content: bytes) -> list[str]:
        return [found.state for found in pdf_signatures.check_pdf("a.pdf", content, [certificate[1]])]

    return states


def with_other_words(pdf: bytes) -> bytes:
    """Add a page's new content to a PDF, as an editor saves it."""
    from pyhanko.pdf_utils.generic import StreamObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer: Any = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page, _ = writer.find_page_for_modification(0)
    page.get_object()["/Contents"] = writer.add_object(StreamObject(stream_data=b"q Q"))
    writer.mark_update(page)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_all_bytes_that_were_published_stay(published: bytes, signed: bytes) -> None:
    assert signed.startswith(published)
    assert without_signatures(signed) == published
    assert without_signatures(published) == published


def test_a_signed_pdf_is_still_for_archives_and_for_everyone(published: bytes, signed: bytes) -> None:
    """The metadata stay; the field has a name that is read out, is printed, and lies outside the page."""
    with pikepdf.open(io.BytesIO(published)) as before, pikepdf.open(io.BytesIO(signed)) as after:
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert after.docinfo == before.docinfo
        assert (after.pdf_version, "/Version" in after.Root) == ("1.7", False)
        [field] = after.Root.AcroForm.Fields
        assert str(field.TU) == "Chữ ký số · Digital signature"
        assert [float(side) for side in field.Rect] == [-9999] * 4
        assert int(field.F) & 0b111 == 0b100
        assert after.pages[0].Tabs == pikepdf.Name.S
        assert "/NeedAppearances" not in after.Root.AcroForm
        assert after.Root.StructTreeRoot.objgen == before.Root.StructTreeRoot.objgen


def test_a_signature_is_valid_by_a_certificate_that_is_trusted(
    signed: bytes, state_of: Callable[[bytes], list[str]]
) -> None:
    assert state_of(signed) == ["valid"]
    [found] = pdf_signatures.check_pdf("a.pdf", signed, [])
    assert (found.state, found.signer) == ("unknown", NAME)


def test_a_second_signature_leaves_the_first_valid(
    published: bytes, signed: bytes, signer: Any, state_of: Callable[[bytes], list[str]]
) -> None:
    twice = pdf_signatures.with_signature("a.pdf", signed, signer)
    assert state_of(twice) == ["valid", "valid"]
    assert without_signatures(twice) == published


@pytest.mark.parametrize(
    "change",
    [
        lambda pdf: pdf[:800] + bytes([pdf[800] ^ 1]) + pdf[801:],
        lambda pdf: pdf + b"\n% later",
        with_other_words,
    ],
    ids=["one byte", "more bytes", "other words"],
)
def test_a_pdf_that_was_changed_since_is_not_what_was_signed(
    change: Callable[[bytes], bytes],
    signed: bytes,
    published: bytes,
    state_of: Callable[[bytes], list[str]],
) -> None:
    changed = change(signed)
    assert state_of(changed) in (["broken"], ["unreadable"])
    assert without_signatures(changed) != published


def test_other_words_that_are_signed_are_not_what_was_published(
    published: bytes, signer: Any, state_of: Callable[[bytes], list[str]]
) -> None:
    """Anybody may sign what they changed; the signature is theirs, and the file not the published one."""
    theirs = pdf_signatures.with_signature("a.pdf", with_other_words(published), signer)
    assert state_of(theirs) == ["valid"]
    assert without_signatures(theirs) == theirs


def test_the_signed_copy_lies_beside_and_is_replaced_on_demand_alone(
    published: bytes, signer: Any, certificate: tuple[bytes, bytes], tmp_path: Path
) -> None:
    report = tmp_path / "report.pdf"
    report.write_bytes(published)
    (tmp_path / "office.pem").write_bytes(certificate[1])

    copy = pdf_signatures.sign_pdf(report, signer)

    assert (copy.name, report.read_bytes()) == ("report.signed.pdf", published)
    with pytest.raises(SigningError, match="--force"):
        pdf_signatures.sign_pdf(report, signer)
    assert pdf_signatures.sign_pdf(copy, signer) == copy
    assert [found.state for found in signatures_of(copy, [tmp_path])] == ["valid", "valid"]
    pdf_signatures.sign_pdf(report, signer, replace=True)
    assert len(signatures_of(copy)) == 1


def test_a_wrong_password_and_what_is_no_pdf_are_told(
    certificate: tuple[bytes, bytes], signer: Any, tmp_path: Path
) -> None:
    (tmp_path / "a.p12").write_bytes(certificate[0])
    with pytest.raises(SigningError, match=r"a\.p12: the password is wrong"):
        pdf_signatures.read_signer(tmp_path / "a.p12", "other")
    with pytest.raises(SigningError, match=r"a\.html: cannot be signed"):
        pdf_signatures.with_signature("a.html", b"<html>", signer)
    (tmp_path / "a.pem").write_bytes(b"no certificate")
    with pytest.raises(SigningError, match=r"a\.pem: is no certificate"):
        signatures_of(tmp_path / "report.pdf", [tmp_path / "a.pem"])


def test_a_pdf_is_signed_and_checked_where_an_event_loop_runs_as_in_jupyter(
    published: bytes, signer: Any, state_of: Callable[[bytes], list[str]]
) -> None:
    async def cell() -> list[str]:
        return state_of(pdf_signatures.with_signature("a.pdf", published, signer))

    with ThreadPoolExecutor(1) as threads:  # a browser of other tests may have a loop in this one
        assert threads.submit(lambda: asyncio.run(cell())).result() == ["valid"]
