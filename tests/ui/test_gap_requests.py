"""What the window asks for when gaps are to leave it: one word, and the file it becomes."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from sipdesk.models.assessments import DataPoint, PointKind
from sipdesk.models.desk import Desk
from sipdesk.models.errors import BadValue
from sipdesk.ui.exporting import outgoing
from sipdesk.ui.gap_request import GapRequest
from tests.builders import a_desk, a_pupil, a_school

AUTUMN = DataPoint(2009, 1)
_names = st.text(min_size=1, max_size=20).filter(
    lambda text: text.encode("utf-8", "ignore").decode() == text
)


@given(
    st.builds(
        GapRequest,
        st.uuids().map(str),
        st.just("") | _names,
        st.just("") | _names,
        st.sampled_from(["head", "governors", "authority", "consultant"]),
        st.lists(_names, max_size=3).map(tuple),
        st.lists(_names, max_size=3).map(tuple),
        st.sampled_from(["AVERAGE", "AT_OR_ABOVE", "LEVELS_MADE"]),
        st.integers(5, 10),
        st.none()
        | st.builds(
            DataPoint, st.integers(1990, 2090), st.integers(0, 3), st.sampled_from(PointKind)
        ),
    )
)
def test_a_request_is_read_back_as_it_was_made(asked: GapRequest) -> None:
    assert GapRequest.of(asked.ref) == asked


def test_a_school_alone_asks_for_all_of_it_for_its_head() -> None:
    assert GapRequest.of("abc") == GapRequest("abc")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def with_results(desk: Desk) -> str:
    """A school whose Year 9 has 24 pupils, 4 of them with free school meals."""
    school = a_school(desk)
    for n in range(24):
        pupil = a_pupil(desk, school, f"Pupil{n} Surname{n}", fsm=n < 4, gender="FM"[n % 2])
        value = ("3b", "3a", "4c")[n % 3]
        desk.assessments.put(pupil, "Reading", value, scale="nc-sublevels", point=AUTUMN)
    return school.id


@pytest.mark.parametrize(("what", "ending"), [("gaps-pdf", ".pdf"), ("gaps-excel", ".xlsx")])
def test_the_window_writes_what_was_asked_for(
    desk: Desk, tmp_path: Path, what: str, ending: str
) -> None:
    asked = GapRequest(with_results(desk), year="Year 9", audience="governors")
    out = outgoing(desk, what, asked.ref)
    assert out.name == f"Gaps, Kingsmead School, Year 9, for governors, 2009-11-12{ending}"
    dest = tmp_path / f"out{ending}"
    out.write(dest, False, lambda done, total: True)
    words = text_of(dest)
    assert "not shown" in words
    assert "Girls" in words
    assert "Surname" not in words


@pytest.mark.parametrize("what", ["gaps-pdf", "gaps-excel"])
def test_a_data_point_that_is_not_the_last_is_written_alone(
    desk: Desk, tmp_path: Path, what: str
) -> None:
    school = with_results(desk)
    for pupil in desk.pupils.of_school(school):
        point = DataPoint(2009, 2)
        desk.assessments.put(pupil, "Reading", "5c", scale="nc-sublevels", point=point)
    dest = tmp_path / f"out{'.pdf' if what == 'gaps-pdf' else '.xlsx'}"
    outgoing(desk, what, GapRequest(school, point=AUTUMN).ref).write(
        dest, False, lambda done, total: True
    )
    words = text_of(dest)
    assert "Autumn 2009" in words
    assert "Spring 2010" not in words


def test_a_threshold_out_of_bounds_is_refused(desk: Desk) -> None:
    asked = GapRequest(with_results(desk), audience="authority", threshold=11)
    with pytest.raises(BadValue):
        outgoing(desk, "gaps-pdf", asked.ref)


def text_of(dest: Path) -> str:
    if dest.suffix == ".pdf":
        return " ".join(page.extract_text() for page in PdfReader(dest).pages)
    book = openpyxl.load_workbook(dest)
    return "\n".join(
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    )
