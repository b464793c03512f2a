"""The gaps in Excel, read back: numbers are numbers, text stays text, charts follow the cells."""

from __future__ import annotations

import io
import re
import zipfile
from random import Random
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipdesk.export.audience import Audience
from sipdesk.export.gap_material import GapMaterial
from sipdesk.export.workbook.gaps import as_gap_workbook
from sipdesk.models.errors import Cancelled
from sipdesk.models.gaps import Closing
from tests.export.gaps import AUTUMN, SPRING, gap_material, gap_row, hidden_row
from tests.export.live import live_in_workbook
from tests.reliability import counted, share

ROW = "live formulas, links and references in exports"
HEAD = 4
_RISKY = st.sampled_from(
    ["=1+1", "+44", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "#N/A"]
)
_WILD = st.text(max_size=40) | st.builds("".join, st.tuples(_RISKY, st.text(max_size=20)))


def read(material: GapMaterial) -> Any:
    return openpyxl.load_workbook(io.BytesIO(as_gap_workbook(material)))


def rows(material: GapMaterial) -> list[dict[str, Any]]:
    table = list(read(material)["Figures"].iter_rows(min_row=HEAD, values_only=True))
    return [dict(zip(table[0], row, strict=True)) for row in table[1:]]


def test_every_row_has_its_numbers_unrounded() -> None:
    first, *_ = [row for row in rows(gap_material()) if row["Subject"] == "Reading"]
    assert first["Data point"] == "Spring 2013"
    assert first["Group"] == "Free school meals"
    assert (first["Pupils"], first["Average"], first["Average of all"]) == (12, 22.3, 23.4)
    assert first["Gap to all"] == pytest.approx(22.3 - 23.4, rel=1e-12)
    assert first["Closing on all"] == "Closing"
    assert first["Compared with"] == "Autumn 2012"


def test_hidden_figures_are_words_and_stand_last_at_their_point() -> None:
    material = gap_material(
        hidden_row("in-care"), gap_row(), audience=Audience.GOVERNORS, threshold=5
    )
    shown, hid = rows(material)
    assert shown["Group"] == "Free school meals"
    assert {hid[name] for name in ("Pupils", "Average", "Gap to all", "Gap to rest")} == {
        "not shown"
    }


def test_charts_read_no_cell_that_holds_words() -> None:
    material = gap_material(
        hidden_row("in-care"), gap_row(), gap_row("sen"), audience=Audience.GOVERNORS, threshold=5
    )
    book = read(material)
    with zipfile.ZipFile(io.BytesIO(as_gap_workbook(material))) as archive:
        names = [n for n in archive.namelist() if n.startswith("xl/charts/chart")]
        charts = [archive.read(name).decode() for name in names]
    assert len(charts) == 1  # of one data point there is no way over time
    assert "'Figures'!$I$5:$I$6" in charts[0]
    assert all(isinstance(book["Figures"][f"I{n}"].value, float) for n in (5, 6))
    assert book["Figures"]["I7"].value == "not shown"


def test_there_is_a_chart_of_each_subject_and_one_over_time() -> None:
    book = read(gap_material())
    assert book.sheetnames == ["Charts", "Figures", "Over time", "Read me"]
    with zipfile.ZipFile(io.BytesIO(as_gap_workbook(gap_material()))) as archive:
        assert sum(n.startswith("xl/charts/chart") for n in archive.namelist()) == 6


def test_a_subject_on_two_scales_has_both_named_over_time() -> None:
    made = [
        gap_row(point=point, scale=scale)
        for scale in ("nc-sublevels", "percent")
        for point in (AUTUMN, SPRING)
    ]
    sheet = read(gap_material(*made))["Over time"]
    heads = [cell.value for cell in sheet["A"] if cell.value and "Reading" in cell.value]
    assert len(set(heads)) == 2
    assert all(re.fullmatch(r"Reading \(.+\)", head) for head in heads)


def test_over_time_what_is_hidden_is_empty() -> None:
    material = gap_material(
        gap_row(point=AUTUMN),
        gap_row(),
        hidden_row("sen", point=AUTUMN),
        gap_row("sen"),
        audience=Audience.GOVERNORS,
        threshold=5,
    )
    sheet = read(material)["Over time"]
    assert [cell.value for cell in sheet[4]] == ["Reading", "Free school meals"]
    assert sheet["A5"].value == "Autumn 2012"


def test_heads_are_frozen_and_repeat_on_paper() -> None:
    sheet = read(gap_material())["Figures"]
    assert sheet.freeze_panes == "E5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.auto_filter.ref == "A4:Q10"
    assert sheet.page_setup.orientation == "landscape"


def test_averages_show_one_decimal_and_gaps_a_sign() -> None:
    sheet = read(gap_material())["Figures"]
    assert sheet["F5"].number_format == "0.0"
    assert sheet["I5"].number_format.startswith("+0.0;")


def test_nothing_refers_outside_and_nobody_signed_it() -> None:
    with zipfile.ZipFile(io.BytesIO(as_gap_workbook(gap_material()))) as archive:
        assert not [n for n in archive.namelist() if "external" in n.lower()]
        every = b"".join(archive.read(name) for name in archive.namelist() if "rels" in name)
    assert b"External" not in every
    assert not read(gap_material()).properties.creator


def test_it_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        as_gap_workbook(gap_material(), lambda done, total: done < 2)


def live(material: GapMaterial) -> list[str]:
    """What Excel would take for a formula, a link or an error."""
    return live_in_workbook(as_gap_workbook(material))


def wild(texts: list[str]) -> GapMaterial:
    """Every text as the name of a group and of a subject."""
    made = []
    for n, text in enumerate(texts):
        for point in (AUTUMN, SPRING):
            row = gap_row(f"own:{text}", f"{text}", point, 20.0, 22.0, closing=Closing.NO)
            made.append(row if n % 5 else hidden_row(f"own:{text}", f"{text}", point))
    return gap_material(*made, audience=Audience.GOVERNORS, threshold=5)


@settings(max_examples=25, deadline=None)
@given(st.lists(_WILD, min_size=1, max_size=12))
def test_no_name_of_a_group_or_subject_becomes_a_formula(texts: list[str]) -> None:
    assert live(wild(texts)) == []


def made_up(chance: Random) -> str:
    """A name that begins as badly as it can."""
    begin = chance.choice(["=", "+", "-", "@", "\t=", "#N/A", "'", "=cmd|' /C calc'!A0", "", "{="])
    return begin + "".join(chr(chance.randrange(32, 0x2FF)) for _ in range(chance.randrange(12)))


@pytest.mark.soak
def test_no_formula_in_a_hundred_thousand_names() -> None:
    chance = Random(2009)
    with counted(ROW) as seen:
        for _ in range(share(250)):
            names = [made_up(chance) for _ in range(404)]
            seen.cases += len(names)
            groups, subjects = names[:400], names[400:]
            made = [gap_row(f"own:{name}", subjects[n % 4]) for n, name in enumerate(groups)]
            assert live(gap_material(*made)) == []
