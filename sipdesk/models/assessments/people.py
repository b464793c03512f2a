"""Pupils with what is needed to say in which groups they were at a data point."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sipdesk.models.assessments.bands import Start, baseline_band
from sipdesk.models.assessments.points import begins, date_of
from sipdesk.models.assessments.records import DataPoint, PointKind
from sipdesk.models.pupils import Pupil, Spell, traits_of
from sipdesk.models.scales import Scale
from sipdesk.models.store import Store


@dataclass
class People:
    """Pupils with what is needed to say in which groups they were."""

    pupils: Mapping[str, Pupil]
    spells: Mapping[str, list[Spell]]
    starts: Mapping[str, list[Start]]
    scales: Mapping[str, Scale]
    _bands: dict[str, str] = field(default_factory=dict)
    _unchanging: dict[str, frozenset[str]] = field(default_factory=dict)

    def band(self, pupil_id: str) -> str:
        """The band of the pupil's baseline."""
        if pupil_id not in self._bands:
            self._bands[pupil_id] = baseline_band(self.starts.get(pupil_id, ()), self.scales)
        return self._bands[pupil_id]

    def groups_at(self, pupil_id: str, year: int, term: int) -> frozenset[str] | None:
        """The groups of a pupil at a point; None where the pupil does not count."""
        pupil = self.pupils.get(pupil_id)
        if pupil is None or pupil.binned:
            return None
        if pupil.left_on and pupil.left_on < begins(DataPoint(year, term)):
            return None
        if spells := self.spells.get(pupil_id):
            at = date_of(DataPoint(year, term))
            return traits_of(pupil, spells, at, self.band(pupil_id))
        if pupil_id not in self._unchanging:  # nothing is known to have been otherwise
            self._unchanging[pupil_id] = traits_of(pupil, (), None, self.band(pupil_id))
        return self._unchanging[pupil_id]


def people(store: Store, scales: Mapping[str, Scale], pupil_ids: Sequence[str]) -> People:
    """Those pupils as the store knows them."""
    listed, among = [json.dumps(list(pupil_ids))], "IN (SELECT value FROM json_each(?))"
    pupils = store.select(Pupil, f"id {among}", listed)
    spells: dict[str, list[Spell]] = {}
    for spell in store.select(Spell, f"binned = '' AND pupil_id {among}", listed):
        spells.setdefault(spell.pupil_id, []).append(spell)
    starts: dict[str, list[Start]] = {}
    for row in store.query(
        "SELECT pupil_id, subject, scale, points, year, term FROM assessments"
        f" WHERE kind = ? AND binned = '' AND points IS NOT NULL AND pupil_id {among}",
        [PointKind.BASELINE.value, *listed],
    ):
        start = Start(row["subject"], row["scale"], row["points"], (row["year"], row["term"]))
        starts.setdefault(row["pupil_id"], []).append(start)
    return People({pupil.id: pupil for pupil in pupils}, spells, starts, scales)
