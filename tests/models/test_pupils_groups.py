"""Groups are data, and which of them a pupil is in follows from fields, codes and spellings."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk import paths
from sipdesk.models.pupils import (
    Pupil,
    group_of,
    groups_in_order,
    key_of,
    letters_of,
    load_groups,
    short_titles,
    telling,
    traits_of,
)
from sipdesk.models.pupils.groups import definitions, load_definitions
from sipdesk.models.toml import Mistake

GROUPS = paths.resources() / "groups"
KEYS = """fsm ever6 in-care in-care-not-fsm sen eal gifted gender:F gender:M minority-ethnic
    traveller white-working-class band:low band:middle band:high sen:A sen:P sen:S sen:K sen:E
    ethnicity:WBRI ethnicity:WROM""".split()


FSM = {"fsm", "ever6"}


def now(**fields: object) -> frozenset[str]:
    return traits_of(Pupil("p", "s", **fields), [], None)  # type: ignore[arg-type]


def test_every_group_that_others_rely_on_is_there_and_explained() -> None:
    groups = {group.key: group for group in load_groups()}
    assert set(KEYS) <= groups.keys()
    assert len(groups) == len(load_groups())
    assert all(group.title and group.kind for group in groups.values())
    assert all(group.help for group in definitions().groups)


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ({"fsm": True}, {"fsm", "ever6"}),
        ({"ever6": True}, {"ever6"}),
        ({"in_care": True}, {"in-care", "in-care-not-fsm", "ever6"}),
        ({"in_care": True, "fsm": True}, {"in-care", "fsm", "ever6"}),
        ({"eal": True, "gifted": True}, {"eal", "gifted"}),
        ({"gender": "f"}, {"gender:F"}),
        ({"gender": "Male"}, {"gender:M"}),
        ({"sen": "n"}, set()),
        ({"sen": "K"}, {"sen", "sen:K"}),
        ({"sen": "School Action Plus"}, {"sen", "sen:P"}),
        ({"sen": "S.A."}, {"sen:S.A."}),
        ({"sen": "EHCP"}, {"sen", "sen:E"}),
        ({"ethnicity": "WBRI"}, {"ethnicity:WBRI"}),
        ({"ethnicity": "White - British"}, {"ethnicity:WBRI"}),
        ({"ethnicity": "WENG", "fsm": True}, {"ethnicity:WBRI", "white-working-class", *FSM}),
        ({"ethnicity": "wrom"}, {"ethnicity:WROM", "minority-ethnic", "traveller"}),
        ({"ethnicity": "WIRT"}, {"ethnicity:WIRT", "minority-ethnic", "traveller"}),
        ({"ethnicity": "BSOM"}, {"ethnicity:BAFR", "minority-ethnic"}),
        ({"ethnicity": "REFU"}, set()),
        ({"ethnicity": "NOBT"}, set()),
        ({"band": "Low"}, {"band:low"}),
        ({"band": "nonsense"}, set()),
        ({"groups": ("free  school meals",)}, {"fsm", "ever6"}),
        ({"groups": ("FSM", "G&T")}, {"fsm", "ever6", "gifted"}),
        ({"groups": ("Looked after", "FSM")}, {"in-care", "fsm", "ever6"}),
        ({"groups": ("  Choir   club ",)}, {"own:Choir club"}),
        ({"groups": ("",)}, set()),
    ],
)  # fmt: skip
def test_what_a_school_writes_puts_a_pupil_into_these_groups(
    written: dict[str, object], keys: set[str]
) -> None:
    assert now(**written) == keys


def test_a_band_set_by_hand_counts_before_the_baseline() -> None:
    assert traits_of(Pupil("p", "s", band="high"), [], None, "low") == {"band:high"}
    assert traits_of(Pupil("p", "s"), [], None, "low") == {"band:low"}


def test_a_school_writes_its_own_groups_as_it_likes() -> None:
    assert key_of("ever 6") == "ever6"
    assert key_of(" Boosters ") == "own:Boosters"
    assert group_of("own:Boosters").title == "Boosters"
    assert group_of("fsm").title == "Free school meals"
    assert group_of("sen:Z").title == "Z"


@given(
    st.builds(
        Pupil,
        id=st.just("p"),
        school_id=st.just("s"),
        fsm=st.booleans(),
        ever6=st.booleans(),
        in_care=st.booleans(),
        sen=st.sampled_from(["", "N", "A", "K", "Z"]),
        ethnicity=st.sampled_from(["", "WBRI", "WROM", "REFU", "Martian"]),
        groups=st.lists(st.sampled_from(["FSM", "CiC", "Choir", "in care not fsm"])).map(tuple),
    )
)
def test_groups_always_fit_together(pupil: Pupil) -> None:
    found = traits_of(pupil, [], None)
    assert ("in-care-not-fsm" in found) <= ("fsm" not in found)
    assert ("in-care" in found and "fsm" not in found) <= ("in-care-not-fsm" in found)
    assert bool(found & {"fsm", "in-care"}) <= ("ever6" in found)
    assert ("white-working-class" in found) == ({"ethnicity:WBRI", "fsm"} <= found)
    assert not ({"minority-ethnic", "ethnicity:WBRI"} <= found)
    assert ("traveller" in found) <= ("minority-ethnic" in found)
    assert all(group_of(key).title for key in found)


# --- what groups are called


def test_what_goes_without_saying_is_not_said() -> None:
    keys = {"fsm", "ever6", "sen", "sen:K", "gender:F", "own:Boosters"}
    assert short_titles(keys) == ("FSM", "SEN support", "Boosters")
    assert short_titles(keys, masked=lambda own: "…") == ("FSM", "SEN support", "…")
    assert letters_of(keys) == ("FSM", "SEN")


@given(st.sets(st.sampled_from([*(g.key for g in load_groups()), "own:Choir", "own:app"])))
def test_the_groups_that_are_said_are_some_of_the_pupils_in_order(keys: set[str]) -> None:
    said = telling(keys)
    assert said == [key for key in groups_in_order(keys) if key in said]
    own = [key for key in groups_in_order(keys) if key.startswith("own:")]
    assert groups_in_order(keys)[len(keys) - len(own) :] == own
    unsaid = [key for key in keys if key.partition(":")[0] not in ("gender", "ethnicity")]
    assert bool(said) == bool(unsaid)


# --- the files


def test_no_spelling_means_two_things() -> None:
    known = definitions()
    for field in ("gender", "sen", "ethnicity"):
        for code in known.codes:
            if code.field == field:
                for word in (code.code, code.title, *code.aliases):
                    assert known.code(field, word) == code, f"{word} is two codes"
    for group in known.groups:
        for word in (group.key, group.title, *group.aliases):
            assert known.built_in(word) == group.key, f"{word} is two groups"


def test_codes_count_only_in_groups_that_there_are() -> None:
    keys = {group.key for group in definitions().groups}
    for code in definitions().codes:
        assert set(code.counts_as) <= keys


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (('field = "fsm"', 'field = "name"'), "no yes-or-no field"),
        (('any = ["fsm", "in-care"]', 'any = ["sen"]'), "no group above"),
        (('kind = "need"', 'knid = "need"'), "Did you mean “kind”"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, spoil: tuple[str, str], said: str) -> None:
    folder = Path(shutil.copytree(GROUPS, tmp_path / "groups"))
    file = folder / "groups.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(*spoil), encoding="utf-8")
    with pytest.raises(Mistake, match=said) as mistake:
        load_definitions(folder)
    assert mistake.value.line > 1
