"""A school whose files come in."""

from __future__ import annotations

import pytest

from sipdesk.models.desk import Desk
from sipdesk.models.schools import School
from tests.builders import a_school


@pytest.fixture
def school(desk: Desk) -> School:
    """Kingsmead, with the numbers by which files name it."""
    return a_school(desk, urn="123456", dfe_number="801/2000")
