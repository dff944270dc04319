"""Rules on what a push does while it runs, and breaks."""
