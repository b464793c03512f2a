"""What opens over a page and goes again by itself."""
