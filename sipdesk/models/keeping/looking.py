"""What an erasure would take, change and leave, told before it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from sipdesk.models.keeping.erasing.knowing import belonging, others, targets
from sipdesk.models.keeping.erasing.saying import LEFT_ALONE
from sipdesk.models.keeping.erasing.wording import Wording
from sipdesk.models.keeping.holding import Mention, in_templates, mentions
from sipdesk.models.keeping.records import Departure, Person
from sipdesk.models.store.rows import from_row


@dataclass(frozen=True, slots=True)
class Outlook:
    """`removed` and `reworded` count records by table; `doubtful` are texts to look at by hand.

    `departures` are documents that left and cannot be called back.
    """

    people: tuple[Person, ...]
    removed: dict[str, int] = field(default_factory=dict)
    reworded: dict[str, int] = field(default_factory=dict)
    doubtful: tuple[Mention, ...] = ()
    departures: tuple[Departure, ...] = ()
    copies: int = 0
    unreached: tuple[str, ...] = ()


def look_ahead(db: Database, people: Sequence[Person], also: Sequence[Person] = ()) -> Outlook:
    """Nothing is changed. `also` are the same people under other ids."""
    wanted = targets(db, [*people, *also])
    gone = belonging(db, wanted)
    named, doubtful = Counter[str](), []
    seen: set[tuple[str, str]] = set()
    wording = Wording(wanted, others(db, wanted))
    texts = (*mentions(db, wording, gone), *in_templates(wanted), *_left_alone(db, wording))
    for mention in texts:
        if mention.doubtful:
            doubtful.append(mention)
        elif (mention.table, mention.ref) not in seen:
            seen.add((mention.table, mention.ref))
            named[mention.table] += 1
    ids = {person.id for person in (*people, *also) if person.id}
    left = [from_row(Departure, row) for row in db.query("SELECT * FROM departures")]
    return Outlook(
        tuple(people),
        {table: n for table, refs in gone.items() if (n := _still_there(db, table, refs))},
        dict(named),
        tuple(doubtful),
        tuple(each for each in left if ids.intersection(each.people)),
    )


def _left_alone(db: Database, wording: Wording) -> Iterator[Mention]:
    """Settings with the whole name in them: only whose they are can change them."""
    for row in db.query("SELECT id, value FROM settings"):
        if row["id"] in LEFT_ALONE and wording.names(row["value"], "", whole=True):
            yield Mention("settings", row["id"], "", row["value"], doubtful=True)


def _still_there(db: Database, table: str, refs: set[str]) -> int:
    held = {row[0] for row in db.conn.execute(f'SELECT id FROM "{table}"')}
    return len(held & refs)
