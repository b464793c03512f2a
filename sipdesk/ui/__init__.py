"""The window. Uses models and export; never the store."""
