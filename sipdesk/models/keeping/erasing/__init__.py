"""Taking people out of a store, and out of every copy of it that can be reached."""
