"""Load the shared fixtures; no property test has a time limit, as machines differ and are busy."""

from hypothesis import settings

settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")

pytest_plugins = (
    "tests.plugins.commands",
    "tests.plugins.goldens",
    "tests.plugins.integration",
    "tests.plugins.replays",
    "tests.plugins.servers",
)
