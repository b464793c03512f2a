"""An erasure reaches the day templates that were kept when they still named people."""

from __future__ import annotations

from pathlib import Path

from sipdesk import paths
from sipdesk.models.templates import DayTemplate, load_days, save_day
from tests.models.keeping_builders import FORMER, NAME, SUR, traced


def test_a_template_that_names_whoever_is_erased_names_nobody(tmp_path: Path) -> None:
    here = traced(tmp_path)
    save_day(paths.user_templates(), DayTemplate("Mine", summary=f"{NAME}, {FORMER} {SUR}"))
    assert here.desk.keeping.erase([here.person]).unreached == ()
    assert load_days(paths.user_templates())[0][0].summary == "A pupil, a pupil"
    here.desk.close()


def test_one_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    here = traced(tmp_path)
    file = paths.user_templates() / "strange.toml"
    file.parent.mkdir(parents=True)
    file.write_bytes('name = "Zoë"'.encode("latin-1"))
    [told] = here.desk.keeping.erase([here.person]).unreached
    assert str(file) in told
    assert "could not be looked through" in told
    here.desk.close()
