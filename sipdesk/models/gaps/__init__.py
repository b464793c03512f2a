"""How groups of pupils stand to the whole and to the rest."""
