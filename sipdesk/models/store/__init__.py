"""The store: one encrypted file, one journal, records in and out."""

from sipdesk.models.store.columns import to_columns
from sipdesk.models.store.keys import Cost, new_recovery_code
from sipdesk.models.store.opening import create_store, open_store
from sipdesk.models.store.renewing import (
    change_passphrase,
    prove,
    rekey,
    renew_recovery_code,
    watch_renewal,
)
from sipdesk.models.store.store import Store, new_paragraph

__all__ = [
    "Cost",
    "Store",
    "change_passphrase",
    "create_store",
    "new_paragraph",
    "new_recovery_code",
    "open_store",
    "prove",
    "rekey",
    "renew_recovery_code",
    "to_columns",
    "watch_renewal",
]
