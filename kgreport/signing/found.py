"""A signature as it was found: whose it is, and whether the file is still what was signed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

from kgreport.terms.phrases import Language, Phrase

State = Literal["valid", "unknown", "broken", "unreadable"]

_WORDS = {
    ("minisign", "valid"): Phrase(
        "chữ ký đúng, bằng khóa {signer}", "the signature is valid, by the key {signer}"
    ),
    ("minisign", "unknown"): Phrase(
        "chưa kiểm tra được: tệp được ký bằng khóa {signer}, chưa có khóa công khai này; "
        "xin người ký tệp .pub, rồi thêm --keys TỆP.pub",
        "not checked: it was signed by the key {signer}, whose public key is not here; "
        "ask the signer for the .pub file, then add --keys FILE.pub",
    ),
    ("minisign", "broken"): Phrase(
        "chữ ký sai: tệp, chữ ký hoặc lời ghi đã bị sửa sau khi ký bằng khóa {signer}",
        "the signature is wrong: file, signature or comment changed after it was signed by the key {signer}",
    ),
    ("pdf", "valid"): Phrase("chữ ký đúng, của {signer}", "the signature is valid, by {signer}"),
    ("pdf", "unknown"): Phrase(
        "tệp không thay đổi từ khi ký, nhưng chứng thư của {signer} chưa được biết hoặc hết hiệu lực; "
        "nếu tin chứng thư này thì thêm --keys TỆP.pem",
        "the file has not changed since it was signed, but the certificate of {signer} is not known or has "
        "expired; if you trust it, add --keys FILE.pem",
    ),
    ("pdf", "broken"): Phrase(
        "chữ ký sai: tệp đã bị sửa sau khi {signer} ký",
        "the signature is wrong: the file changed after {signer} signed it",
    ),
}
_UNREADABLE = Phrase("không đọc được chữ ký", "the signature cannot be read")
_OTHER_NAME = Phrase("; khi ký tệp có tên {name}", "; when it was signed, the file was called {name}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSignature:
    """A signature of a file.

    Attributes
    ----------
    kind
        Whether it lies beside the file, as minisign's, or inside a PDF.
    place
        Name of the file that holds it.
    state
        ``valid``: by somebody trusted, and nothing changed since. ``unknown``: by somebody else. ``broken``:
        something changed since. ``unreadable``: it is no signature.
    signer
        The id of the key, or the name in the certificate.
    signed_name
        The name of the file when it was signed, where that is told and is another.
    """

    kind: Literal["minisign", "pdf"]
    place: str
    state: State
    signer: str = ""
    signed_name: str = ""

    def say(self, language: Language) -> str:
        """Say how the signature stands, and what to do.

        >>> FoundSignature(kind="minisign", place="a.pdf.minisig", state="valid", signer="3D").say("en")
        'a.pdf.minisig: the signature is valid, by the key 3D'
        """
        phrase = _WORDS.get((self.kind, self.state), _UNREADABLE)
        renamed = _OTHER_NAME.say(language, name=self.signed_name) if self.signed_name else ""
        return f"{self.place}: {phrase.say(language, signer=self.signer)}{renamed}"

    def as_dict(self) -> dict[str, str]:
        """Give it as data for JSON."""
        return asdict(self)
