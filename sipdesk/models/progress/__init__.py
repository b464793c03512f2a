"""How far pupils have come, against what could be expected."""
