"""``python -m sipdesk`` is ``sipdesk``."""

from sipdesk.cli import main

if __name__ == "__main__":
    main(prog_name="sipdesk")
