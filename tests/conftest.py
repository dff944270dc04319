"""Load the shared fixtures."""

pytest_plugins = ("tests.plugins.goldens", "tests.plugins.replays", "tests.plugins.servers")
