"""Who was erased, outside the store as well: by ids alone, beside what is remembered of the store.

A store may be put back from an older copy in ways that it never hears of; the next opening does.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sipdesk import paths
from sipdesk.models.keeping.records import Person, Who
from sipdesk.models.store.files import make_folder


def remembered(store_id: str) -> list[Person]:
    """Whom this computer has seen erased from any copy of the store."""
    with suppress(OSError, ValueError, TypeError):
        held = json.loads(_file(store_id).read_text(encoding="ascii"))
        return [Person(Who(who), ref, school) for who, ref, school in held]
    return []


def remember(store_id: str, people: Iterable[Person]) -> None:
    """A courtesy, since the store holds them too: it raises nothing where it cannot be written."""
    known = {(p.who, p.id): p for p in remembered(store_id)}
    wanted = known | {(p.who, p.id): p for p in people if p.id}
    if wanted.keys() == known.keys():
        return
    file = _file(store_id)
    aside = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        make_folder(file.parent)
        held = [[str(p.who), p.id, p.school_id] for p in wanted.values()]
        aside.write_text(json.dumps(held), encoding="ascii")
        os.replace(aside, file)


def _file(store_id: str) -> Path:
    return paths.data() / "seen" / f"{store_id}.erased.json"
