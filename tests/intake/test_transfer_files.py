"""The Common Transfer File, old and new, honest and forged."""

from __future__ import annotations

from datetime import date

import pytest

from sipdesk.models.errors import BadValue
from sipdesk.models.intake.files import read_source
from sipdesk.models.intake.limits import FileRefused
from tests.intake.builders import preview, results, take, upn

STAGES = """
  <StageAssessments><KeyStage><Stage>KS2</Stage>
    <StageAssessment><Year>2007</Year><Subject>MAT</Subject><Method>TA</Method>
      <Component>SUB</Component><ResultQualifier>NL</ResultQualifier><Result>3</Result>
    </StageAssessment>
    <StageAssessment><Year>2007</Year><Subject>MAT</Subject><Method>TT</Method>
      <Component>SUB</Component><ResultQualifier>NL</ResultQualifier><Result>4</Result>
    </StageAssessment>
    <StageAssessment><Year>2007</Year><Subject>ENG</Subject><Method>TT</Method>
      <Component>MRK</Component><ResultQualifier>NM</ResultQualifier><Result>41</Result>
    </StageAssessment>
    <StageAssessment><Year>2007</Year><Subject>QQQ</Subject><Method>TA</Method>
      <ResultQualifier>NL</ResultQualifier><Result>4</Result>
    </StageAssessment>
  </KeyStage></StageAssessments>"""
FLAT = f"""
 <Pupil><UPN>{upn(1)}</UPN><Surname>Khan</Surname><Forename>Aneesa</Forename>
  <DOB>1996-04-03</DOB><Gender>F</Gender><NCyearActual>9</NCyearActual>
  <Ethnicity>APKN</Ethnicity><FSMeligible>true</FSMeligible>
  <SENhistory>
   <SEN><StartDate>2006-09-01</StartDate><SENprovision>A</SENprovision></SEN>
   <SEN><StartDate>2008-09-01</StartDate><SENprovision>P</SENprovision></SEN></SENhistory>
  <Languages><Type><LanguageType>F</LanguageType><Language>URD</Language></Type></Languages>
  <LookedAfter><InCare>false</InCare></LookedAfter>
  <Attendance><YearData><Year>2009</Year><SessionsPossible>380</SessionsPossible>
   <SessionsAuthorised>10</SessionsAuthorised><SessionsUnauthorised>4</SessionsUnauthorised>
  </YearData></Attendance>{STAGES}
 </Pupil>"""
NEW = f"""
 <Pupil><UPN>{upn(2)}</UPN><Surname>Zielny</Surname><Forename>Łukasz</Forename>
  <DOB>1995-12-24</DOB><Sex>M</Sex>
  <BasicDetails><NCyearActual>9</NCyearActual><Ethnicity>WOTH</Ethnicity>
   <Languages><Type><LanguageType>F</LanguageType><Language>ENG</Language></Type></Languages>
   <LookedAfter><InCare>true</InCare></LookedAfter></BasicDetails>
  <FSMhistory><FSM><FSMstartDate>2008-01-01</FSMstartDate><FSMendDate>2009-01-01</FSMendDate>
  </FSM></FSMhistory>
 </Pupil>"""


def a_ctf(*pupils: str, lea: str = "801", estab: str = "2000", before: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<CTfile><Header>'
        "<DocumentName>Common Transfer File</DocumentName><CTFversion>12.0</CTFversion>"
        f"<SourceSchool><LEA>{lea}</LEA><Estab>{estab}</Estab>"
        "<SchoolName>Kingsmead School</SchoolName></SourceSchool></Header>"
        f"<CTFpupilData>{''.join(pupils)}</CTFpupilData></CTfile>"
    )


def test_pupils_of_an_old_file_and_of_a_new_one(desk, school):
    take(desk, school, a_ctf(FLAT, NEW))
    aneesa, lukasz = desk.pupils.of_school(school.id)
    assert (aneesa.name, aneesa.upn, aneesa.born) == ("Aneesa Khan", upn(1), date(1996, 4, 3))
    assert (aneesa.year, aneesa.gender, aneesa.ethnicity) == ("Year 9", "F", "APKN")
    assert (aneesa.sen, aneesa.fsm, aneesa.in_care, aneesa.eal) == ("P", True, False, True)
    assert (lukasz.name, lukasz.year, lukasz.gender) == ("Łukasz Zielny", "Year 9", "M")
    assert (lukasz.fsm, lukasz.in_care, lukasz.eal) == (False, True, False)


def test_results_by_the_method_that_counts_and_attendance(desk, school):
    seen = preview(desk, school, a_ctf(FLAT))
    assert any("KS2 QQQ NL (1)" in warning for warning in seen.warnings)
    desk.intake.accept(seen)
    assert results(desk, school) == {("Aneesa Khan", "Mathematics", 2006, 3, "baseline"): "4"}
    [pupil] = desk.pupils.of_school(school.id)
    [year] = desk.tracking.attendance.of_pupil(pupil.id)
    assert (year.year, year.possible, year.attended) == (2008, 380, 366)
    take(desk, school, a_ctf(FLAT))
    assert len(desk.tracking.attendance.of_pupil(pupil.id)) == 1


def test_a_file_in_utf_16(desk, school):
    data = a_ctf(FLAT).replace("UTF-8", "UTF-16").encode("utf-16")
    assert [one.name for one in preview(desk, school, data).accepted] == ["Aneesa Khan"]


def test_a_file_of_another_school_needs_a_deliberate_yes(desk, school):
    seen = preview(desk, school, a_ctf(FLAT, estab="4321"))
    assert "8014321" in seen.other_school
    with pytest.raises(BadValue, match="another school"):
        desk.intake.accept(seen)
    take(desk, school, a_ctf(FLAT, estab="4321"), other_school=True)


def test_a_pupil_without_a_name_or_upn_is_left_out(desk, school):
    seen = preview(desk, school, a_ctf("<Pupil><DOB>1996-04-03</DOB></Pupil>", FLAT))
    assert [(p.row, p.whole) for p in seen.problems] == [(1, True)]
    assert len(seen.accepted) == 1


# --- forged or broken


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "before",
    [
        f'<!DOCTYPE CTfile [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE CTfile [<!ENTITY secret SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE CTfile SYSTEM "http://example.org/ctf.dtd">',
        "<!DOCTYPE CTfile>",
    ],
)
def test_entities_and_document_types_are_refused(desk, school, before):
    before_it = desk.store.fingerprint()
    with pytest.raises(FileRefused, match="never does"):
        preview(desk, school, a_ctf(FLAT, before=before))
    assert desk.store.fingerprint() == before_it


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (a_ctf(FLAT)[:-40], "broken in line"),
        ("<?xml version='1.0'?><Orders><Order/></Orders>", "not a Common Transfer File"),
        (a_ctf(FLAT.replace("Khan", "x" * 40_000)), "far too long"),
        ("<?xml version='1.0'?>" + "<a>" * 100 + "</a>" * 100, "nested too deeply"),
        ("<?xml version='1.0' encoding='nonsense'?><CTfile/>", "broken"),
    ],
)
def test_what_is_broken_is_said_in_words(desk, school, data, said):
    with pytest.raises(FileRefused, match=said):
        preview(desk, school, data)


def test_a_transfer_file_with_nobody_in_it(desk, school):
    seen = preview(desk, school, a_ctf())
    assert seen.stops == ("The file names no pupil that can be taken in.",)


def test_what_begins_as_xml_is_taken_for_xml_whatever_it_is_called():
    assert read_source("pupils.csv", a_ctf(FLAT).encode()).kind == "ctf"
