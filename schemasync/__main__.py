"""Run the command line by `python -m schemasync`."""

import sys

from schemasync.commands.main import main

sys.exit(main())
