"""Day templates that were kept when they still named people: told of, and reached by erasing."""

from __future__ import annotations

from pathlib import Path

from sipdesk import paths
from sipdesk.models.keeping.holding import TEMPLATE
from sipdesk.models.templates import DayTemplate, load_days, save_day
from tests.models.keeping_builders import FORMER, NAME, SUR, traced


def test_a_template_that_names_whoever_is_erased_names_nobody(tmp_path: Path) -> None:
    here = traced(tmp_path)
    save_day(paths.user_templates(), DayTemplate("Mine", summary=f"{NAME}, {FORMER} {SUR}"))
    assert here.desk.keeping.erase([here.person]).unreached == ()
    assert load_days(paths.user_templates())[0][0].summary == "A pupil, a pupil"
    here.desk.close()


def test_a_template_that_names_somebody_is_held_on_them_and_told_before_erasing(
    tmp_path: Path,
) -> None:
    """By its file's name: it may name others too, of another desk."""
    here = traced(tmp_path)
    folder = paths.user_templates()
    save_day(folder, DayTemplate("Mine", summary=f"Ask after {NAME} and Zadie Okonkwo"))
    (folder / "own.toml").write_text(f"# {NAME} again\nname = 'Own'\n", "utf-8")
    (folder / "broken.toml").write_text(f"name = {NAME}\n", "utf-8")
    (folder / "other.toml").write_text("name = 'Nobody'\n", "utf-8")
    (folder / f"{NAME.lower().replace(' ', '_')}.toml").write_text("name = 'Theirs'\n", "utf-8")
    (folder / "strange.toml").write_bytes('name = "Zoë"'.encode("latin-1"))
    held = [m for m in here.desk.keeping.about(here.person).mentions if m.table == TEMPLATE]
    own = f"{NAME.lower().replace(' ', '_')}.toml"
    sure = sorted(["broken.toml", "mine.toml", "own.toml", own])
    assert sorted(m.text for m in held if not m.doubtful) == sure
    assert [m.text for m in held if m.doubtful] == ["strange.toml, which cannot be read"]
    ahead = here.desk.keeping.outlook([here.person])
    assert ahead.reworded[TEMPLATE] == len(sure)
    here.desk.keeping.erase([here.person])
    here.desk.close()
    assert not any(NAME in file.read_text("latin-1") for file in folder.iterdir())
    assert own not in {file.name for file in folder.iterdir()}


def test_one_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    here = traced(tmp_path)
    file = paths.user_templates() / "strange.toml"
    file.parent.mkdir(parents=True)
    file.write_bytes('name = "Zoë"'.encode("latin-1"))
    [told] = here.desk.keeping.erase([here.person]).unreached
    assert str(file) in told
    assert "could not be looked through" in told
    here.desk.close()
