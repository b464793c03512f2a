"""Speed in figures: ``python -m tests.bench``. Ratios, because absolute times say little here."""
