"""The key file: two secrets, three copies."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.desk import Desk
from sipdesk.models.errors import StoreDamaged, StoreError, WrongPassphrase
from sipdesk.models.store import keys
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
    code = body + keys._check_letters(body)
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
    data = keys._read(keys.key_file(store))
    for bit in range(0, len(whole) * 8, 61):
        raw = bytearray(whole)
        raw[bit // 8] ^= 1 << bit % 8
        keys.key_file(store).write_bytes(raw)
        assert keys._read(keys.key_file(store)) == data


def test_a_key_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    store, _ = a_store(tmp_path)
    keys.key_file(store).unlink()
    keys.key_file(store).mkdir()
    with pytest.raises(StoreError, match="cannot be read"):
        keys.unlock(store, "sample")


def test_the_default_cost_is_the_one_that_was_chosen() -> None:
    assert keys.Cost() == keys.Cost(memory=64 * 1024, passes=3, lanes=4)
