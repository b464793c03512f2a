"""Everything that is proved by the thousand, in one go, and the table of what came of it."""
