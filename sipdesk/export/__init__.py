"""Documents that go out. Reads models' records and rules; never the store, never Qt."""
