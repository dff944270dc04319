"""Where the container starts: the action, and nothing else."""

import sys

from schemasync.cli import main

sys.exit(main())
