"""Every target group, its members, and what came of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from sipdesk.models.errors import BadValue
from sipdesk.models.pupils import Pupil
from sipdesk.models.scales import Scale, Scales, load_scales
from sipdesk.models.store import Store
from sipdesk.models.tracking.leaders import Comparison, compare
from sipdesk.models.tracking.records import Member, TargetGroup
from sipdesk.models.tracking.targets import Line, Sum, in_sum, read_lines


class TargetBook:
    """Target groups of every school. Levels are kept as they were typed and read when asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # --- groups

    def get(self, group_id: str) -> TargetGroup:
        """Raises NotFound."""
        return self._store.get(TargetGroup, group_id)

    def of_school(self, school_id: str) -> list[TargetGroup]:
        """By when they begin, undated last, then by title."""
        found = self._store.find(TargetGroup, school_id=school_id)
        return sorted(found, key=lambda g: (g.starts or date.max, g.title.casefold()))

    def add(self, school_id: str, title: str, scale: str, **fields: Any) -> TargetGroup:
        """A new group; `scale` by key, title or other name. Raises BadValue, NotFound."""
        new = TargetGroup(self._store.new_id(), school_id, title.strip(), scale=scale, **fields)
        new = replace(new, scale=self._scales.named(scale).key)
        _check_group(new)
        with self._store.step("Add target group"):
            return self._store.put(new)

    def edit(self, group_id: str, **changes: Any) -> TargetGroup:
        """Change some fields. Raises BadValue, or NotFound for a scale there is not."""
        if "scale" in changes:
            changes["scale"] = self._scales.named(changes["scale"]).key
        now = replace(self.get(group_id), **changes)
        _check_group(now)
        return self._store.edit(now, changes, "Edit target group")

    def bin(self, group_id: str) -> None:
        """Into the bin with its members; it comes back whole."""
        self._store.bin(self.get(group_id), "Bin target group")

    def scale_of(self, group_id: str) -> Scale:
        """The scale that the group's levels are read by. Raises NotFound."""
        return self._scales.get(self.get(group_id).scale)

    # --- members

    def member(self, member_id: str) -> Member:
        """Raises NotFound."""
        return self._store.get(Member, member_id)

    def members(self, group_id: str) -> list[Member]:
        """In the order they were added; pupils in the bin are left out."""
        return self._store.select(
            Member,
            "group_id = ? AND binned = ''"
            " AND pupil_id IN (SELECT id FROM pupils WHERE binned = '')",
            [group_id],
        )

    def of_pupil(self, pupil_id: str) -> list[tuple[TargetGroup, Member]]:
        """The groups a pupil is or was in, by when they begin."""
        members = self._store.find(Member, pupil_id=pupil_id)
        found = [(self.get(member.group_id), member) for member in members]
        kept = [(group, member) for group, member in found if not group.binned]
        return sorted(kept, key=lambda pair: pair[0].starts or date.max)

    def add_member(self, group_id: str, pupil_id: str, **fields: Any) -> Member:
        """One more pupil. Raises BadValue for one who is in the group, or of another school."""
        with self._store.step("Add to target group"):
            return self._joined(group_id, pupil_id, **fields)

    def edit_member(self, member_id: str, **changes: Any) -> Member:
        """Change some fields. A level that cannot be read is kept, and named when it is read."""
        now = replace(self.member(member_id), **changes)
        return self._store.edit(now, changes, "Edit target group")

    def bin_member(self, member_id: str) -> None:
        """Into the bin."""
        self._store.bin(self.member(member_id), "Take out of target group")

    # --- what came of it

    def lines(self, group_id: str) -> list[Line]:
        """Each member's before, target, outcome, result and steps. Raises NotFound."""
        return read_lines(self.members(group_id), self.scale_of(group_id))

    def in_sum(self, group_id: str) -> Sum:
        """The group as one. Raises NotFound."""
        return in_sum(self.lines(group_id), self.scale_of(group_id))

    def by_leader(self, *group_ids: str, least: float = 1) -> list[Comparison]:
        """Each group, such as a term's, by who led it, in the order asked for."""
        return [
            compare(self.get(ref).title, self.lines(ref), self.scale_of(ref), least=least)
            for ref in group_ids
        ]

    @cached_property
    def _scales(self) -> Scales:
        return load_scales()

    def _joined(self, group_id: str, pupil_id: str, **fields: Any) -> Member:
        group, pupil = self.get(group_id), self._store.get(Pupil, pupil_id)
        if pupil.school_id != group.school_id:
            raise BadValue("A target group has pupils of one school.", field="pupil_id")
        if self._store.find(Member, group_id=group_id, pupil_id=pupil_id):
            raise BadValue(
                "This pupil is in the target group already.",
                "Nothing was changed.",
                "Open the pupil's line in the group to change it.",
                field="pupil_id",
            )
        return self._store.put(Member(self._store.new_id(), group_id, pupil_id, **fields))


def _check_group(group: TargetGroup) -> None:
    if not group.title.strip():
        raise BadValue("A target group needs a title.", field="title")
    if group.starts and group.ends and group.ends < group.starts:
        raise BadValue("The end lies before the start.", field="ends")
