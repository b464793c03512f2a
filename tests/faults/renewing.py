"""One renewal, to be traced and killed: ``python -m tests.faults.renewing STORE SECRET NEW``.

A small program, because it is started again and again: nothing but the store is imported. Says
``at 1`` once the new key is on the disk.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

from sipdesk.models.store import Cost
from sipdesk.models.store.renewing import rekey

if __name__ == "__main__":
    store, secret, new = sys.argv[1:]
    rekey(Path(store), secret, new, datetime.now().astimezone(), Cost(8, 1, 1))
    os.write(1, b"at 1\n")
