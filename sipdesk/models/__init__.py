"""The work of a school improvement partner. No Qt and no document library in here."""
