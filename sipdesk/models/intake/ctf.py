"""The Common Transfer File: what one school's system tells another's about pupils, in XML.

Versions 12 to 25 differ in where things stand (a flat pupil, or `BasicDetails` within it; `Gender`
or `Sex`), so a thing is looked for by its name anywhere in the pupil it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from sipdesk.models.intake.ctf_results import StageReader
from sipdesk.models.intake.dates import Order
from sipdesk.models.intake.fields import FieldReader, NotRead
from sipdesk.models.intake.limits import FileRefused
from sipdesk.models.intake.said import Heard, Problem, Said, Sessions
from sipdesk.models.intake.words import Words, words
from sipdesk.models.scales import Scales

_DEEPEST = 40
_MOST_PUPILS = 50_000
_MOST_PARTS = 3_000_000
_LONGEST_TEXT = 32_767
_TRUE = ("true", "t", "1", "y", "yes")
_FIELDS = {  # where each field of a pupil stands
    "upn": ("UPN",),
    "born": ("DOB",),
    "gender": ("Gender", "Sex"),
    "year": ("NCyearActual",),
    "ethnicity": ("Ethnicity",),
    "form": ("RegGroup",),
}


def hear_ctf(data: bytes, scales: Scales, today: date) -> Heard:
    """All pupils of the file. Raises FileRefused for XML that is broken or something else."""
    reader = _Reader(scales, today)
    for pupil in _pupils(data, reader.header):
        reader.read(pupil)
    if not reader.is_ctf:
        raise FileRefused(
            "This is XML, but not a Common Transfer File.", "Ask the school for a CTF, or for CSV."
        )
    return reader.done()


def _pupils(data: bytes, header: Any) -> Iterator[Element]:
    """Each pupil once, forgotten again after it was read. Entities and DTDs are refused."""
    from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
    from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

    path: list[Element] = []
    parts = 0
    try:
        for event, element in iterparse(
            BytesIO(data),
            events=("start", "end"),
            forbid_dtd=True,
            forbid_entities=True,
            forbid_external=True,
        ):
            if event == "start":
                path.append(element)
                parts += 1
                if len(path) > _DEEPEST or parts > _MOST_PARTS:
                    raise FileRefused("The XML is nested too deeply or has too many parts.")
                if len(path) == 1:
                    header(element)
                continue
            path.pop()
            if element.text and len(element.text) > _LONGEST_TEXT:
                raise FileRefused("A text in the XML is far too long for a transfer file.")
            tag = _tag(element)
            if tag == "Header":
                header(element)
            elif tag == "Pupil" and path and _tag(path[-1]) == "CTFpupilData":
                yield element
                path[-1].clear()
            elif len(path) == 1 and tag != "CTFpupilData":
                element.clear()
    except DefusedXmlException as error:
        raise FileRefused(
            "The XML declares entities or a document type, which a transfer file never does. It "
            "was not read any further.",
            "Ask the school for the file straight from its own system.",
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        line = getattr(error, "position", (0, 0))[0]
        where = f" in line {line}" if line else ""
        raise FileRefused(
            f"The XML is broken{where}, so the file may not be whole.", "Ask for it again."
        ) from error


class _Reader:
    """Makes of each pupil's element what it says."""

    def __init__(self, scales: Scales, today: date) -> None:
        self.heard = Heard()
        self.is_ctf = False
        self._words: Words = words()
        self._fields = FieldReader(self._words, today, Order.DAY)
        self._results = StageReader(scales)
        self._number = 0
        self._today = today

    def header(self, element: Element) -> None:
        """The root and then the header: whose file it is."""
        if _tag(element).casefold() == "ctfile":
            self.is_ctf = True
        school = _find(element, "SourceSchool")
        if school is not None:
            number = _text(school, "LEA") + _text(school, "Estab")
            self.heard.school = "".join(filter(str.isdecimal, number)) or _text(school, "URN")
            self.heard.school_name = _text(school, "SchoolName")

    def read(self, element: Element) -> None:
        self._number += 1
        if self._number > _MOST_PUPILS:
            raise FileRefused(f"The file has more than {_MOST_PUPILS:,} pupils.")
        self.heard.rows_read += 1
        number, problems = self._number, self.heard.problems
        fields = {}
        for field, tags in _FIELDS.items():
            try:
                text = next((t for t in (_text(element, tag) for tag in tags) if t), "")
                value = self._fields.reader(field)(text) if text else ""
            except NotRead as problem:
                problems.append(Problem(number, str(problem), tags[0]))
                continue
            if value:
                fields[field] = value
        self._name(element, fields)
        self._groups(element, fields)
        if not fields.get("upn") and not fields.get("name"):
            reason = "It names no pupil: neither a UPN nor a name."
            problems.append(Problem(number, reason, whole=True))
            return
        said = Said(number, fields)
        said.results = self._results.read(number, element, fields, problems)
        said.sessions = list(_sessions(element))
        self.heard.pupils.append(said)

    def done(self) -> Heard:
        self.heard.warnings += self._results.warnings()
        self.heard.fields = frozenset(f for said in self.heard.pupils for f in said.fields)
        return self.heard

    def _name(self, element: Element, fields: dict[str, Any]) -> None:
        forename = _text(element, "PreferredForename") or _text(element, "Forename")
        surname = _text(element, "PreferredSurname") or _text(element, "Surname")
        try:
            if name := str(self._fields.reader("form")(f"{forename} {surname}".strip())):
                fields["name"] = name
        except NotRead as problem:
            self.heard.problems.append(Problem(self._number, str(problem), "Surname"))

    def _groups(self, element: Element, fields: dict[str, Any]) -> None:
        """Only what the file speaks of: a missing part says nothing."""
        if (sen := _sen(element)) is not None:
            with suppress(NotRead):
                fields["sen"] = self._fields.reader("sen")(sen)
        if (fsm := _fsm(element, self._today)) is not None:
            fields["fsm"] = fsm
        care = _text(element, "InCare") or _text(element, "LookedAfter")
        if care:
            fields["in_care"] = care.casefold() in _TRUE
        eal = self._fields.reader("language")(_first_language(element))
        if eal is not None:
            fields["eal"] = eal
        for tag, field in (("GiftedTalented", "gifted"), ("PupilPremium", "ever6")):
            if text := _text(element, tag):
                fields[field] = text.casefold() in _TRUE


