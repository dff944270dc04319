"""Rules on what becomes slow."""
