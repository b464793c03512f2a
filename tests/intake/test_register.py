"""Schools and their heads from the public register."""

from __future__ import annotations

import pytest

from sipdesk.models.errors import BadValue
from sipdesk.models.intake.limits import FileRefused
from sipdesk.models.intake.published import Published
from sipdesk.models.intake.register import RegisterChoices

CODED = (
    "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (code),"
    "TypeOfEstablishment (name),EstablishmentStatus (name),OpenDate,CloseDate,"
    "PhaseOfEducation (name),Street,Locality,Town,Postcode,TelephoneNum,HeadTitle (name),"
    "HeadFirstName,HeadLastName\n"
)
ROWS = (
    "123456,801,Bristol,2000,Kingsmead School,1,Community school,Open,01-09-1970,,Secondary,"
    "Mead Lane,,Bristol,BS1 1AA,01170000000,Mrs,Jean,Harcourt\n"
    "123457,801,Bristol,2001,Kingsmead Infant School,1,Community school,Closed,01-09-1950,"
    "31-08-2006,Primary,Mead Lane,,Bristol,BS1 1AB,,Mr,Ian,Poole\n"
    "123458,802,North,4000,St Mary’s Academy,1,Academy,Open,01/09/2008,31/08/2010,"
    "Secondary,High Street,Not recorded,Leeds,LS1 1AA,,,,\n"
)
PLAIN = (
    CODED.replace(" (name)", "")
    .replace("LA (code),", "")
    .replace("TypeOfEstablishment (code),", "")
)


def _published(text: str, encoding: str = "cp1252") -> Published:
    return Published("edubasealldata.csv", "d", text.encode(encoding))


def test_a_new_school_with_its_head(desk):
    [done] = desk.intake.accept(desk.intake.register(_published(CODED + ROWS), ["123456"]))
    school = desk.schools.get(done.school_id)
    assert (school.name, school.urn, school.phase) == ("Kingsmead School", "123456", "Secondary")
    assert (school.authority, school.dfe_number) == ("Bristol", "8012000")
    assert school.address == "Mead Lane\nBristol\nBS1 1AA"
    [head] = desk.schools.contacts(school.id)
    assert (head.role, head.name, head.phone) == ("Headteacher", "Mrs Jean Harcourt", "01170000000")
    assert desk.undo() == "Import schools from the register"
    assert desk.schools.all() == []


def test_what_was_typed_stays_unless_it_is_given_up(desk, school):
    desk.schools.edit(school.id, authority="City of Bristol", dfe_number="")
    desk.schools.add_contact(school.id, "Headteacher", "Jean Harcourt")
    published = _published(CODED + ROWS)
    seen = desk.intake.register(published)
    taken = {f.field: f.take for f in seen.accepted[0].fields}
    assert taken == {
        "phase": True,
        "authority": False,
        "address": True,
        "dfe_number": True,
        "head_name": False,
        "head_phone": True,
    }
    desk.intake.accept(seen)
    assert desk.schools.get(school.id).authority == "City of Bristol"
    assert desk.schools.contacts(school.id)[0].name == "Jean Harcourt"
    choices = RegisterChoices(overwrite={"123456:authority", "123456:head_name"})
    desk.intake.accept(desk.intake.register(published, (), choices))
    assert desk.schools.get(school.id).authority == "Bristol"
    assert [c.name for c in desk.schools.contacts(school.id)] == ["Mrs Jean Harcourt"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_a_school_by_words_of_its_name(desk, encoding):
    seen = desk.intake.register(_published(CODED + ROWS, encoding), ["mary’s"])
    [found] = seen.accepted
    assert (found.name, found.note) == ("St Mary’s Academy", "It closes on 31 August 2010.")
    assert "Not recorded" not in {f.after for f in found.fields}


def test_a_name_that_fits_several_needs_a_choice(desk):
    seen = desk.intake.register(_published(CODED + ROWS), ["kingsmead"])
    assert [one.urn for one in seen.found] == ["123456", "123457"]
    assert seen.found[1].note == "Closed on 31 August 2006."
    with pytest.raises(BadValue, match="2 schools fit"):
        desk.intake.accept(seen)
    chosen = desk.intake.register(
        _published(CODED + ROWS), ["kingsmead"], RegisterChoices(schools=["123456"])
    )
    assert len(desk.intake.accept(chosen)) == 1


def test_by_the_number_of_the_department(desk):
    assert desk.intake.register(_published(CODED + ROWS), ["801/2000"]).found[0].urn == "123456"


def test_without_the_columns_of_codes(desk):
    rows = "".join(
        ",".join([c for n, c in enumerate(row.split(",")) if n not in (1, 5)]) + "\n"
        for row in ROWS.splitlines()
    )
    [found] = desk.intake.register(_published(PLAIN + rows), ["123456"]).accepted
    after = {f.field: f.after for f in found.fields}
    assert after["authority"] == "Bristol"
    assert "dfe_number" not in after


def test_who_is_not_there_is_named(desk):
    seen = desk.intake.register(_published(CODED + ROWS), ["999999", "123456"])
    assert "There is no school “999999” in this file." in seen.warnings
    assert len(seen.accepted) == 1


def test_another_file_is_refused(desk):
    with pytest.raises(FileRefused, match="not the register"):
        desk.intake.register(_published("UPN,Name\nA1,Aneesa\n"), ["123456"])
    with pytest.raises(FileRefused, match="No school was asked for"):
        desk.intake.register(_published(CODED + ROWS))
