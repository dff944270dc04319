"""Settings from the parsed arguments of a command."""

from __future__ import annotations

import argparse
from typing import Any

from schemasync.config.settings import Settings, settings_from


def comparison_settings(options: argparse.Namespace, **more: Any) -> Settings:
    """Settings of a command that compares the migrations with a database.

    Args:
        options: of `check`, `fix`, `adopt` or `accept`.
        more: settings that one of them has alone.

    Raises:
        SettingsError: names every problem.
    """
    return settings_from(
        **_shadow(options),
        migrations=options.migrations,
        database_url=options.database_url,
        database_password=options.database_password,
        ssl_root_cert=options.ssl_root_cert,
        config=options.config,
        schemas=options.schemas,
        baseline=options.baseline,
        include_all=options.include_all,
        include_roles=options.include_roles,
        large_table=options.large_table,
        **more,
    )


def replay_settings(options: argparse.Namespace, **more: Any) -> Settings:
    """Settings of a command that replays migrations without a database to compare with.

    Args:
        options: of `init`, `replay`, `shadow` or `snapshot`.
        more: settings that one of them has alone.

    Raises:
        SettingsError: names every problem.
    """
    return settings_from(
        **_shadow(options), migrations=options.migrations, url_required=False, reads_config=False, **more
    )


def _shadow(options: argparse.Namespace) -> dict[str, Any]:
    return {
        "postgres": options.postgres,
        "postgres_image": options.postgres_image,
        "shadow_url": options.shadow_url,
    }
