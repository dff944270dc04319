"""Run the command line by `python -m schemasync`."""

from schemasync.commands import run

run()
