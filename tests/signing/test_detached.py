"""Detached signatures are those of minisign: either side checks what the other signed."""

from __future__ import annotations

import stat
from pathlib import Path

import minisign
import pytest

from kgreport.errors import SigningError
from kgreport.signing import detached
from kgreport.signing.checking import signatures_of

PUBLIC = b"""untrusted comment: minisign public key F4B86986CF335B37
RWQ3WzPPhmm49A8/Q1hK8cJLWYV3N4DDqx5EfbRhrC2HUY7EkwgL00Ot
"""
OF_X = """untrusted comment: signature from minisign secret key
RUQ3WzPPhmm49DL99lDQERCl9QGOVoTrUk78UHYzzQGkXBgMaj9zIgYI/tmnSXiGdLJb2Pryx4GVm0skvSoIpd0lr3cDSoBGtQ0=
trusted comment: timestamp:1795830709	file:báo cáo.txt	hashed
DZEhCQMUrVGJ8gUx6ikUc2jaGVJdGXTMZ6PN595UnyaKKW0V2zDWP+/og7Q/quQVa/PQD0SdyVfRsO9bLUxZCQ==
"""
"""What the program minisign 0.11 wrote for a file that holds the letter x."""


@pytest.fixture
def by_minisign(tmp_path: Path) -> Path:
    """Give a file that the program minisign signed."""
    file = tmp_path / "báo cáo.txt"
    file.write_bytes(b"x")
    detached.signature_file(file).write_text(OF_X, "utf-8", newline="\n")
    return file


@pytest.fixture(scope="module")
def pair() -> minisign.KeyPair:
    return minisign.KeyPair.generate()


@pytest.fixture
def signed(tmp_path: Path, pair: minisign.KeyPair) -> Path:
    """Give a file that was signed here."""
    file = tmp_path / "báo cáo 2018.pdf"
    file.write_bytes(b"%PDF")
    detached.sign(file, pair.secret_key)
    return file


def state_of(file: Path, *keys: minisign.PublicKey) -> tuple[str, str]:
    """Give how the only signature of a file stands, and the name that the file had."""
    trusted = [file.with_name(f"{number}.pub") for number in range(len(keys))]
    for place, key in zip(trusted, keys, strict=True):
        place.write_bytes(bytes(key))
    [found] = signatures_of(file, trusted)
    return found.state, found.signed_name


def test_a_signature_of_the_program_minisign_is_valid(by_minisign: Path) -> None:
    key = minisign.PublicKey.from_bytes(PUBLIC)
    assert state_of(by_minisign, key) == ("valid", "")


def test_a_file_that_was_changed_since_is_not_what_was_signed(by_minisign: Path) -> None:
    by_minisign.write_bytes(b"y")
    assert state_of(by_minisign, minisign.PublicKey.from_bytes(PUBLIC)) == ("broken", "")


def test_a_comment_that_was_changed_since_is_not_what_was_signed(by_minisign: Path) -> None:
    place = detached.signature_file(by_minisign)
    place.write_text(OF_X.replace("báo cáo", "biên bản"), "utf-8")
    assert state_of(by_minisign, minisign.PublicKey.from_bytes(PUBLIC)) == ("broken", "")


def test_a_signature_by_a_key_that_is_not_known_is_neither_valid_nor_wrong(by_minisign: Path) -> None:
    assert state_of(by_minisign) == ("unknown", "")
    [found] = signatures_of(by_minisign)
    assert found.signer == "F4B86986CF335B37"
    assert "--keys" in found.say("vi")


def test_what_is_signed_here_the_library_of_minisign_accepts(signed: Path, pair: minisign.KeyPair) -> None:
    pair.public_key.verify_file(signed)


def test_the_same_file_and_key_give_the_same_signature(signed: Path, pair: minisign.KeyPair) -> None:
    place = detached.signature_file(signed)
    first = place.read_bytes()
    assert detached.sign(signed, pair.secret_key) == place
    assert place.read_bytes() == first


