"""The pieces pages are put together from. Each has its own module; nothing is gathered here."""
