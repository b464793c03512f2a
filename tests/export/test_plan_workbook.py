"""The action plan in Excel, read back."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipdesk.export.material import PlanMaterial
from sipdesk.export.workbook import STAMP, write_plan
from sipdesk.export.workbook.cells import cut
from sipdesk.export.workbook.write import as_workbook
from sipdesk.models.errors import Cancelled
from sipdesk.models.priorities.records import Milestone, Priority, Status
from tests.export.builders import about, action, plan_material

HEAD = 4
RISKY = [
    "=1+1",
    "#N/A",
    "+44 20",
    "-1",
    "@x",
    "'quoted",
    "12/11/2009",
    "TRUE",
    "1e5",
    "<b>&",
    "“ł ș ŵ”",
    '=HYPERLINK("http://x")',
]


def read(material: PlanMaterial) -> Any:
    return openpyxl.load_workbook(io.BytesIO(as_workbook(material)))


def rows(material: PlanMaterial, sheet: str = "Action plan") -> list[dict[str, Any]]:
    table = list(read(material)[sheet].iter_rows(min_row=HEAD, values_only=True))
    return [dict(zip(table[0], row, strict=True)) for row in table[1:]]


def test_an_action_comes_back_as_it_was() -> None:
    first = rows(plan_material())[0]
    assert first == {
        "Action id": "a1",
        "Priority id": "p1",
        "Priority": "Middle attainers in mathematics",
        "Objective": "Raise progress of middle attainers",
        "Action": "Give every Year 10 mathematics class the same half-termly assessment",
        "Lead": "Head of mathematics",
        "Timescale": None,
        "Due": datetime(2009, 12, 18),
        "Milestones": "27/11/2009 First paper written (reached)\n"
        "11/12/2009 All classes have sat it",
        "Expected outcome": "All classes within three points of each other",
        "How we shall know": "Moderated results of all classes are on the tracker in December",
        "Monitoring": "Deputy head samples four folders each half term",
        "Resources": "Two cover days",
        "Status": "on the way",
        "Completed": None,
        "Comment": None,
    }


def test_actions_stand_under_their_priorities_and_nothing_is_lost() -> None:
    material = plan_material(
        priorities=(
            Priority("p2", "s", title="Two"),
            Priority("p1", "s", title="One"),
            Priority("p9", "s", title="Alone"),
        ),
        actions=(
            action("x", "Loose"),
            action("y", "First", priority_id="p1"),
            action("z", "Second", priority_id="p2"),
        ),
    )
    assert [(r["Priority"], r["Action"], r["Action id"]) for r in rows(material)] == [
        ("Two", "Second", "z"),
        ("One", "First", "y"),
        ("Alone", None, None),
        (None, "Loose", "x"),
    ]


@pytest.mark.parametrize("typed", RISKY)
def test_text_stays_text(typed: str) -> None:
    book = read(plan_material(actions=(action("a", typed, comment=typed, lead=typed),)))
    cells = [c for row in book["Action plan"].iter_rows(min_row=5) for c in row if c.value == typed]
    assert len(cells) == 3
    assert {cell.data_type for cell in cells} == {"s"}


def test_text_that_excel_would_take_for_more_stays_text_when_edited() -> None:
    book = read(plan_material(priorities=(), actions=(action("a", "=1+1", comment="plain"),)))
    sheet = book["Action plan"]
    assert sheet["E5"].quotePrefix
    assert not sheet["P5"].quotePrefix


def test_there_are_no_formulas_and_no_links_in_the_file() -> None:
    material = plan_material(
        actions=tuple(action(f"a{n}", text, lead=text) for n, text in enumerate(RISKY))
    )
    with zipfile.ZipFile(io.BytesIO(as_workbook(material))) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            assert "<f>" not in text
            assert "<hyperlink" not in text
            assert "externalLink" not in name


def test_dates_are_dates() -> None:
    sheet = read(plan_material())["Action plan"]
    assert sheet["H5"].is_date
    assert sheet["H5"].number_format == "dd/mm/yyyy"
    assert sheet["O7"].value == datetime(2010, 1, 20)
    early = plan_material(priorities=(), actions=(action("a", "x", due=date(1850, 1, 2)),))
    assert rows(early)[0]["Due"] == "02/01/1850"


def test_ids_are_hidden_and_the_version_is_stamped() -> None:
    book = read(plan_material())
    sheet = book["Action plan"]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.column_dimensions["B"].hidden
    assert book.defined_names[STAMP].attr_text == '"7f3k2-0042"'
    assert book.defined_names[STAMP].hidden
    assert book.custom_doc_props[STAMP].value == "7f3k2-0042"
    assert any("7f3k2-0042" in str(row) for row in book["Read me"].iter_rows(values_only=True))


def test_status_and_lead_are_chosen_from_lists() -> None:
    book = read(plan_material())
    lists = {
        str(v.sqref).split(":")[0]: v for v in book["Action plan"].data_validations.dataValidation
    }
    assert lists["N5"].showErrorMessage
    assert not lists["F5"].showErrorMessage
    shown = list(book["Lists"].iter_rows(values_only=True))
    assert [row[0] for row in shown[:5]] == [status.value for status in Status]
    assert {"Data manager", "Mrs Grace Okafor"} <= {row[1] for row in shown}
    assert book["Lists"].sheet_state == "hidden"


def test_colours_follow_the_word_and_add_a_shape() -> None:
    rules = [
        r
        for area in read(plan_material())["Action plan"].conditional_formatting
        for r in area.rules
    ]
    shapes = {r.formula[0]: r.dxf.numFmt.formatCode for r in rules}
    assert shapes['"done"'] == '"● "@'
    assert shapes['"on the way"'] == '"▲ "@'
    assert shapes['"slipped"'] == '"■ "@'


def test_the_sheets_are_made_for_reading_and_printing() -> None:
    book = read(plan_material())
    assert book.sheetnames == ["Action plan", "Milestones", "Read me", "Lists"]
    for name in ("Action plan", "Milestones"):
        sheet = book[name]
        assert sheet.freeze_panes == "A5"
        assert sheet.auto_filter.ref.startswith("A4:")
        assert sheet.print_title_rows == "$4:$4"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == (
            "landscape",
            "9",
        ) or sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P of &N" in sheet.oddFooter.right.text
        assert "Kingsmead" in sheet.oddFooter.left.text


def test_milestones_stand_beside_their_action() -> None:
    first, second = rows(plan_material(), "Milestones")
    assert (first["Milestone id"], first["Action id"], first["Reached"]) == ("m1", "a1", "yes")
    assert (second["Due"], second["Milestone"]) == (
        datetime(2009, 12, 11),
        "All classes have sat it",
    )


def test_a_plan_without_anything_is_still_a_plan() -> None:
    book = read(plan_material(priorities=(), actions=(), milestones={}))
    assert "no actions yet" in book["Action plan"]["C2"].value


def test_no_pupil_leaves_in_any_cell() -> None:
    name = "Łukasz Nowak’s lead Mr Patel"
    fields = (
        "objective",
        "action",
        "lead",
        "timescale",
        "outcome",
        "measure",
        "monitoring",
        "resources",
        "comment",
    )
    full = replace(action("a", priority_id="p"), **dict.fromkeys(fields, name))
    material = plan_material(
        priorities=(Priority("p", "s", title=name),),
        actions=(full,),
        milestones={"a": (Milestone("m", "a", None, name),)},
    )
    with zipfile.ZipFile(io.BytesIO(as_workbook(material))) as archive:
        text = "".join(archive.read(n).decode() for n in archive.namelist())
    assert "Nowak" not in text
    assert "Łukasz" not in text
    assert "Mr Patel" in text


def test_a_long_text_is_cut_visibly() -> None:
    comment = rows(plan_material(priorities=(), actions=(action("a", comment="x" * 40_000),)))[0][
        "Comment"
    ]
    assert len(comment) <= 32_767
    kept, _, rest = comment.partition(" … cut: ")
    assert int(re.sub(r"\D", "", rest.split()[0])) + len(kept) == 40_000
    assert len(cut("😀" * 20_000).encode("utf-16-le")) // 2 <= 32_767
    assert cut("x" * 32_767) == "x" * 32_767


def test_control_characters_go_and_lines_stay() -> None:
    first = rows(
        plan_material(priorities=(), actions=(action("a", "one\r\ntwo\x00\x0b\ud800 three"),))
    )[0]
    assert first["Action"] == "one\ntwo three"


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_back_as_text(text: str) -> None:
    material = plan_material(
        about=about(pupils=()),
        priorities=(),
        actions=(action("a", text, comment=text),),
        milestones={},
    )
    cell = read(material)["Action plan"]["E5"]
    assert cell.value is None or cell.data_type == "s"


def test_nothing_is_left_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a temporary file")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", refuse)
    write_plan(plan_material(), tmp_path / "plan.xlsx")
    assert [p.name for p in tmp_path.iterdir()] == ["plan.xlsx"]


def test_the_file_names_nobody() -> None:
    said = read(plan_material()).properties
    assert said.title == "Action plan, Kingsmead School"
    assert [said.creator or "", said.lastModifiedBy or ""] == ["", ""]


def test_progress_goes_to_the_end_and_can_be_stopped(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    write_plan(plan_material(), tmp_path / "a.xlsx", lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1]
    with pytest.raises(Cancelled):
        write_plan(plan_material(), tmp_path / "b.xlsx", lambda done, total: done < 2)
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]
