"""Shared fixtures, one plugin for each concern; `tests/conftest.py` loads them."""
