"""The GitHub Action: reads the runner's environment and posts results to GitHub."""
