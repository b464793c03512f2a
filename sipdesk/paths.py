"""Where things are kept. Imports nothing of this package."""

from __future__ import annotations

import os
from pathlib import Path

APP = "SIP Desk"


def resources() -> Path:
    """The folder of templates, fonts' licence, icons and the sample school.

    Inside a wheel it travels as ``sipdesk/resources``; in a checkout it lies beside the package.
    """
    here = Path(__file__).resolve().parent
    installed = here / "resources"
    return installed if installed.is_dir() else here.parent / "resources"


def data() -> Path:
    """The user's own, unsynced folder: stores, backups, the user's templates, the log."""
    chosen = os.environ.get("SIPDESK_HOME")
    if chosen:
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_dir(APP, appauthor=False, roaming=False))


def default_store() -> Path:
    """The store that opens when none is named."""
    return data() / "desk.sipdesk"


def user_templates() -> Path:
    """Day templates a user saved or wrote; they come after the built-in ones."""
    return data() / "days"


def log_file() -> Path:
    """Where bugs are noted, without personal data."""
    return data() / "sipdesk.log"
