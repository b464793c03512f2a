"""A day without anybody's name: a template lies in clear, beside the store and not in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from sipdesk.models.pupils.naming.atoms import atoms, begins_sentence, parts
from sipdesk.models.pupils.naming.finder import Finder, without_title
from sipdesk.models.pupils.records import Pupil
from sipdesk.models.schools.records import Contact
from sipdesk.models.templates.days import DayTemplate
from sipdesk.models.templates.rewording import reworded

_A_CONTACT = "a contact"  # one without a role


def without_names(
    day: DayTemplate, pupils: Iterable[Pupil], contacts: Iterable[Contact], school_id: str
) -> DayTemplate:
    """The day with roles instead of contacts, and “a pupil” instead of pupils.

    At the day's own school any part of a name counts, elsewhere the whole of it. A part that is a
    word as well stays where it begins a sentence, but not among the people of a session.
    """
    spoken = _words_of(day)
    everybody = [pupil for pupil in pupils if _may_be_in(spoken, pupil.name)]
    staff = [contact for contact in contacts if _may_be_in(spoken, contact.name)]

    def near(each: Pupil | Contact) -> bool:
        return each.school_id == school_id or " " not in without_title(each.name)

    def finders(said: Callable[[str], str]) -> Iterator[Finder]:
        # whole names first, so that nobody's surname is taken for another's
        yield from _by_role(staff, said, full=True)
        yield Finder([p.name for p in everybody], titled=True, full=True)
        yield from _by_role(filter(near, staff), said)
        yield Finder([p.name for p in everybody if near(p)])

    in_a_text = partial(_without, tuple(finders(_in_a_sentence)))
    in_a_list = partial(_without, tuple(finders(str)), doubtful=True)
    return reworded(day, in_a_text, in_a_list)


def _words_of(day: DayTemplate) -> set[str]:
    found: set[str] = set()

    def note(text: str) -> str:
        found.update(atom.folded for atom in atoms(text))
        return text

    reworded(day, note)
    return found


def _may_be_in(spoken: set[str], name: str) -> bool:
    """Whether any word of a name was spoken; few were, of all the names of five schools."""
    groups = [parts(word) for word in name.replace(",", " ").split()]
    words = ["".join(group) for group in groups]
    run_together = ("".join(words), "".join([*words[-1:], *words[:-1]]))
    return not spoken.isdisjoint([*(part for g in groups for part in g), *words, *run_together])


def _by_role(
    contacts: Iterable[Contact], said: Callable[[str], str], full: bool = False
) -> Iterator[Finder]:
    names: dict[str, list[str]] = {}
    for contact in contacts:
        names.setdefault(said(contact.role.strip()) or _A_CONTACT, []).append(contact.name)
    for became, theirs in names.items():
        yield Finder(theirs, became=became, titled=True, full=full)


def _in_a_sentence(role: str) -> str:
    """“the headteacher”, “the SSAT contact”."""
    small = role[:1].lower() if role[1:2].islower() else role[:1]
    return f"the {small}{role[1:]}" if role else ""


def _without(finders: tuple[Finder, ...], text: str, doubtful: bool = False) -> str:
    for finder in finders:
        for named in reversed(finder.found(text)):
            only_a_word = named.doubtful and begins_sentence(text, named.start)
            if doubtful or not only_a_word:
                text = text[: named.start] + named.became + text[named.end :]
    return text
