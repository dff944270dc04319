"""Where the container starts: the action, and nothing else."""

import sys

from schemasync.github.main import main

sys.exit(main())
