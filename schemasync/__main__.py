"""Entry point of `python -m schemasync`: run the command line."""

from schemasync.commands import run

run()
