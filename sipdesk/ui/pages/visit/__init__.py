"""A visit's page: before, the day, the synthesis, leaving, the note."""
