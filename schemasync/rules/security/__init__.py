"""Rules on who gains access."""
