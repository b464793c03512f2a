"""What was recovered, and exactly what was not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sipdesk.models.store.backups.records import Backup


@dataclass(frozen=True, slots=True)
class Merged:
    """What came out of joining a backup with what a damaged file still gave."""

    newer: int = 0  # records taken from the damaged file, newer than the backup
    lost: Mapping[str, int] = field(default_factory=dict)  # records known to be lost, by table
    unread: tuple[str, ...] = ()  # tables that could not be read to the end
    lost_changes: int = 0  # lines of the journal since the backup that cannot be read
    end_known: bool = True  # whether the journal says how many there were
    history_whole: bool = True  # whether the journal was read to the end
    doubted: tuple[str, ...] = ()  # tables in which a record may be older than its last change
    none_read: bool = False  # not one table could be read to the end

    @property
    def complete(self) -> bool:
        """Whether every record is there as it was last."""
        return not (self.lost or self.doubted)


@dataclass(frozen=True, slots=True)
class Report:
    """How a store was recovered. `kept` is where the damaged one is now."""

    backup: Backup | None = None
    merged: Merged = Merged()
    kept: Path | None = None
    only_keys: bool = False  # the store itself was whole

    @property
    def complete(self) -> bool:
        """Whether no record is lost."""
        known = self.backup is not None or not self.merged.unread
        return self.only_keys or (known and self.merged.complete)

    def words(self, now: datetime) -> str:
        """For the person whose desk it is."""
        if self.only_keys:
            return (
                "The desk is open again. Its key file was damaged and has been brought back from a"
                " backup; nothing is lost."
            )
        said = [f"The desk was damaged and has been recovered{self._source(now)}."]
        if not self.complete:
            said += [*self._lost(), *self._older()]
        elif self.merged.lost_changes:
            gone = _count(self.merged.lost_changes, "change")
            said.append(f"Every record is there; of their history, {gone} could not be read.")
        elif not self.merged.history_whole:
            said.append("Every record is there; of their history, the latest may be missing.")
        else:
            said.append("Nothing is lost.")
        if self.kept is not None:
            said.append(f"The damaged file is kept as “{self.kept.name}” in the folder “kept”.")
        return " ".join(said)

    def _source(self, now: datetime) -> str:
        if self.backup is None:
            return " from what could still be read in it; there was no good backup"
        source = f" from a backup ({self.backup.time_words(now)})"
        if self.merged.newer:
            source += f" and {_count(self.merged.newer, 'newer record')} that could still be read"
        return source

    def _lost(self) -> Iterator[str]:
        merged, parts = self.merged, list[str]()
        if self.backup is None and (merged.unread or merged.doubted):
            unsure = dict.fromkeys([*merged.unread, *merged.doubted])
            parts.append(f"what could not be read among {_listed(unsure)}")
        elif self._nothing_newer:
            parts.append("all of what was written since then")
        elif merged.doubted and merged.lost_changes:
            parts.append(f"up to {_count(merged.lost_changes, 'change')} made since then")
        parts += [
            f"{number} of {_said(table, 'the ')}" for table, number in sorted(merged.lost.items())
        ]
        if parts:
            yield f"Could not be recovered: {'; '.join(parts)}."

    def _older(self) -> Iterator[str]:
        if self.backup is not None and self.merged.doubted and not self._nothing_newer:
            yield f"May be older than the last change: {_listed(self.merged.doubted)}."

    @property
    def _nothing_newer(self) -> bool:
        merged = self.merged
        return merged.none_read and not (merged.newer or merged.end_known)


def _listed(tables: Iterable[str]) -> str:
    return ", ".join(_said(table) for table in tables)


_PLAIN = {
    "departures": "the list of what left the desk",
    "erasures": "the list of erasures",
    "store_state": "the notes of erasures and of where copies lie",
}


def _said(table: str, article: str = "") -> str:
    return _PLAIN.get(table) or article + table.replace("_", " ")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
