"""The sheet with the recovery code: one page, the code to be read without a slip, and no name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pypdf import PdfReader

from sipdesk.export.content.recovery import build_recovery
from sipdesk.export.document import Heading
from sipdesk.export.pdf import write_pdf

CODE = "ABCD EFGH JKMN PRST VWXY ABCD EFGH JKMN"


def test_the_groups_stand_in_two_lines_in_their_order() -> None:
    document = build_recovery(CODE, date(2026, 11, 24))
    lines = [p.text.split() for p in document.pieces if isinstance(p, Heading) and p.level == 1]
    assert lines == [CODE.split()[:4], CODE.split()[4:]]


def test_it_is_one_page_that_says_what_it_is_for(tmp_path: Path) -> None:
    write_pdf(build_recovery(CODE, date(2026, 11, 24)), tmp_path / "code.pdf")
    read = PdfReader(tmp_path / "code.pdf")
    [page] = read.pages
    words = " ".join(page.extract_text().split())
    for wanted in ("opens your desk", "apart from the computer", "24 November 2026", "Settings"):
        assert wanted in words
    assert CODE.replace(" ", "") in words.replace(" ", "")
    assert CODE.split()[0] not in str(read.metadata)
