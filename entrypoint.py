"""Entry point of the container image: run the action."""

from schemasync.github import run

run()
