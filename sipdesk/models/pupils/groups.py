"""The groups whose gaps are looked at, and the codes that put pupils into them: all of it data."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache, cached_property
from pathlib import Path

from sipdesk import paths
from sipdesk.models.folding import folded
from sipdesk.models.pupils.records import Pupil
from sipdesk.models.toml import Row, read

CODED = ("gender", "sen", "ethnicity")  # the fields that hold a code
OWN = "own:"  # begins the key of a group that is the school's own
_SCHOOLS_OWN = "own"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of pupils. `kind` is need, code, ethnicity, band or own.

    The rest says who is in it: by a field that is yes, by being in `any` or in `all` of other
    groups, and in none of `without`.
    """

    key: str
    title: str
    help: str = ""
    kind: str = ""
    field: str = ""
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """A code of one field: its pupils are in the group "field:code" unless it says `none`."""

    field: str
    code: str
    title: str
    counts_as: tuple[str, ...] = ()
    none: bool = False
    aliases: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.field}:{self.code}"


@dataclass(frozen=True)
class Definitions:
    """Every group and every code, in order."""

    groups: tuple[Group, ...]
    codes: tuple[Code, ...]

    def code(self, field: str, written: str) -> Code | None:
        """What was written in a field, however it is spelled; None where nobody knows it."""
        return self._codes.get((field, _folded(written)))

    def built_in(self, own: str) -> str:
        """The key of the group that a school's own group is, by another name; else ""."""
        return self._aliases.get(_folded(own), "")

    @cached_property
    def digest(self) -> str:
        """Changes with every definition: copies made by others are to be made again."""
        return hashlib.sha256(repr((self.groups, self.codes)).encode()).hexdigest()[:16]

    @cached_property
    def _codes(self) -> Mapping[tuple[str, str], Code]:
        return {
            (code.field, _folded(word)): code
            for code in self.codes
            for word in (code.code, code.title, *code.aliases)
        }

    @cached_property
    def _aliases(self) -> Mapping[str, str]:
        return {
            _folded(word): group.key
            for group in self.groups
            for word in (group.key, group.title, *group.aliases)
        }


def load_groups() -> tuple[Group, ...]:
    """Every group there is but the schools' own, those of single codes last."""
    known = definitions()
    coded = (_as_group(code) for code in known.codes if not code.none)
    return (*known.groups, *coded)


def group_of(key: str) -> Group:
    """The group of that key: a built-in one, a school's own, or a code that nobody knows."""
    found = _by_key().get(key)
    if found is not None:
        return found
    if key.startswith(OWN):
        name = key.removeprefix(OWN)
        return Group(key, name, "A group of the school's own.", _SCHOOLS_OWN)
    return Group(key, key.partition(":")[2] or key, "A code that is not listed.", "code")


def key_of(own: str) -> str:
    """The key of a school's own group; of a built-in one where it is that by another name."""
    return definitions().built_in(own) or OWN + " ".join(own.split())


def groups_in_order(keys: Iterable[str]) -> list[str]:
    """Keys of groups in the order of the definitions, a school's own last."""
    return sorted(keys, key=place_of_group)


def place_of_group(key: str) -> tuple[int, str]:
    """Where a group stands among the others."""
    order = _order()
    return order.get(key, len(order)), key.casefold()


def _folded(text: str) -> str:
    """As it is compared, whatever the dash, and without dots."""
    return folded(text.replace(".", " ").replace("–", "-"))


@cache
def definitions() -> Definitions:
    """What resources/groups says. It comes with SIP Desk, so a mistake in it is a bug."""
    return load_definitions(paths.resources() / "groups")


def load_definitions(folder: Path) -> Definitions:
    """The definitions in a folder. Raises Mistake for a file that is not as it should be."""
    codes = tuple(_codes(read(folder / "codes.toml")))
    known = {code.key for code in codes}
    groups: list[Group] = []
    for row in read(folder / "groups.toml").rows("groups"):
        group = _group(row)
        for name in ("any", "all", "without"):
            for key in getattr(group, name):
                if key not in known:
                    raise row.mistake(name, f"“{key}” is no group above this one, and no code.")
        if group.field and group.field not in _YES_OR_NO:
            raise row.mistake("field", f"“{group.field}” is no yes-or-no field of a pupil.")
        known.add(group.key)
        groups.append(group)
    return Definitions(tuple(groups), codes)


_YES_OR_NO = {f.name for f in fields(Pupil) if f.type == "bool"}


def _group(row: Row) -> Group:
    row.allow(*("key", "title", "help", "kind", "field", "any", "all", "without", "aliases"))
    return Group(
        row.text("key"),
        row.text("title"),
        row.text("help"),
        row.text("kind"),
        row.text("field", ""),
        row.texts("any"),
        row.texts("all"),
        row.texts("without"),
        row.texts("aliases"),
    )


def _codes(row: Row) -> list[Code]:
    row.allow(*CODED)
    found: list[Code] = []
    for field in CODED:
        table = row.table(field)
        for code in table.values:
            each = table.table(code)
            each.allow("title", "counts_as", "none", "aliases")
            title, counts = each.text("title"), each.texts("counts_as")
            found.append(Code(field, code, title, counts, each.flag("none"), each.texts("aliases")))
    return found


def _as_group(code: Code) -> Group:
    kind = "ethnicity" if code.field == "ethnicity" else "code"
    return Group(code.key, code.title, "", kind, aliases=code.aliases)


@cache
def _by_key() -> Mapping[str, Group]:
    return {group.key: group for group in load_groups()}


@cache
def _order() -> Mapping[str, int]:
    return {key: at for at, key in enumerate(_by_key())}