def _tag(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _all(element: Element, name: str) -> Iterator[Element]:
    return (each for each in element.iter() if _tag(each) == name)


def _find(element: Element, name: str) -> Element | None:
    return next(_all(element, name), None)


def _text(element: Element, name: str) -> str:
    """The first text under that name anywhere within, without its spaces."""
    for each in _all(element, name):
        if each.text and (text := " ".join(each.text.split())):
            return text
    return ""


def _sen(element: Element) -> str | None:
    """The provision with the latest beginning; None where the file says nothing of it."""
    spells = [
        (_text(each, "StartDate"), _text(each, "SENprovision") or _text(each, "SENstatus"))
        for each in _all(element, "SEN")
    ]
    if spells:
        return max(spells)[1]
    return _text(element, "SENprovision") or _text(element, "SENstatus") or None


def _fsm(element: Element, today: date) -> bool | None:
    """Whether meals are free now: said outright, or by a time that has not ended."""
    if said := _text(element, "FSMeligible") or _text(element, "FSMeligibility"):
        return said.casefold() in _TRUE
    spells = list(_all(element, "FSMinstance")) or list(_all(element, "FSM"))
    if not spells:
        return None
    return any(
        not (end := _text(each, "FSMendDate") or _text(each, "EndDate")) or end > today.isoformat()
        for each in spells
    )


def _first_language(element: Element) -> str:
    """The code of the first language, where several are listed by kind."""
    for each in _all(element, "Type"):
        if _text(each, "LanguageType") in ("F", "M", "H"):
            return _text(each, "Language")
    return _text(element, "FirstLanguage") or _text(element, "Language")


def _sessions(element: Element) -> Iterator[Sessions]:
    """Attendance, one entry for each school year; the year named is the one it ends in."""
    for each in _all(element, "YearData"):
        year, possible = _text(each, "Year"), _text(each, "SessionsPossible")
        missed = [_text(each, f"Sessions{kind}") or "0" for kind in ("Authorised", "Unauthorised")]
        attended = _text(each, "SessionsAttended")
        figures = [year, possible, *missed, attended or "0"]
        if not all(f.isascii() and f.isdecimal() and len(f) < 6 for f in figures) or not possible:
            continue
        there = int(attended) if attended else int(possible) - sum(map(int, missed))
        if 1980 < int(year) < 2200 and 0 <= there <= int(possible):
            yield Sessions(int(year) - 1, int(possible), there)
