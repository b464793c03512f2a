"""A store in a synced folder, on a network or removable drive: told why not, and moved whole."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from sipdesk.models.desk import Desk
from sipdesk.models.store.placing import NETWORK, REMOVABLE, bad_place, kind_in, synced_by
from tests.builders import PASSPHRASE, a_clock, a_school

MOUNTS = """\
22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
30 22 8:17 / /media/margaret/STICK rw - vfat /dev/sdb1 rw
31 22 0:50 / /home/margaret/School\\040share rw - cifs //server/share rw
32 22 8:33 / /mnt/old rw - vfat /dev/sdc1 rw
"""


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/home/m/OneDrive", "OneDrive"),
        ("/home/m/OneDrive - Kingsmead Council/Desk", "OneDrive"),
        ("/home/m/Dropbox (Personal)", "Dropbox"),
        ("/Users/m/Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("/Users/m/Library/CloudStorage/GoogleDrive-m@example.org", "a synced folder"),
        ("/home/m/Google Drive", "Google Drive"),
        ("/home/m/Nextcloud2", "Nextcloud"),
        ("/home/m/.local/share/SIP Desk", ""),
        ("/home/m/Documents/Boxes", ""),
    ],
)
def test_a_synced_folder_is_known_by_its_name(folder: str, service: str) -> None:
    assert synced_by(Path(folder, "desk.sipdesk")) == service


@pytest.mark.parametrize(
    ("mark", "service"),
    [
        (".dropbox.cache", "Dropbox"),
        (".sync_0a1b2c3d.db", "Nextcloud"),
        (".stfolder", "Syncthing"),
        (".tmp.driveupload", "Google Drive"),
    ],
)
def test_or_by_what_the_service_leaves_there(tmp_path: Path, mark: str, service: str) -> None:
    (tmp_path / mark).touch()
    assert synced_by(tmp_path / "work" / "desk.sipdesk") == service


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/margaret/desk.sipdesk", ""),
        ("/media/margaret/STICK/desk.sipdesk", REMOVABLE),
        ("/home/margaret/School share/desk.sipdesk", NETWORK),
        ("/mnt/old/desk.sipdesk", REMOVABLE),
    ],
)
def test_the_kind_of_drive_is_read_from_the_mounts(path: str, kind: str) -> None:
    assert kind_in(MOUNTS, PurePosixPath(path), lambda device: device == "/dev/sdc1") == kind


@pytest.mark.parametrize(
    ("kind", "words"),
    [(NETWORK, "on a network drive"), (REMOVABLE, "on a removable drive")],
)
def test_why_not_what_is_safe_and_what_to_do_is_said(tmp_path: Path, kind: str, words: str) -> None:
    found = bad_place(tmp_path / "desk.sipdesk", lambda _: kind)
    assert found is not None
    assert words in found.words
    assert "Everything up to now is safe" in found.words
    assert "Move it to this computer's own folder" in found.words


def test_a_desk_in_its_own_folder_is_left_in_peace(tmp_path: Path) -> None:
    assert bad_place(tmp_path / "desk.sipdesk", lambda _: "") is None


def test_a_desk_moves_whole_and_the_old_file_is_kept(desk: Desk, tmp_path: Path) -> None:
    a_school(desk, "Kingsmead School")
    before, old = desk.store.fingerprint(), desk.store.path
    moved = desk.move(tmp_path / "own")
    assert moved.desk.store.path == tmp_path / "own" / "desk.sipdesk"
    assert moved.desk.store.fingerprint() == before
    a_school(moved.desk, "Northgate High")
    moved.desk.close()
    assert not old.exists()
    assert moved.kept is not None
    kept = Desk.open(moved.kept, PASSPHRASE, clock=a_clock())
    assert kept.store.fingerprint() == before
    kept.close()
    Desk.open(tmp_path / "own" / "desk.sipdesk", PASSPHRASE, clock=a_clock()).close()


def test_it_takes_the_place_of_no_other_desk(desk: Desk, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "desk.sipdesk").write_text("another")
    moved = desk.move(own)
    assert moved.desk.store.path.name == "desk 2.sipdesk"
    assert (own / "desk.sipdesk").read_text() == "another"
    moved.desk.close()
