"""The schools of a register, few words of each, so that one is found while its name is typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sipdesk import paths
from sipdesk.models.intake.limits import FileRefused
from sipdesk.models.intake.published import Published, find_headings
from sipdesk.models.toml import read

MOST = 60  # that are listed at once


@dataclass(frozen=True, slots=True)
class Listed:
    """One school of the file; `id` is its URN, `found_in` all that it is found by."""

    id: str
    name: str
    town: str
    status: str
    found_in: str


def list_schools(published: Published) -> tuple[Listed, ...]:
    """Every school of the file. Raises FileRefused for another file; for any thread."""
    row = read(paths.resources() / "intake" / "register.toml")
    columns = row.table("columns")
    spellings = {name: columns.texts(name) for name in columns.values}
    rows = published.rows([])
    found = find_headings(rows, spellings, row.table("needed").texts("columns"))
    if found is None:
        raise FileRefused(
            f"“{published.name}” is not the register of schools: it has no columns for the URN "
            "and the name.",
            "Choose the file with all its columns, as it is published.",
        )
    _, places = found
    listed: list[Listed] = []
    for cells in rows:
        urn, name = places.get(cells, "urn"), " ".join(places.get(cells, "name").split())
        if not urn.isdecimal() or not name:
            continue
        town, status = places.get(cells, "town"), places.get(cells, "status")
        where = f"{town} {places.get(cells, 'postcode')}"
        listed.append(Listed(urn, name, town, status, f" {urn} {name} {where}".casefold()))
    return tuple(listed)


def found(listed: Iterable[Listed], words: str) -> list[Listed]:
    """Schools in which every word is the beginning of one; open ones first. At most `MOST`."""
    starts = [f" {word}" for word in words.casefold().split()]
    if not starts:
        return []
    fitting: list[Listed] = []
    for one in listed:
        if all(start in one.found_in for start in starts):
            fitting.append(one)
            if len(fitting) >= 20 * MOST:
                break
    fitting.sort(key=lambda one: (not one.status.casefold().startswith("open"), one.name, one.id))
    return fitting[:MOST]


def of_urns(listed: Iterable[Listed], urns: Sequence[str]) -> list[Listed]:
    """Those with these URNs, in the file's order."""
    wanted = frozenset(urns)
    return [one for one in listed if one.id in wanted]
