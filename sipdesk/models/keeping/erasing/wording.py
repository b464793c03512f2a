"""What becomes of a text when somebody is taken out of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sipdesk.models.keeping.erasing.places import deeply, holds_words
from sipdesk.models.keeping.records import Who
from sipdesk.models.pupils.naming.finder import Finder

INSTEAD = {Who.PUPIL: "a pupil", Who.CONTACT: "a former contact", Who.NAME: "somebody"}
SHORTEST_MARK = 6  # letters and figures of a number that stands for one person
MOST_KNOWN = 50_000  # texts whose new words are kept ready


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody to be taken out: every name, and every number or address, by which they went."""

    who: Who
    id: str = ""
    school_id: str = ""
    names: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()

    def joined(self, *known: Target) -> Target:
        """With the names and marks of the same person from elsewhere."""
        all_of_them = (self, *known)
        return replace(
            self,
            school_id=next((t.school_id for t in all_of_them if t.school_id), ""),
            names=tuple(dict.fromkeys(name for t in all_of_them for name in t.names)),
            marks=tuple(dict.fromkeys(mark for t in all_of_them for mark in t.marks)),
        )


class Wording:
    """At their own school any part of a name counts, elsewhere only the whole of it.

    `others` are the names of everybody else, by school; `gone` the ids of what is no longer there.
    """

    def __init__(
        self,
        targets: Iterable[Target],
        others: Mapping[str, Iterable[str]],
        gone: Collection[str] = (),
    ) -> None:
        self._targets = tuple(targets)
        self._gone = frozenset(gone)
        self._others = {school: tuple(names) for school, names in others.items()}
        self._finders: dict[str, list[Finder]] = {}
        self._known: dict[tuple[str, str], str] = {}
        marks = {m for t in self._targets for m in t.marks if len(m.strip()) >= SHORTEST_MARK}
        longest_first = sorted(marks, key=len, reverse=True)
        either = "|".join(re.escape(mark.strip()) for mark in longest_first)
        self._marks = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE) if marks else None

    def reworded(self, text: str, school: str) -> str:
        """The text without them."""
        known = self._known.get((school, text))
        if known is None:
            known = self._marks.sub("…", text) if self._marks else text
            for finder in self._of(school):
                known = finder.reworded(known)
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[school, text] = known
        return known

    def value(self, column: str, value: Any, school: str) -> Any:
        """What becomes of a column's value: words without them, and no id that leads nowhere."""
        if not isinstance(value, str) or column == "id":
            return value
        if column.endswith("_id") or column == "origin":
            return "" if value in self._gone else value
        if not self.looks_at(column, value):
            return value
        return deeply(value, lambda text: self._left_of(text, school))

    def looks_at(self, column: str, value: Any) -> bool:
        """Whether a person may be named in a column's value."""
        return column != "origin" and holds_words(column, value)

    def _left_of(self, text: str, school: str) -> str | None:
        return None if text in self._gone else self.reworded(text, school)

    def names(self, text: str, school: str) -> bool:
        """Whether they are surely named in it."""
        return self.reworded(text, school) != text

    def doubtful(self, text: str, school: str) -> bool:
        """Whether a word in it may be their name, or another's, or only a word."""
        return any(n.doubtful for finder in self._of(school) for n in finder.found(text))

    def _of(self, school: str) -> list[Finder]:
        if school not in self._finders:
            self._finders[school] = [
                finder for who in Who if (finder := self._finder(who, school)) is not None
            ]
        return self._finders[school]

    def _finder(self, who: Who, school: str) -> Finder | None:
        near: list[str] = []
        far: list[str] = []
        for target in self._targets:
            if target.who is who:
                at_home = not school or target.school_id in ("", school)
                (near if at_home else far).extend(target.names)
        if not near and not far:
            return None
        if near:
            others = [n for s, names in self._others.items() if s in ("", school) for n in names]
            kind = {"titled": who is not Who.PUPIL, "wary": who is Who.NAME}
            return Finder(near, others, INSTEAD[who], **kind)
        return Finder(far, self._others.get(school, ()), INSTEAD[who], titled=True, full=True)
