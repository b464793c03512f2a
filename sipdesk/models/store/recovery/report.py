"""What was recovered, and exactly what was not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    none_read: bool = False  # not one table could be read to the end

    @property
    def complete(self) -> bool:
        """Whether every record is there as it was last."""
        if self.lost:
            return False
        return not self.unread or (self.end_known and not self.lost_changes)


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
            said.append(self._lost())
        elif self.merged.lost_changes:
            gone = _count(self.merged.lost_changes, "change")
            said.append(f"Every record is there; of their history, {gone} could not be read.")
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

    def _lost(self) -> str:
        merged, parts = self.merged, list[str]()
        if self.backup is None and merged.unread:
            parts.append(f"what could not be read among {_listed(merged.unread)}")
        elif merged.none_read and not (merged.newer or merged.end_known):
            parts.append("all of what was written since then")
        elif merged.unread and not merged.end_known:
            parts.append(f"what was written since then in {_listed(merged.unread)}")
        elif merged.unread and merged.lost_changes:
            parts.append(f"up to {_count(merged.lost_changes, 'change')} made since then")
        parts += [
            f"{number} of the {_said(table)}" for table, number in sorted(merged.lost.items())
        ]
        return f"Could not be recovered: {'; '.join(parts)}."


def _listed(tables: Iterable[str]) -> str:
    return ", ".join(_said(table) for table in tables)


def _said(table: str) -> str:
    return table.replace("_", " ")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
