"""What a run of the action reads from the runner, and posts to GitHub."""
