"""`kgreport sign`: sign files; `kgreport new-key`: make a key for that."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from kgreport.environment import language_of
from kgreport.terms.phrases import Phrase

PASSWORD = "KGREPORT_KEY_PASSWORD"
"""The variable of the environment that may hold the password of a key."""

_WROTE = Phrase("đã ghi {path}", "wrote {path}")
_KEPT = Phrase(
    "{secret} là khóa bí mật: giữ riêng, sao lưu, đừng đưa vào git. Gửi {public} cho người cần kiểm tra.",
    "{secret} is the secret key: keep it to yourself, back it up, leave it out of git. Give {public} "
    "to those who check.",
)

PasswordFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help=f"File whose first line is the key's password; else {PASSWORD}, or a prompt.",
    ),
]


def sign(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files to sign.")],
    key: Annotated[
        Path,
        typer.Option(
            metavar="KEY",
            help="A secret key of minisign; for PDFs, also a certificate and its key: .p12, .pfx.",
        ),
    ],
    password_file: PasswordFile = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the signature of another key, or a signed PDF.")
    ] = False,
) -> None:
    """Sign files: FILE.minisig beside each; with a .p12 key, the signed copy NAME.signed.pdf of each PDF."""
    from kgreport.signing.pdf_signatures import KEY_SUFFIXES  # noqa: PLC0415

    for file in files:
        _refuse_missing(file)
    into_pdf = key.suffix.lower() in KEY_SUFFIXES
    signing = (_into_pdf if into_pdf else _beside)(key, password_file)
    for file in files:
        _say(_WROTE, path=signing(file, replace=force))


def new_key(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The secret key to make, as signing.key.")],
    password_file: PasswordFile = None,
    no_password: Annotated[
        bool, typer.Option("--no-password", help="Protect the key by nothing but the rights of its file.")
    ] = False,
) -> None:
    """Make a key to sign files with: FILE, and FILE with the ending .pub for those who check."""
    from kgreport.signing.detached import make_key  # noqa: PLC0415

    password = "" if no_password else _password(file, password_file, confirm=True)
    secret, public = make_key(file, password)
    for path in (secret, public):
        _say(_WROTE, path=path)
    _say(_KEPT, secret=secret.name, public=public.name)


def _beside(key: Path, password_file: Path | None) -> Callable[..., Path]:
    """Give what signs a file by a key of minisign."""
    from kgreport.signing import detached  # noqa: PLC0415

    secret = detached.read_secret_key(key)
    if secret.is_encrypted():
        detached.unlock(secret, _password(key, password_file), key)
    return partial(detached.sign, key=secret)


def _into_pdf(key: Path, password_file: Path | None) -> Callable[..., Path]:
    """Give what signs a PDF by a certificate."""
    from kgreport.signing import pdf_signatures  # noqa: PLC0415

    signer = pdf_signatures.read_signer(key, _password(key, password_file))
    return partial(pdf_signatures.sign_pdf, signer=signer)


def _password(key: Path, file: Path | None, *, confirm: bool = False) -> str:
    """Give the password of a key: from a file, the environment or the terminal."""
    from kgreport.signing.problems import SigningError, read_small  # noqa: PLC0415

    if file is not None:
        lines = read_small(file).decode(errors="replace").splitlines()
        return lines[0] if lines else ""
    if PASSWORD in os.environ:
        return os.environ[PASSWORD]
    if not sys.stdin.isatty():
        raise SigningError(
            f"{key}: cần mật khẩu: đặt biến {PASSWORD}, hoặc thêm --password-file",
            f"{key}: the password is needed: set {PASSWORD}, or add --password-file",
        )
    asked = Phrase("Mật khẩu của {key}", "Password of {key}").say(language_of(os.environ), key=key.name)
    hidden = partial(typer.prompt, hide_input=True, default="", show_default=False)
    return str(hidden(asked, confirmation_prompt=confirm))


def _refuse_missing(file: Path) -> None:
    from kgreport.signing.problems import SigningError  # noqa: PLC0415

    if not file.is_file():
        raise SigningError(f"{file}: không có tệp này", f"{file}: there is no such file")


def _say(phrase: Phrase, **values: object) -> None:
    typer.echo(phrase.say(language_of(os.environ), **values))
