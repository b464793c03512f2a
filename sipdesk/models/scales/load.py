"""Every scale there is: those that come with SIP Desk, and those a user wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from sipdesk import paths
from sipdesk.models.errors import NotFound
from sipdesk.models.folding import folded
from sipdesk.models.scales.file import read_scale
from sipdesk.models.scales.records import Conversion
from sipdesk.models.scales.rules import ranked
from sipdesk.models.scales.scale import Scale
from sipdesk.models.toml import FileProblem, Mistake, Row, read, read_folders

_NAME = "assessment"  # of the folder, among the resources and in the user's own


def user_scales() -> Path:
    """Scales a user wrote; they come after the built-in ones."""
    return paths.data() / _NAME


@dataclass(frozen=True, slots=True)
class Scales:
    """Every scale in order of folder and file, and what in their files was left out."""

    all: tuple[Scale, ...]
    problems: tuple[FileProblem, ...] = ()

    def __iter__(self) -> Iterator[Scale]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def get(self, key: str) -> Scale:
        """The scale of that key. Raises NotFound."""
        found = next((scale for scale in self.all if scale.key == key), None)
        return found or self._missing(key)

    def named(self, text: str) -> Scale:
        """The scale of that key, title or other name, whatever its case. Raises NotFound."""
        wanted = folded(text)
        found = next((scale for scale in self.all if wanted in _called(scale)), None)
        return found or self._missing(text)

    def guess(self, values: Iterable[object]) -> list[Scale]:
        """The scales that read any of the values, the likeliest first."""
        return ranked(self.all, values)

    def _missing(self, text: str) -> Scale:
        titles = {folded(name): s.title for s in self.all for name in (s.title, s.key, *s.names)}
        near = get_close_matches(folded(text), titles, 1)
        hint = f"Did you mean “{titles[near[0]]}”?" if near else "Choose one of the scales listed."
        raise NotFound(f"There is no assessment scale “{text}”.", "Nothing was changed.", hint)


def load_scales(*folders: Path) -> Scales:
    """Every scale in `folders`, or the built-in ones and the user's own.

    A file in a later folder stands in for one of the same name in an earlier folder; where it is
    broken, the earlier one stays. A conversion that does not end on another scale is left out.
    The files are read again only when one of them has changed.
    """
    wanted = folders or (paths.resources() / _NAME, user_scales())
    return _load(wanted, tuple(map(_state, wanted)))


def _state(folder: Path) -> tuple[tuple[str, int, int, int], ...]:
    """What tells a folder's files from what they were before."""
    return tuple((file.name, *_changed(file)) for file in sorted(folder.glob("*.toml")))


def _changed(file: Path) -> tuple[int, int, int]:
    try:
        found = file.stat()
    except OSError:
        return (0, 0, 0)  # what is wrong with it is said when it is read
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size


@lru_cache(maxsize=4)
def _load(folders: tuple[Path, ...], _: object) -> Scales:
    found: dict[str, _Source] = {}

    def source_of(file: Path) -> _Source:
        row = read(file)
        source = _Source(file, row, read_scale(row, file.stem))
        _check_names(source, found)
        found[file.stem] = source
        return source

    _, problems = read_folders(folders, source_of)
    scales = {key: source.scale for key, source in found.items()}
    return Scales(
        tuple(_with_its_ways(source, scales, problems) for source in found.values()),
        tuple(problems),
    )


@dataclass(frozen=True, slots=True)
class _Source:
    """A scale with the file it was read from."""

    file: Path
    row: Row
    scale: Scale


def _check_names(source: _Source, found: dict[str, _Source]) -> None:
    """No two scales may be called the same."""
    for key, other in found.items():
        if key != source.scale.key and (same := _called(source.scale) & _called(other.scale)):
            name = "title" if folded(source.scale.title) in same else "names"
            raise source.row.mistake(name, f"“{other.scale.title}” is called that already.")


def _with_its_ways(source: _Source, scales: dict[str, Scale], problems: list[FileProblem]) -> Scale:
    """The scale with those of its conversions that end on another scale."""
    kept: list[Conversion] = []
    ways = zip(source.row.rows("conversions"), source.scale.conversions, strict=True)
    for row, conversion in ways:
        try:
            _check_end(row, conversion, scales)
            kept.append(conversion)
        except Mistake as mistake:
            problems.append(FileProblem(source.file, mistake.line, mistake.reason))
    return replace(source.scale, conversions=tuple(kept))


def _check_end(row: Row, conversion: Conversion, scales: dict[str, Scale]) -> None:
    target = scales.get(conversion.to)
    if not target:
        raise row.mistake("to", f"There is no scale “{conversion.to}” to convert to.")
    before = -1.0
    for here, there in conversion.cuts:
        reading = target.read(there)
        if reading.points is None or reading.value != there:
            raise row.table("from").mistake(here, f"“{there}” is not on “{target.title}”.")
        if reading.points < before:
            raise row.table("from").mistake(here, f"“{there}” goes down from the one before it.")
        before = reading.points


def _called(scale: Scale) -> set[str]:
    return {folded(name) for name in (scale.key, scale.title, *scale.names)}
