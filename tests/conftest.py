"""Load the shared fixtures."""

pytest_plugins = (
    "tests.plugins.commands",
    "tests.plugins.goldens",
    "tests.plugins.integration",
    "tests.plugins.replays",
    "tests.plugins.servers",
)
