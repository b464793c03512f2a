"""Finding names in running text, for the gate in `audience`."""
