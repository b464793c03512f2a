"""What an erasure remembers of whom it took, so that another id of theirs is known: no names.

Each claim is kept as an HMAC-SHA256 under a secret of this one erasure, inside the store. A copy
that has the marks of an erasure was made after it: whoever is in there came back on purpose.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from sipdesk.models.keeping import todo
from sipdesk.models.keeping.erasing.knowing import targets
from sipdesk.models.keeping.erasing.same import Look, answers, claims, looks
from sipdesk.models.keeping.records import Person

SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Marks:
    """The claims of one erasure, under its secret; both as hexadecimal text."""

    under: str
    marks: frozenset[str]

    @classmethod
    def of(cls, known_by: Iterable[str]) -> Marks:
        """Those claims, under a new secret."""
        under = os.urandom(SECRET_BYTES).hex()
        return cls(under, frozenset(_mark(under, claim) for claim in known_by))

    @classmethod
    def read(cls, held: todo.Marked) -> Marks:
        """As the store keeps them."""
        return cls(str(held["under"]), frozenset(held["marks"]))

    def as_held(self) -> todo.Marked:
        """As the store keeps them."""
        return {"under": self.under, "marks": sorted(self.marks)}

    def fit(self, look: Look) -> bool:
        """Whether this is somebody who was erased."""
        return any(_mark(self.under, answer) in self.marks for answer in answers(look))


def marks_of(db: Database, people: Iterable[Person]) -> Marks:
    """By what those people of this store are known elsewhere, unless another shown here is too."""
    wanted = {person.id: person for person in people if person.id}
    if not wanted:
        return Marks.of(())
    former = {t.id: t.names for t in targets(db, wanted.values())}
    here = looks(db)
    theirs = {c for look in here if look.id in wanted for c in claims(look, former[look.id])}
    for look in here:
        if look.shown and look.id not in wanted:
            theirs -= answers(look)
    return Marks.of(theirs)


def same_in(db: Database, known: Iterable[Marks], but: Collection[str] = ()) -> list[Look]:
    """Who in a store is meant by marks that it does not have itself; `but` are others for sure."""
    own = {held["under"] for held in todo.marked(db)}
    unknown = [marks for marks in known if marks.marks and marks.under not in own]
    if not unknown:
        return []
    return [look for look in looks(db) if look.id not in but and any(m.fit(look) for m in unknown)]


def brought_back(db: Database, carried: Mapping[str, Any]) -> set[str]:
    """Who is in an older copy by what the desk before knew, which is carried over into the copy."""
    known = map(Marks.read, todo.unknown(db, carried))
    found = {look.id for look in same_in(db, known)}
    todo.carry_over(db, carried)
    return found


def again_in(db: Database, meant: Collection[str]) -> list[Person]:
    """Those of that id in a store; in the journal alone only where none has a record."""
    back = [look for look in looks(db) if look.id in meant]
    return [look.person for look in back if look.is_row] or [look.person for look in back]


def _mark(under: str, claim: str) -> str:
    return hmac.digest(bytes.fromhex(under), claim.encode("utf-8", "surrogatepass"), "sha256").hex()