def test_a_file_that_was_renamed_is_told_its_former_name(signed: Path, pair: minisign.KeyPair) -> None:
    assert state_of(signed, pair.public_key) == ("valid", "")
    renamed = signed.with_name("2019.pdf")
    signed.rename(renamed)
    detached.signature_file(signed).rename(detached.signature_file(renamed))
    assert state_of(renamed, pair.public_key) == ("valid", "báo cáo 2018.pdf")


def test_the_signature_of_another_key_is_not_replaced(signed: Path, pair: minisign.KeyPair) -> None:
    before = detached.signature_file(signed).read_bytes()
    other = minisign.KeyPair.generate().secret_key

    with pytest.raises(SigningError, match="--force"):
        detached.sign(signed, other)
    assert detached.signature_file(signed).read_bytes() == before

    detached.sign(signed, other, replace=True)
    assert state_of(signed, other.get_public_key()) == ("valid", "")


def test_a_file_of_that_name_that_is_no_signature_is_kept(signed: Path, pair: minisign.KeyPair) -> None:
    place = detached.signature_file(signed)
    place.write_text("notes", "utf-8")

    with pytest.raises(SigningError, match="no signature of minisign"):
        detached.sign(signed, pair.secret_key)
    assert state_of(signed, pair.public_key) == ("unreadable", "")
    assert place.read_text("utf-8") == "notes"


def test_a_file_without_a_signature_has_none(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>", "utf-8")
    assert signatures_of(tmp_path / "a.html") == []


def test_a_key_is_locked_by_its_password_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    secret, public = detached.make_key(tmp_path / "keys/signing.key", "mật khẩu")

    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    key = detached.read_secret_key(secret)
    with pytest.raises(SigningError, match="password is wrong"):
        detached.unlock(key, "mat khau", secret)
    detached.unlock(key, "mật khẩu", secret)
    assert bytes(detached.read_public_key(public)) == bytes(key.get_public_key())


def test_no_key_is_overwritten(tmp_path: Path) -> None:
    made = detached.make_key(tmp_path / "signing.key", "")
    made[0].unlink()
    before = made[1].read_bytes()

    with pytest.raises(SigningError, match=r"signing\.pub: is there already"):
        detached.make_key(tmp_path / "signing.key", "")
    assert made[1].read_bytes() == before
    assert not made[0].exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", PUBLIC, b"\xff" * 70_000])
def test_what_is_no_secret_key_is_refused_by_name(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.key").write_bytes(content)
    with pytest.raises(SigningError, match=r"a\.key: (is no secret key|has more than)"):
        detached.read_secret_key(tmp_path / "a.key")


def test_a_folder_of_keys_is_trusted_as_a_whole(
    by_minisign: Path, pair: minisign.KeyPair, tmp_path: Path
) -> None:
    keys = tmp_path / "trusted"
    keys.mkdir()
    (keys / "a.pub").write_bytes(bytes(pair.public_key))
    (keys / "b.pub").write_bytes(PUBLIC.splitlines()[1])
    (keys / "signing.key").write_bytes(b"secret")

    assert [found.state for found in signatures_of(by_minisign, [keys])] == ["valid"]
    with pytest.raises(SigningError, match="no public key"):
        signatures_of(by_minisign, [keys / "signing.key"])


def test_without_a_word_the_folder_keys_is_trusted(
    by_minisign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(by_minisign.parent)
    assert [found.state for found in signatures_of(by_minisign)] == ["unknown"]
    Path("keys").mkdir()
    Path("keys/a.pub").write_bytes(PUBLIC)
    assert [found.state for found in signatures_of(by_minisign)] == ["valid"]


def test_keys_are_read_only_where_there_is_a_signature(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A damaged key in the folder stops nobody who checks a file without signatures."""
    monkeypatch.chdir(tmp_path)
    for name in ("keys/a.pub", "a.html"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("damaged", "utf-8")
    assert signatures_of(Path("a.html")) == []
    with pytest.raises(SigningError, match="no public key"):
        signatures_of(Path("a.html"), [Path("keys")])
