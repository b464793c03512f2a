"""A school as its improvement partner keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# The people of the handbook's forms 1 and 2, and of its day.
CONTACT_ROLES = (
    "Headteacher",
    "Chair of governors",
    "Data manager",
    "School improvement partner",
    "Partner school headteacher",
    "Consultant head",
    "SSAT contact",
    "Regional partnership coordinator",
    "Authority",
)


@dataclass(frozen=True, slots=True)
class School:
    """A school and the days a year its partner may spend on it.

    `sip_days` is the ordinary allocation (5), `extra_days` the programme's own (Gaining Ground: 4),
    of which `governors_days` (1) belong to the governors. Days, not minutes. `dfe_number` is the
    authority's three figures and the school's four, as in files of pupils. `review_on` is when to
    ask whether the records are still needed, where the SIP set it by hand.
    """

    id: str
    name: str = ""
    urn: str = ""
    phase: str = ""
    authority: str = ""
    programme: str = ""
    partner_school: str = ""
    cluster: str = ""
    address: str = ""
    picture: str = ""
    sip_days: float = 5.0
    extra_days: float = 0.0
    governors_days: float = 0.0
    binned: str = ""
    dfe_number: str = ""
    partnership_ends: date | None = None
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody at or around a school, by role."""

    id: str
    school_id: str
    role: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    binned: str = ""
