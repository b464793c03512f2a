"""What becomes of a text when somebody is taken out of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sipdesk.models.keeping.erasing.places import Row, deeply, texts_in
from sipdesk.models.keeping.erasing.saying import Says, says
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
        self._finders: dict[tuple[str, bool], list[Finder]] = {}
        self._known: dict[tuple[str, str, bool], str] = {}
        marks = {m for t in self._targets for m in t.marks if len(m.strip()) >= SHORTEST_MARK}
        longest_first = sorted(marks, key=len, reverse=True)
        either = "|".join(re.escape(mark.strip()) for mark in longest_first)
        self._marks = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE) if marks else None

    def reworded(self, text: str, school: str, whole: bool = False) -> str:
        """The text without them; with `whole`, a part of a name is nobody's."""
        known = self._known.get((school, text, whole))
        if known is None:
            known = self._marks.sub("…", text) if self._marks else text
            for finder in self._of(school, whole):
                known = finder.reworded(known)
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[school, text, whole] = known
        return known

    def nameless(self, text: str) -> str:
        """A text that is about them for sure: what may be their name goes as well."""
        names = [name for target in self._targets for name in target.names]
        others = [name for theirs in self._others.values() for name in theirs]
        finder = Finder(names, others, INSTEAD[Who.NAME], titled=True)
        return finder.reworded(self.reworded(text, ""), doubtful=True)

    def row(self, table: str, row: Row, school: str) -> Row:
        """What becomes of a row, or of the columns of one that are known."""
        return {
            name: self.value(says(table, name, row), value, school)
            if value and isinstance(value, str) and name != "id"
            else value
            for name, value in row.items()
        }

    def value(self, how: Says, value: Any, school: str) -> Any:
        """What becomes of a column's value: words without them, and no id that leads nowhere."""
        if not value or not isinstance(value, str):
            return value
        if how is Says.NEVER:
            return deeply(value, self._led_to, keys=False)
        whole, keys = how is Says.WHOLE, how is not Says.ANSWERS
        return deeply(value, lambda text: self._left_of(text, school, whole), keys=keys)

    def texts(self, table: str, row: Row) -> Iterator[tuple[str, bool]]:
        """Every text of a row in which somebody may be named, and whether only as a whole."""
        for name, value in row.items():
            how = says(table, name, row)
            if isinstance(value, str) and value and how is not Says.NEVER:
                yield from ((text, how is Says.WHOLE) for text in texts_in(value))

    def _led_to(self, ref: str) -> str | None:
        return None if ref in self._gone else ref

    def _left_of(self, text: str, school: str, whole: bool) -> str | None:
        return None if text in self._gone else self.reworded(text, school, whole)

    def names(self, text: str, school: str, whole: bool = False) -> bool:
        """Whether they are surely named in it."""
        return self.reworded(text, school, whole) != text

    def doubtful(self, text: str, school: str, whole: bool = False) -> bool:
        """Whether a word in it may be their name, or another's, or only a word."""
        return any(n.doubtful for finder in self._of(school, whole) for n in finder.found(text))

    def _of(self, school: str, whole: bool) -> list[Finder]:
        if (school, whole) not in self._finders:
            found = (self._finder(who, school, whole) for who in Who)
            self._finders[school, whole] = [finder for finder in found if finder is not None]
        return self._finders[school, whole]

    def _finder(self, who: Who, school: str, whole: bool) -> Finder | None:
        near: list[str] = []
        far: list[str] = []
        for target in self._targets:
            if target.who is who:
                at_home = not whole and (not school or target.school_id in ("", school))
                (near if at_home else far).extend(target.names)
        if not near and not far:
            return None
        if near:
            around = {"", *([school] if school else (t.school_id for t in self._targets))}
            others = [n for s, names in self._others.items() if s in around for n in names]
            kind = {"titled": who is not Who.PUPIL, "wary": who is Who.NAME}
            return Finder(near, others, INSTEAD[who], **kind)
        return Finder(far, self._others.get(school, ()), INSTEAD[who], titled=True, full=True)
