"""The key file: two secrets, three copies."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import tempfile
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.desk import Desk
from sipdesk.models.errors import (
    BadValue,
    StoreDamaged,
    StoreError,
    StoreNotWritable,
    WrongPassphrase,
)
from sipdesk.models.store import key_file, keys, recovery_code
from sipdesk.models.store.keys import Cost
from tests.builders import LIGHT, a_clock


def a_store(folder: Path, passphrase: str = "sample") -> tuple[Path, str]:
    desk, code = Desk.create(folder / "desk.sipdesk", passphrase, clock=a_clock(), cost=LIGHT)
    desk.close()
    return desk.store.path, code


def lines_of(store: Path) -> list[bytes]:
    return keys.key_file(store).read_bytes().splitlines(keepends=True)


@pytest.mark.parametrize("typed", [str, str.lower, lambda c: c.replace(" ", ""), "  {}\n".format])
def test_the_recovery_code_opens_however_it_is_typed(tmp_path: Path, typed: object) -> None:
    store, code = a_store(tmp_path)
    assert callable(typed)
    Desk.open(store, typed(code), clock=a_clock()).close()


def test_a_slip_in_the_recovery_code_is_noticed() -> None:
    body = "ABCDEFGHJKMNPRSTVWXYABCDEFGHJK"
    code = body + recovery_code.check_letters(body)
    assert keys.read_recovery_code(code) == code
    for at, letter in enumerate(code):
        other = "A" if letter != "A" else "B"
        assert keys.read_recovery_code(code[:at] + other + code[at + 1 :]) is None


def test_another_stores_recovery_code_does_not_open(tmp_path: Path) -> None:
    store, _ = a_store(tmp_path)
    with pytest.raises(WrongPassphrase):
        keys.unlock(store, keys.new_recovery_code())


@given(st.text(max_size=200))
def test_no_text_is_too_strange_to_be_asked_whether_it_is_a_code(typed: str) -> None:
    keys.read_recovery_code(typed)


@pytest.mark.parametrize("passphrase", ["", " ", "naïve café", "日本語", "x" * 5000, "\ud800"])
def test_any_passphrase_opens_what_it_closed(tmp_path: Path, passphrase: str) -> None:
    store, _ = a_store(tmp_path, passphrase)
    assert keys.unlock(store, passphrase)
    with pytest.raises(WrongPassphrase):
        keys.unlock(store, passphrase + "!")


def test_accents_may_be_typed_either_way(tmp_path: Path) -> None:
    store, _ = a_store(tmp_path, unicodedata.normalize("NFC", "naïve café"))
    assert keys.unlock(store, unicodedata.normalize("NFD", "naïve café"))


def test_a_new_passphrase_rewraps_and_re_encrypts_nothing(tmp_path: Path) -> None:
    store, code = a_store(tmp_path)
    before = store.read_bytes()
    data = keys.unlock(store, "sample")
    keys.change_passphrase(store, data, "another", LIGHT)
    assert store.read_bytes() == before
    assert keys.unlock(store, "another") == data == keys.unlock(store, code)
    with pytest.raises(WrongPassphrase):
        keys.unlock(store, "sample")


@pytest.mark.parametrize("damaged", [(0,), (1,), (2,), (0, 1), (0, 2), (1, 2)])
def test_one_good_copy_is_enough(tmp_path: Path, damaged: tuple[int, ...]) -> None:
    store, code = a_store(tmp_path)
    lines = lines_of(store)
    assert len(lines) == keys.COPIES
    for n in damaged:
        lines[n] = lines[n][:40] + b"!" + lines[n][41:]
    keys.key_file(store).write_bytes(b"".join(lines))
    assert keys.unlock(store, "sample") == keys.unlock(store, code)


def test_a_file_cut_short_still_opens_while_a_copy_is_whole(tmp_path: Path) -> None:
    store, _ = a_store(tmp_path)
    keys.key_file(store).write_bytes(b"".join(lines_of(store))[: len(lines_of(store)[0]) + 50])
    assert keys.unlock(store, "sample")


@pytest.mark.parametrize("left", [b"", b"\0" * 2000, b"sipdesk-keys-1 a b\n" * 3])
def test_no_good_copy_is_said(tmp_path: Path, left: bytes) -> None:
    store, _ = a_store(tmp_path)
    keys.key_file(store).write_bytes(left)
    with pytest.raises(StoreDamaged, match="All three copies") as refused:
        keys.unlock(store, "sample")
    assert "store itself has not been touched" in refused.value.safe


def test_no_single_flipped_bit_locks_anyone_out(tmp_path: Path) -> None:
    store, _ = a_store(tmp_path)
    whole = keys.key_file(store).read_bytes()
    data = key_file.read(keys.key_file(store))
    for bit in range(0, len(whole) * 8, 61):
        raw = bytearray(whole)
        raw[bit // 8] ^= 1 << bit % 8
        keys.key_file(store).write_bytes(raw)
        assert key_file.read(keys.key_file(store)) == data


def test_a_key_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    store, _ = a_store(tmp_path)
    keys.key_file(store).unlink()
    keys.key_file(store).mkdir()
    with pytest.raises(StoreError, match="cannot be read"):
        keys.unlock(store, "sample")


def test_the_default_cost_is_the_one_that_was_chosen() -> None:
    assert keys.Cost() == keys.Cost(memory=64 * 1024, passes=3, lanes=4)


# --- what is damaged is mended, and what is forged is not paid for


def test_a_damaged_copy_is_written_anew_at_the_next_opening(tmp_path: Path) -> None:
    store, code = a_store(tmp_path)
    whole = keys.key_file(store).read_bytes()
    keys.key_file(store).write_bytes(whole[:200] + b"?" + whole[201:])
    with pytest.raises(WrongPassphrase):
        Desk.open(store, "wrong", clock=a_clock())
    assert keys.key_file(store).read_bytes() != whole
    Desk.open(store, code, clock=a_clock()).close()
    assert keys.key_file(store).read_bytes() == whole


def test_a_copy_that_cannot_be_mended_now_is_no_reason_not_to_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, _ = a_store(tmp_path)
    spoilt = b"x" + keys.key_file(store).read_bytes()[1:]
    keys.key_file(store).write_bytes(spoilt)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(key_file, "write", full)
    Desk.open(store, "sample", clock=a_clock()).close()
    assert keys.key_file(store).read_bytes() == spoilt


@pytest.mark.parametrize(
    "cost",
    [Cost(2**30, 3, 4), Cost(64, 10**6, 1), Cost(64, 1, 1000), Cost(8, 1, 2), Cost(64, 0, 1)],
)
def test_a_forged_header_is_not_paid_for(tmp_path: Path, cost: Cost) -> None:
    store, _ = a_store(tmp_path)
    forged = [replace(wrap, cost=cost) for wrap in key_file.read(keys.key_file(store))]
    keys.key_file(store).write_bytes(key_file.as_bytes(forged))
    with pytest.raises(StoreDamaged, match="All three copies"):
        keys.unlock(store, "sample")


def test_a_forged_header_does_not_make_a_guess_dear_by_many_wraps(tmp_path: Path) -> None:
    store, _ = a_store(tmp_path)
    wraps = key_file.read(keys.key_file(store))
    keys.key_file(store).write_bytes(key_file.as_bytes(wraps * 100))
    with pytest.raises(StoreDamaged):
        keys.unlock(store, "wrong")


@given(st.text(max_size=60), st.binary(max_size=200))
def test_no_header_is_too_strange_to_be_refused(words: str, raw: bytes) -> None:
    path = Path(tempfile.gettempdir()) / f"sipdesk-strange-{os.getpid()}.keys"
    for body in (base64.b64encode(words.encode("utf-8", "surrogatepass")), raw.replace(b"\n", b"")):
        sealed = b" ".join((b"sipdesk-keys-1", body, hashlib.sha256(body).hexdigest().encode()))
        path.write_bytes(sealed + b"\n")
        with pytest.raises(StoreDamaged):
            key_file.read(path)
    path.unlink()


# --- other secrets


def test_the_code_lets_one_choose_a_new_passphrase(tmp_path: Path) -> None:
    store, code = a_store(tmp_path)
    desk = Desk.open(store, code, clock=a_clock())
    desk.change_passphrase(code, "remembered", LIGHT)
    desk.close()
    assert opens(store, "remembered")
    assert opens(store, code)
    assert not opens(store, "sample")


def test_a_new_passphrase_needs_the_present_one(tmp_path: Path) -> None:
    store, _ = a_store(tmp_path)
    before = keys.key_file(store).read_bytes()
    desk = Desk.open(store, "sample", clock=a_clock())
    with pytest.raises(WrongPassphrase):
        desk.change_passphrase("wrong", "mine", LIGHT)
    with pytest.raises(BadValue):
        desk.change_passphrase("sample", "", LIGHT)
    desk.close()
    assert keys.key_file(store).read_bytes() == before


def test_a_new_code_ends_the_old_one(tmp_path: Path) -> None:
    store, old = a_store(tmp_path)
    desk = Desk.open(store, "sample", clock=a_clock())
    with pytest.raises(BadValue, match="recovery code"):
        desk.new_recovery_code(old, LIGHT)
    new = desk.new_recovery_code("sample", LIGHT)
    desk.close()
    assert new != old
    assert opens(store, new)
    assert opens(store, "sample")
    assert not opens(store, old)


CHANGES = {
    "passphrase": lambda desk: desk.change_passphrase("sample", "mine", LIGHT),
    "code": lambda desk: desk.new_recovery_code("sample", LIGHT),
}


@pytest.mark.parametrize("lost", [0, -1])
@pytest.mark.parametrize("change", CHANGES)
def test_what_does_not_read_back_does_not_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str, lost: int
) -> None:
    """A disk that loses one of the two wraps: the old key file stays, whole."""
    store, _ = a_store(tmp_path)
    before = keys.key_file(store).read_bytes()
    desk = Desk.open(store, "sample", clock=a_clock())
    as_bytes = key_file.as_bytes
    monkeypatch.setattr(key_file, "as_bytes", lambda wraps: as_bytes([wraps[lost]]))
    monkeypatch.setattr(key_file, "is_whole", lambda _: True)
    with pytest.raises(StoreNotWritable, match="does not read back"):
        CHANGES[change](desk)
    desk.close()
    assert keys.key_file(store).read_bytes() == before
    assert [f.name for f in store.parent.glob(".*")] == []


def bad_disk(*_: object) -> None:
    raise OSError(5, "Input/output error")


def test_a_passphrase_that_was_changed_is_not_said_to_be_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk took the new key file, and only did not say that it will last."""
    store, code = a_store(tmp_path)
    monkeypatch.setattr(key_file, "sync_folder", bad_disk)
    with pytest.raises(StoreNotWritable, match="was changed, but the disk did not") as told:
        keys.change_passphrase(store, keys.unlock(store, "sample"), "mine", LIGHT)
    assert "new passphrase opens" in told.value.safe
    assert opens(store, "mine")
    assert opens(store, code)
    assert not opens(store, "sample")


def test_a_code_that_is_the_only_one_is_shown_whatever_the_disk_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, old = a_store(tmp_path)
    desk = Desk.open(store, "sample", clock=a_clock())
    monkeypatch.setattr(key_file, "sync_folder", bad_disk)
    with pytest.raises(StoreNotWritable, match="was changed, but the disk did not") as told:
        desk.new_recovery_code("sample", LIGHT)
    desk.close()
    [code] = re.findall(r"[A-Z]{4}(?: [A-Z]{4}){7}", told.value.safe)
    assert opens(store, code)
    assert not opens(store, old)


def test_the_keychain_is_let_in_and_out_whatever_the_disk_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, _ = a_store(tmp_path)
    monkeypatch.setattr(key_file, "sync_folder", bad_disk)
    secret = keys.add_keychain(store, keys.unlock(store, "sample"))
    assert opens(store, secret)
    keys.drop_keychain(store)
    assert not opens(store, secret)


def opens(store: Path, secret: str) -> bool:
    try:
        keys.unlock(store, secret)
    except WrongPassphrase:
        return False
    return True
