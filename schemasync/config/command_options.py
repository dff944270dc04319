"""Options that one or a few commands have to themselves; `config/options.py` lists them with all others."""

from __future__ import annotations

from schemasync.config.option import Form, Option

ONLY = Option(
    "only", "Settle only the problem with this identity, or with an object of this name (a pattern). May be given several times.",
    Form.REPEATED, commands=("fix", "adopt"), flag="--only", metavar="NAME",
)  # fmt: skip
ACCEPTED = Option(
    "problems", "Identities of the problems, as a report shows them, or names of their objects (patterns).",
    Form.REST, commands=("accept",), flag="PROBLEM",
)  # fmt: skip
REASON = Option(
    "reason", "Why the difference is intended; the report shows it.", commands=("accept",), flag="--reason",
    metavar="TEXT", required=True,
)  # fmt: skip
UNTIL = Option(
    "until", "Last day on which it is accepted, as 2027-01-31.", commands=("accept",), flag="--until", metavar="DATE"
)
APPLY = Option(
    "apply", "Run the SQL on the database, after a question.", Form.SWITCH, commands=("fix",), flag="--apply"
)
YES = Option("yes", "Do not ask.", Form.SWITCH, commands=("fix",), flag="--yes")
ALLOW_DATA_LOSS = Option(
    "allow-data-loss", "Run the SQL even if it loses data: it drops columns or tables, or converts values that cannot be kept.",
    Form.SWITCH, commands=("fix",), flag="--allow-data-loss",
)  # fmt: skip
PLAN = Option(
    "plan", "Run the SQL only if its fingerprint is this one, which the printed script shows, so that no other plan runs than the "
    "one that was read.",
    Form.FILLED_TEXT, commands=("fix",), flag="--plan", metavar="FINGERPRINT",
)  # fmt: skip
LOCK_TIMEOUT = Option(
    "lock-timeout", "Seconds that a statement waits for a lock before the run is tried again, so that others do not queue "
    "behind it.", Form.SECONDS, default="5", commands=("fix",), flag="--lock-timeout", metavar="SECONDS",
)  # fmt: skip
DRY_RUN = Option(
    "dry-run", "Print the migration instead of writing it.", Form.SWITCH, commands=("adopt",), flag="--dry-run"
)

SNAPSHOT_URL = Option("url", "Connection string of the database to read.", commands=("snapshot",), flag="URL")
SNAPSHOT_MIGRATIONS = Option(
    "migrations", "Folder of the migration files to replay, instead of a database to read.",
    Form.PATH, commands=("snapshot",), flag="--migrations", metavar="DIR",
)  # fmt: skip
DIFF_FROM = Option(
    "before", "Connection string of the database to start from, or a file that `snapshot` wrote.",
    commands=("diff",), flag="FROM_URL", required=True,
)  # fmt: skip
DIFF_TO = Option(
    "after", "Connection string of the database to arrive at, or a file that `snapshot` wrote.",
    commands=("diff",), flag="TO_URL", required=True,
)  # fmt: skip

PLATFORM_ONLY = Option(
    "platform-only", "Replay no migrations: the database holds Supabase's platform and nothing else.",
    Form.SWITCH, commands=("shadow",), flag="--platform-only",
)  # fmt: skip
TCP = Option(
    "tcp", "Listen on 127.0.0.1 too, for clients that do not support Unix sockets.",
    Form.SWITCH, commands=("shadow",), flag="--tcp",
)  # fmt: skip
SHADOW_COMMAND = Option(
    "command", "Command to run, with its arguments, after `--`. Without one, print connection strings and wait for Ctrl-C.",
    Form.REST, commands=("shadow",), flag="COMMAND",
)  # fmt: skip

CHECK_FORMAT = Option(
    "format", "Format of the report.", Form.CHOICE, "terminal",
    ("terminal", "markdown", "json", "html", "sarif", "junit"), commands=("check",), flag="--format",
)  # fmt: skip
REPLAY_FORMAT = Option(
    "format", "Format of the result.", Form.CHOICE, "terminal", ("terminal", "json"),
    commands=("replay",), flag="--format",
)  # fmt: skip
DIFF_FORMAT = Option(
    "format", "Format of the differences; sql prints the statements that turn the first database into the second.",
    Form.CHOICE, "terminal", ("terminal", "markdown", "json", "html", "sql"), commands=("diff",), flag="--format",
)  # fmt: skip
ALL = Option(
    "all",
    "In the terminal's format, print the objects that are in sync, too.",
    Form.SWITCH,
    commands=("check",),
    flag="--all",
)
QUIET = Option(
    "quiet", "In the terminal's format, print nothing but the verdict, and no progress.",
    Form.SWITCH, commands=("check",), flag="--quiet",
)  # fmt: skip
OUTPUT = Option(
    "output", "File to write instead of printing.",
    Form.PATH, commands=("check", "replay", "diff"), flag="--output", metavar="FILE",
)  # fmt: skip
SNAPSHOT_OUTPUT = Option(
    "output", "File to write.", Form.PATH, commands=("snapshot",), flag="--output", metavar="FILE", required=True
)
INIT_OUTPUT = Option(
    "output", "File to write.", Form.PATH, "schemasync.toml", commands=("init",), flag="--output", metavar="FILE"
)
DEMO_OUTPUT = Option(
    "output", "Folder of the reports.", Form.PATH, "demo-output", commands=("demo",), flag="--output", metavar="DIR"
)

SHELL = Option(
    "shell", "Shell to complete in: bash, zsh or fish.", Form.CHOICE, choices=("bash", "zsh", "fish"),
    commands=("completion",), flag="SHELL", required=True,
)  # fmt: skip
EXAMPLE = Option(
    "example", "Folder of an example project; by default the one that comes with schemasync.",
    Form.PATH, commands=("demo",), flag="--example", metavar="DIR",
)  # fmt: skip
FIXED = Option(
    "fixed", "Fix part of the drift first, so that the report shows what has been resolved.",
    Form.SWITCH, commands=("demo",), flag="--fixed",
)  # fmt: skip
DEMO_POSTGRES = Option(
    "postgres", "Where PostgreSQL comes from: embedded, docker, or a folder of server binaries.",
    default="embedded", commands=("demo",), flag="--postgres", metavar="WHERE",
)  # fmt: skip
