"""Day templates that were kept before: files in clear, of all desks of this user."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from sipdesk import paths
from sipdesk.models.keeping.erasing.wording import Target, Wording
from sipdesk.models.pupils.naming.finder import without_title
from sipdesk.models.templates import days_to_reword, forget_in_days

_NO_SCHOOL = "-"  # a template does not say whose it was, so whole names count, and they alone


def forget_in_templates(known: Iterable[Target]) -> list[Path]:
    """Take them out of the user's templates; gives the files that could not be written anew."""
    return forget_in_days(paths.user_templates(), _without(known))


def templates_naming(known: Iterable[Target]) -> tuple[list[Path], list[Path]]:
    """The user's templates that name them, and those that cannot be read."""
    return days_to_reword(paths.user_templates(), _without(known))


def _without(known: Iterable[Target]) -> Callable[[str], str]:
    wording = Wording([part for each in known for part in _by_length(each)], {})
    return lambda text: wording.reworded(text, _NO_SCHOOL)


def _by_length(target: Target) -> Iterator[Target]:
    """A name of one word, “Mrs Patel”, is whole by itself, and looked for as at home."""
    one = {name for name in target.names if " " not in without_title(name)}
    yield replace(target, names=tuple(n for n in target.names if n not in one))
    yield replace(target, names=tuple(n for n in target.names if n in one), school_id="")
