"""Detached signatures as minisign makes them: the file ``NAME.minisig`` beside a file.

Only this module uses the library `minisign`. Anybody can check such a signature with the program minisign:
``minisign -Vm report.pdf -p signing.pub``. The same file and key give the same signature.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from kgreport.signing.found import FoundSignature, State
from kgreport.signing.problems import SigningError, needing, read_small
from kgreport.whole_files import open_plain, translating_write_errors, write_whole

if TYPE_CHECKING:
    from minisign import PublicKey, SecretKey, Signature

SUFFIX = ".minisig"
PUBLIC_SUFFIX = ".pub"

_PUBLIC_LENGTH = 56
"""Letters of a public key, which its file has in its second line."""


def signature_file(path: Path) -> Path:
    """Give the place of the detached signature of a file.

    >>> signature_file(Path("2018/report.pdf")).as_posix()
    '2018/report.pdf.minisig'
    """
    return path.with_name(path.name + SUFFIX)


def make_key(path: Path, password: str) -> list[Path]:
    """Make a secret key and, beside it, the public key that others check with; neither file may be there.

    Parameters
    ----------
    path
        Where the secret key goes; only its owner may read it.
    password
        What protects it; empty for none.

    Raises
    ------
    SigningError
        A file of that name is there.
    """
    minisign = _library()
    public = path.with_suffix(PUBLIC_SUFFIX)
    for one in (path, public):
        if os.path.lexists(one):
            raise SigningError(
                f"{one}: tệp đã có; không khóa nào bị ghi đè, hãy chọn tên khác",
                f"{one}: is there already; no key is overwritten, choose another name",
            )
    pair = minisign.KeyPair.generate()
    made = bytes(pair.public_key)
    with pair.secret_key as secret:
        if password:
            secret.encrypt(password)
        with translating_write_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_secret(path, bytes(secret) + b"\n")
            write_whole(public, made + b"\n")
    return [path, public]


def _write_secret(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(file, "wb") as opened:
            opened.write(content)
    except OSError:
        path.unlink()
        raise


def read_secret_key(path: Path) -> SecretKey:
    """Read a secret key; it may be locked by a password: see `unlock`.

    Raises
    ------
    SigningError
        The file is none.
    """
    minisign = _library()
    try:
        return minisign.SecretKey.from_bytes(read_small(path))
    except minisign.ParseError:
        raise SigningError(
            f"{path}: không phải khóa bí mật của minisign; kgreport new-key TỆP tạo một khóa",
            f"{path}: is no secret key of minisign; kgreport new-key FILE makes one",
        ) from None


def unlock(key: SecretKey, password: str, path: Path) -> None:
    """Unlock a secret key by its password.

    Raises
    ------
    SigningError
        It is the wrong one.
    """
    try:
        key.decrypt(password)
    except _library().Error:
        raise SigningError(f"{path}: sai mật khẩu", f"{path}: the password is wrong") from None


def sign(path: Path, key: SecretKey, *, replace: bool = False) -> Path:
    """Write the detached signature of a file beside it, and give its place.

    Parameters
    ----------
    path
        The file.
    key
        A key that is unlocked.
    replace
        Whether a signature by another key is replaced.

    Raises
    ------
    SigningError
        Another key signed the file before.
    """
    place = signature_file(path)
    if not replace:
        _refuse_other(place, key)
    with open_plain(path) as file:
        signed = key.sign(file, trusted_comment=f"file:{quote(path.name, safe=' +,()')}\thashed")
    with translating_write_errors(place):
        return write_whole(place, bytes(signed) + b"\n")


def check(path: Path, public_keys: Sequence[PublicKey]) -> FoundSignature | None:
    """Check the detached signature of a file by the public keys known; None where it has none."""
    place = signature_file(path)
    if not place.exists():
        return None
    try:
        signature = _library().Signature.from_bytes(read_small(place))
    except _library().ParseError:
        return FoundSignature(kind="minisign", place=place.name, state="unreadable")
    signer = id_of(bytes(signature))
    keys = [key for key in public_keys if id_of(bytes(key)) == signer]
    state: State = "unknown" if not keys else "broken"
    if any(_is_by(path, signature, key) for key in keys):
        state = "valid"
    named = signature.trusted_comment.partition("file:")[2].partition("\t")[0]
    renamed = state == "valid" and path.name not in (named, unquote(named))
    return FoundSignature(
        kind="minisign",
        place=place.name,
        state=state,
        signer=signer,
        signed_name=unquote(named) if renamed else "",
    )


def read_public_key(path: Path) -> PublicKey:
    """Read a public key: the file that minisign writes, or its second line alone.

    Raises
    ------
    SigningError
        The file is none.
    """
    minisign = _library()
    content = read_small(path).strip()
    with suppress(minisign.ParseError):
        whole = b"\n" in content
        return minisign.PublicKey.from_bytes(content) if whole else minisign.PublicKey.from_base64(content)
    raise SigningError(
        f"{path}: không phải khóa công khai của minisign; cần tệp .pub, dòng 2 có {_PUBLIC_LENGTH} ký tự",
        f"{path}: is no public key of minisign; expected a .pub file with {_PUBLIC_LENGTH} letters in line 2",
    )


def id_of(written: bytes) -> str:
    r"""Give the id of the key in a public key or a signature, as minisign prints it.

    >>> id_of(b"untrusted comment: of a test\nRWQ3WzPPhmm49A8/Q1hK8cJLWYV3N4DDqx5EfbRhrC2HUY7EkwgL00Ot")
    'F4B86986CF335B37'
    """
    return base64.b64decode(written.splitlines()[1])[9:1:-1].hex().upper()


def _is_by(path: Path, signature: Signature, key: PublicKey) -> bool:
    """Whether a key signed this file as it is now."""
    with open_plain(path) as file:
        try:
            key.verify(file, signature)
        except _library().VerifyError:
            return False
    return True


def _refuse_other(place: Path, key: SecretKey) -> None:
    """Refuse to replace the signature of another key, which its owner alone can make again."""
    if not place.exists():
        return
    minisign = _library()
    with suppress(minisign.ParseError):
        signer = id_of(bytes(minisign.Signature.from_bytes(read_small(place))))
        own = id_of(bytes(key.get_public_key()))
        if signer == own:
            return
        raise SigningError(
            f"{place}: là chữ ký bằng khóa khác ({signer}, chứ không {own}); chuyển tệp đi hoặc thêm --force",
            f"{place}: is the signature of another key ({signer}, not {own}); move it away, or add --force",
        )
    raise SigningError(
        f"{place}: không phải chữ ký của minisign nên không bị ghi đè; chuyển tệp đó đi, hoặc thêm --force",
        f"{place}: is no signature of minisign, so it is not replaced; move it away, or add --force",
    )


def _library() -> Any:
    with needing("py-minisign"):
        import minisign  # noqa: PLC0415
    return minisign
