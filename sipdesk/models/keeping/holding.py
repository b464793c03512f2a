"""Everything that is held on one person, and where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from sipdesk.models.keeping.around import Around
from sipdesk.models.keeping.erasing.kept_days import templates_naming
from sipdesk.models.keeping.erasing.knowing import belonging, others, targets
from sipdesk.models.keeping.erasing.marks import marks_of, same_in
from sipdesk.models.keeping.erasing.places import Row, Schools, record_tables, rows_of
from sipdesk.models.keeping.erasing.same import looks
from sipdesk.models.keeping.erasing.saying import Says
from sipdesk.models.keeping.erasing.wording import Target, Wording
from sipdesk.models.keeping.origins import Happened, Origins
from sipdesk.models.keeping.records import Departure, Person
from sipdesk.models.keeping.spelling_out import spelled_out
from sipdesk.models.keeping.wordings import LABEL, earlier_wordings, named, shown
from sipdesk.models.keeping.words import KINDS, facts
from sipdesk.models.store.rows import from_row

TEMPLATE = "day_template"  # a file of the user's, kept when it still named somebody


@dataclass(frozen=True, slots=True)
class Kept:
    """One record: its kind as a table, what it says in labels and words, and how it came here."""

    table: str
    id: str
    facts: tuple[tuple[str, str], ...]
    came: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A text that names the person: where it stands, of which day if it is a visit's, and itself.

    `doubtful` where the words may mean somebody else.
    """

    table: str
    ref: str
    day: str
    text: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """All of it. `school` is the name of the person's school.

    `lost` are records, and `earlier` wordings, that stand in the history only. `names` are all
    that the person went by, `ids` also those under which a list brought them a second time.
    """

    person: Person
    school: str
    records: tuple[Kept, ...] = ()
    mentions: tuple[Mention, ...] = ()
    history: tuple[Happened, ...] = ()
    departures: tuple[Departure, ...] = ()
    lost: tuple[Kept, ...] = ()
    earlier: tuple[Mention, ...] = ()
    names: tuple[str, ...] = ()
    ids: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.records or self.mentions or self.departures or self.lost or self.earlier)


def gather(db: Database, person: Person) -> Held:
    """Read the whole store for one person. Nothing is changed."""
    people = [person, *_same(db, person)]
    wanted = targets(db, people)
    gone = belonging(db, wanted)
    origins, around = Origins(db, gone), Around(db)
    wording = Wording(wanted, others(db, wanted))
    ids = frozenset(each.id for each in people if each.id)
    records, lost = [], []
    for table in (table for table in KINDS if table in gone):
        rows = {row["id"]: row for row in rows_of(db, table) if row["id"] in gone[table]}
        records += [_kept(table, r, around, origins.came(table, r)) for r in rows.values()]
        lost += [_kept(table, row, around, came) for row, came in origins.lost(table, rows)]
    history = tuple(origins.history())
    labels = sorted(set(origins.labels()) - {each.label for each in history})
    texts = [*mentions(db, wording, gone), *in_templates(wanted)]
    in_name = {m.ref for m in texts if m.table == "departures" and not m.doubtful}
    left = [d for d in _departures(db) if ids.intersection(d.people) or d.id in in_name]
    told = {d.id for d in left}
    school = db.conn.execute(
        "SELECT name FROM schools WHERE id = ?", [wanted[0].school_id]
    ).fetchone()
    return Held(
        person,
        str(school[0]) if school else "",
        tuple(records),
        tuple(m for m in texts if m.ref not in told),
        history,
        tuple(left),
        tuple(lost),
        tuple(_earlier(db, wording, gone, around, labels)),
        tuple(dict.fromkeys(name for target in wanted for name in target.names)),
        ids,
    )


def _same(db: Database, person: Person) -> list[Person]:
    """The same person under other ids, none of them shown: in the bin, in the history."""
    if not person.id:
        return []
    known = {look.id for look in looks(db) if look.shown} | {person.id}
    return [look.person for look in same_in(db, [marks_of(db, [person])], known)]


def _kept(table: str, row: Row, around: Around, came: str) -> Kept:
    told = (*around.facts(row), *facts(spelled_out(table, row)))
    return Kept(table, row["id"], told, came)


def _earlier(
    db: Database,
    wording: Wording,
    gone: dict[str, set[str]],
    around: Around,
    labels: Iterable[str],
) -> Iterator[Mention]:
    for table, ref, row, text, doubtful in earlier_wordings(db, wording, gone):
        yield Mention(table, ref, around.day(ref, row), text, doubtful)
    for label in labels:
        for text, doubtful in named(wording, "", Says.WORDS, label).items():
            yield Mention(LABEL, "", "", text, doubtful)


def mentions(db: Database, wording: Wording, gone: dict[str, set[str]]) -> Iterator[Mention]:
    """The texts of all other records in which they are named, or may be."""
    schools, around = Schools(db), Around(db)
    for table in record_tables(db):
        for row in rows_of(db, table):
            ref = str(row.get("id", ""))
            if ref in gone.get(table, ()):
                continue
            school = schools.of(table, ref, row)
            for text, whole in dict.fromkeys(wording.texts(table, shown(row))):
                surely = wording.names(text, school, whole)
                if surely or wording.doubtful(text, school, whole):
                    yield Mention(table, ref, around.day(ref, row), text, not surely)


def in_templates(wanted: Iterable[Target]) -> Iterator[Mention]:
    """By the file alone: a template may name people of another desk, whom this one cannot hide."""
    naming, unread = templates_naming(wanted)
    yield from (Mention(TEMPLATE, file.name, "", file.name) for file in naming)
    for file in unread:
        yield Mention(TEMPLATE, file.name, "", f"{file.name}, which cannot be read", doubtful=True)


def _departures(db: Database) -> list[Departure]:
    return [from_row(Departure, row) for row in rows_of(db, "departures")]
