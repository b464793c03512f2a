"""The public register of schools: those that are asked for, beside what the desk has of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sipdesk import paths
from sipdesk.models.clock import date_in_words
from sipdesk.models.intake.dates import Order, read_date
from sipdesk.models.intake.heads import is_another
from sipdesk.models.intake.limits import FileRefused
from sipdesk.models.intake.previews import RegisterPreview, SchoolField, SchoolIn
from sipdesk.models.intake.published import Published, Wanted, find_headings
from sipdesk.models.intake.said import Problem
from sipdesk.models.intake.tables import Cells
from sipdesk.models.schools import Contact, School
from sipdesk.models.toml import read

HEAD = "Headteacher"
_REPLACED = "Another head is another contact; the last one goes into the bin."
_MOST = 100  # schools found by a name; more are not looked through by anybody
_TITLES = {
    "name": "Name",
    "urn": "URN",
    "phase": "Phase",
    "authority": "Authority",
    "address": "Address",
    "dfe_number": "DfE number",
    "head_name": "Headteacher",
    "head_phone": "Telephone",
}


@dataclass(frozen=True, slots=True)
class RegisterChoices:
    """`schools` are URNs that are taken; None takes all that were found without doubt.

    `overwrite` are fields that are taken though the desk holds something else: "urn:field".
    """

    schools: Collection[str] | None = None
    overwrite: Collection[str] = ()


@cache
def _columns() -> tuple[Mapping[str, tuple[str, ...]], tuple[str, ...], frozenset[str]]:
    row = read(paths.resources() / "intake" / "register.toml")
    columns = row.table("columns")
    return (
        {name: columns.texts(name) for name in columns.values},
        row.table("needed").texts("columns"),
        frozenset(row.table("empty").texts("words")),
    )


def preview_register(
    published: Published,
    wanted: Sequence[str],
    schools: Sequence[School],
    heads: Mapping[str, Contact],
    today: date,
    choices: RegisterChoices | None = None,
) -> RegisterPreview:
    """Schools by URN, DfE number or words of their name; without any, those of the desk by URN.

    `heads` are the desk's headteachers by school. Raises FileRefused for another file.
    """
    choices = choices or RegisterChoices()
    asked = [text for text in wanted if text.strip()]
    asked = asked or [school.urn for school in schools if school.urn]
    if not asked:
        raise FileRefused(
            "No school was asked for, and none on the desk has a URN.", "Name one by URN or name."
        )
    notes: list[str] = []
    rows = published.rows(notes)
    columns, needed, empty = _columns()
    found_headings = find_headings(rows, columns, needed)
    if found_headings is None:
        raise FileRefused(
            f"“{published.name}” is not the register of schools: "
            "it has no columns “URN” and “EstablishmentName”.",
            "Choose the file with all its columns, as it is published.",
        )
    number, places = found_headings
    asking = _Asking(asked)
    found: list[SchoolIn] = []
    problems: list[Problem] = []
    read_rows = 0
    for at, row in enumerate(rows, number + 1):
        read_rows += 1
        if not asking.takes(places, row):
            continue
        if len(found) >= _MOST:
            notes.append(f"More than {_MOST} schools fit; the first are shown. Use more words.")
            break
        register = {name: _clean(places.get(row, name), empty) for name in columns}
        if not register["urn"].isdecimal() or not register["name"]:
            problems.append(Problem(at, "It has no URN or no name.", whole=True))
            continue
        found.append(_beside(register, schools, heads, today))
    return _with_choices(
        RegisterPreview(
            published.name,
            published.digest,
            tuple(found),
            problems=tuple(problems),
            warnings=(*notes, *asking.unfound()),
            rows_read=read_rows,
        ),
        asking,
        choices,
    )


def _with_choices(
    made: RegisterPreview, asking: _Asking, choices: RegisterChoices
) -> RegisterPreview:
    stops: list[str] = []
    if choices.schools is None:
        doubtful = asking.doubtful(made.found)
        accepted = [one for one in made.found if one.urn not in doubtful]
        if doubtful:
            stops.append(f"{len(doubtful)} schools fit a name: choose which by URN.")
    else:
        accepted = [one for one in made.found if one.urn in set(choices.schools)]
    if not made.found:
        stops.append("None of the schools that were asked for is in this file.")
    taken = tuple(
        _noted(
            one,
            fields=tuple(
                replace(f, take=f.take or f"{one.urn}:{f.field}" in choices.overwrite)
                for f in one.fields
            ),
        )
        for one in accepted
    )
    return replace(made, accepted=taken, stops=tuple(stops))


def _noted(one: SchoolIn, fields: tuple[SchoolField, ...]) -> SchoolIn:
    """With those fields, and what becomes of the head whose place another takes."""
    name = next((f.after for f in fields if f.field == "head_name" and f.take), "")
    told = _REPLACED if is_another(name, one.head) else ""
    return replace(one, fields=fields, note=" ".join(filter(None, (one.note, told))))


class _Asking:
    """What was asked for, and whether it was found."""

    def __init__(self, asked: Sequence[str]) -> None:
        texts = [" ".join(text.split()) for text in asked]
        bare = {text.replace("/", "").replace(" ", "") for text in texts}
        self._numbers = {text for text in bare if text.isdecimal()}
        self._names = [t.casefold().split() for t in texts if not t.replace("/", "").isdecimal()]
        self._seen: set[str] = set()

    def takes(self, places: Wanted, row: Cells) -> bool:
        urn = places.get(row, "urn")
        if urn in self._numbers:
            self._seen.add(urn)
            return True
        if self._numbers and (number := dfe_number(places, row)) in self._numbers:
            self._seen.add(number)
            return True
        if not self._names:
            return False
        name = places.get(row, "name").casefold()
        for words in self._names:
            if all(word in name for word in words):
                self._seen.add(" ".join(words))
                return True
        return False

    def doubtful(self, found: Sequence[SchoolIn]) -> set[str]:
        """URNs of schools that were found by a name that fits several which are open."""
        doubtful: set[str] = set()
        for words in self._names:
            fit = [one for one in found if all(word in one.name.casefold() for word in words)]
            exact = [one for one in fit if one.name.casefold().split() == words]
            if len(exact) == 1:
                doubtful |= {one.urn for one in fit} - {exact[0].urn}
            elif len(fit) > 1:
                doubtful |= {one.urn for one in fit}
        return doubtful - self._numbers

    def unfound(self) -> Iterator[str]:
        for text in sorted(self._numbers | {" ".join(words) for words in self._names}):
            if text not in self._seen:
                yield f"There is no school “{text}” in this file."


def dfe_number(places: Wanted, row: Cells) -> str:
    """The authority's three figures and the school's four; "" where either is missing."""
    return _joined(places.get(row, "la_code"), places.get(row, "number"))


def _joined(authority: str, number: str) -> str:
    if authority.isdecimal() and number.isdecimal() and len(number) <= 4:
        return f"{int(authority):03}{int(number):04}"
    return ""


def _clean(text: str, empty: frozenset[str]) -> str:
    bare = " ".join(text.split())
    return "" if bare.casefold() in empty else bare[:300]


def _beside(
    register: Mapping[str, str],
    schools: Sequence[School],
    heads: Mapping[str, Contact],
    today: date,
) -> SchoolIn:
    number = _joined(register["la_code"], register["number"])
    school = next((s for s in schools if s.urn and s.urn == register["urn"]), None)
    if school is None and number:
        own = (s for s in schools if "".join(filter(str.isdecimal, s.dfe_number)) == number)
        school = next(own, None)
    if school is None:
        name = register["name"].casefold()
        school = next((s for s in schools if not s.urn and s.name.casefold() == name), None)
    head = heads.get(school.id) if school else None
    parts = ("street", "locality", "address3", "town", "county", "postcode")
    after = {
        "name": register["name"],
        "urn": register["urn"],
        "phase": register["phase"],
        "authority": register["authority"],
        "address": "\n".join(dict.fromkeys(filter(None, (register[part] for part in parts)))),
        "dfe_number": number,
        "head_name": " ".join(filter(None, (register[p] for p in ("title", "first", "last")))),
        "head_phone": register["phone"],
    }
    before = {name: str(getattr(school, name)) if school else "" for name in list(after)[:6]}
    before |= {"head_name": head.name if head else "", "head_phone": head.phone if head else ""}
    fields = tuple(
        SchoolField(name, _TITLES[name], before[name], value, take=not before[name])
        for name, value in after.items()
        if value and value != before[name]
    )
    return SchoolIn(
        register["urn"],
        register["name"],
        register["town"],
        register["status"],
        school,
        head,
        fields,
        _note(register, today),
    )


def _note(register: Mapping[str, str], today: date) -> str:
    """That the school is closed, closes, or opens only later."""
    closed = read_date(register["closed"], Order.DAY, today)
    opened = read_date(register["opened"], Order.DAY, today)
    if closed and closed <= today:
        return f"Closed on {date_in_words(closed)}."
    if closed:
        return f"It closes on {date_in_words(closed)}."
    if opened and opened > today:
        return f"It opens on {date_in_words(opened)}."
    status = register["status"]
    return "" if not status or status.casefold() == "open" else f"{status}."
