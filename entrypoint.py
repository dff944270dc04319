"""Where the container starts: the action, and nothing else."""

from schemasync.github import run

run()
