"""Where a store lies: in a synced folder or on a drive of others it is not safe, and one is told.

A synced folder sends a file away while it is being written and may put an older one back; on a
network or removable drive a write may be lost, and a lock not seen by another computer.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

_SYNCED_FOLDERS = (
    ("OneDrive", r"onedrive( -.*)?"),
    ("Dropbox", r"dropbox( \(.*\))?"),
    ("iCloud", r"icloud ?drive|mobile documents|com~apple~clouddocs"),
    ("Google Drive", r"google ?drive( - .*)?|googledrive-.*"),
    ("Nextcloud", r"nextcloud.*"),
    ("ownCloud", r"owncloud.*"),
    ("Box", r"box( sync)?|box-box"),
    ("pCloud", r"pcloud ?drive"),
    ("a synced folder", r"cloudstorage"),
)
_MARKS = (
    ("Dropbox", (".dropbox", ".dropbox.cache")),
    ("Nextcloud", (".nextcloudsync.log",)),
    ("ownCloud", (".owncloudsync.log",)),
    ("Google Drive", (".tmp.drivedownload", ".tmp.driveupload")),
    ("Syncthing", (".stfolder",)),
)
_SYNC_BASE = re.compile(r"\._?sync_[0-9a-f]+\.db")  # Nextcloud's and ownCloud's own
NETWORK, REMOVABLE = "network", "removable"
_NETWORKED = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "fuse.sshfs", "fuse.davfs2"}
_WINDOWS_REMOVABLE, _WINDOWS_REMOTE = 2, 4

DriveKind = Callable[[Path], str]  # NETWORK, REMOVABLE or ""


@dataclass(frozen=True, slots=True)
class BadPlace:
    """Why a store should not lie where it does."""

    where: str
    why: str

    @property
    def words(self) -> str:
        return (
            f"This desk lies {self.where}. {self.why} Everything up to now is safe. Move it to "
            "this computer's own folder; finished backups may go there instead."
        )


def drive_kind(path: Path) -> str:
    """What kind of drive a path is on, as far as the system says: the one place that asks."""
    try:
        if os.name == "nt":
            return _windows(path)
        if sys.platform == "darwin":
            return REMOVABLE if path.resolve().parts[:2] == ("/", "Volumes") else ""
        return _linux(path.resolve())
    except (OSError, ValueError, AttributeError):
        return ""


def bad_place(store: Path, kind_of: DriveKind = drive_kind) -> BadPlace | None:
    """Why `store` should be moved; None where it lies well."""
    service = synced_by(store)
    if service:
        return BadPlace(
            f"in {service}" if service == "a synced folder" else f"in a folder of {service}",
            "A synced folder may send it away half-written, or put an older one in its place.",
        )
    kind = kind_of(store)
    if kind == NETWORK:
        return BadPlace(
            "on a network drive",
            "A write may be lost when the network fails, and two computers may write at once.",
        )
    if kind == REMOVABLE:
        return BadPlace("on a removable drive", "A drive that is pulled out can damage the file.")
    return None


def synced_by(store: Path) -> str:
    """The service whose folder `store` lies in; "" for none."""
    for part in store.parent.parts:
        for service, name in _SYNCED_FOLDERS:
            if re.fullmatch(name, part.casefold()):
                return service
    for variable in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        folder = os.environ.get(variable)
        if folder and store.is_relative_to(folder):
            return "OneDrive"
    return next(_marked(store), "")


def _marked(store: Path) -> Iterator[str]:
    for folder in list(store.parents)[:6]:
        try:
            names = {entry.name for entry in os.scandir(folder)}
        except OSError:
            continue
        yield from (service for service, marks in _MARKS if names.intersection(marks))
        if any(_SYNC_BASE.match(name) for name in names):
            yield "Nextcloud"


def _windows(path: Path) -> str:
    import ctypes

    if str(path).startswith("\\\\"):
        return NETWORK
    root = f"{path.resolve().drive}\\"
    kind = ctypes.windll.kernel32.GetDriveTypeW(root)  # type: ignore[attr-defined,unused-ignore]
    return {_WINDOWS_REMOVABLE: REMOVABLE, _WINDOWS_REMOTE: NETWORK}.get(int(kind), "")


def _linux(path: Path) -> str:
    mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    return kind_in(mounts, path, _is_removable)


def kind_in(mounts: str, path: PurePath, is_removable: Callable[[str], bool]) -> str:
    """The kind of drive by the text of mountinfo; the longest mount point that fits counts."""
    best, system, device = PurePath("/"), "", ""
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        if len(left.split()) < 5 or len(right.split()) < 2:
            continue
        point = PurePath(left.split()[4].replace("\\040", " "))
        if path.is_relative_to(point) and len(point.parts) >= len(best.parts):
            best, (system, device) = point, right.split()[:2]
    if system in _NETWORKED:
        return NETWORK
    plugged_in = best.parts[1:2] == ("media",) or best.parts[1:3] == ("run", "media")
    return REMOVABLE if plugged_in or is_removable(device) else ""


def _is_removable(device: str) -> bool:
    name = re.sub(r"p?\d+$", "", Path(device).name)
    try:
        return Path("/sys/block", name, "removable").read_text().strip() == "1"
    except (OSError, ValueError):
        return False
