"""Every option of the command and every input of the action, declared once.

The parser of the command line, `--help`, the action's input reader, the `inputs` section of action.yml and the tables of
README.md are derived from these declarations (`tools/options.py` writes the last two).
"""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.config.choices import CleanComment, CommentMode, FailOn
from schemasync.config.command_options import (
    ACCEPTED,
    ALL,
    ALLOW_DATA_LOSS,
    APPLY,
    CHECK_FORMAT,
    DEMO_OUTPUT,
    DEMO_POSTGRES,
    DIFF_FORMAT,
    DIFF_FROM,
    DIFF_TO,
    DRY_RUN,
    EXAMPLE,
    FIXED,
    INIT_OUTPUT,
    LOCK_TIMEOUT,
    ONLY,
    OUTPUT,
    PLAN,
    PLATFORM_ONLY,
    QUIET,
    REASON,
    REPLAY_FORMAT,
    SHADOW_COMMAND,
    SHELL,
    SNAPSHOT_MIGRATIONS,
    SNAPSHOT_OUTPUT,
    SNAPSHOT_URL,
    TCP,
    UNTIL,
    YES,
)
from schemasync.config.option import Form, Option

COMMANDS = ("check", "fix", "adopt", "accept", "init", "replay", "shadow", "diff", "snapshot", "demo", "completion")
COMPARING = ("check", "fix", "adopt", "accept")
"""Commands that compare migrations with a database."""
BOOTING = (*COMPARING, "init", "replay", "shadow", "snapshot")
"""Commands that can take the throwaway server from anywhere."""

PROVIDERS = ("embedded", "docker", "url")
BASELINES = ("none", "target")
LEVELS = ("security", "breaking", "functional", "performance", "cosmetic")

MIGRATIONS = Option(
    "migrations", "Folder of the migration files.", Form.PATH, "supabase/migrations",
    commands=(*COMPARING, "init", "replay", "shadow"), flag="--migrations", metavar="DIR",
    is_input=True, input_help="Relative to workdir.",
)  # fmt: skip
DATABASE_URL = Option(
    "database-url", "Connection string of the database to compare with (a secret).",
    commands=COMPARING, flag="--database-url", metavar="URL", variable="SCHEMASYNC_DATABASE_URL",
    flag_help="Or a file that `snapshot` wrote.",
    is_input=True, input_help="Any form that Supabase shows; on GitHub's runners the session pooler's.", secret=True,
)  # fmt: skip
DATABASE_PASSWORD = Option(
    "database-password",
    "Password of the database (a secret), as it is, with nothing URL-encoded. It replaces the one in database-url.",
    commands=COMPARING, variable="SCHEMASYNC_DATABASE_PASSWORD", is_input=True, secret=True,
)  # fmt: skip
SSL_ROOT_CERT = Option(
    "ssl-root-cert",
    "File of the certificate authority that signed the server's certificate; certificate and host name are verified then.",
    Form.PATH, commands=COMPARING, flag="--ssl-root-cert", metavar="FILE",
    is_input=True, input_help="Relative to workdir.",
)  # fmt: skip
SCHEMAS = Option(
    "schemas",
    "Schemas to compare, separated by commas; by default all of the project's. Objects of the project in Supabase's own "
    "schemas are always compared.",
    Form.WORDS, commands=COMPARING, flag="--schemas", metavar="NAMES", is_input=True,
)  # fmt: skip
CONFIG = Option(
    "config",
    "Configuration file with areas and accepted differences. By default schemasync.toml, if there is one.",
    Form.PATH, commands=COMPARING, flag="--config", metavar="FILE", is_input=True, input_help="Relative to workdir.",
)  # fmt: skip
BASELINE = Option(
    "baseline",
    "Source of the objects that migrations use but never create: none, or target, which copies them from the database and "
    "names them in the report.",
    Form.CHOICE, "none", BASELINES, commands=COMPARING, flag="--baseline", is_input=True,
)  # fmt: skip
INCLUDE_ALL = Option(
    "include-all",
    "Whether the team pushes with --include-all, which also runs migrations that are older than the newest recorded one.",
    Form.SWITCH, "false", commands=COMPARING, flag="--include-all", is_input=True, input_help="true or false.",
)  # fmt: skip
INCLUDE_ROLES = Option(
    "include-roles",
    "Whether the team pushes with --include-roles, which runs supabase/roles.sql first. Otherwise a roles.sql that "
    "fails does not make the check incomplete.",
    Form.SWITCH, "false", commands=COMPARING, flag="--include-roles", is_input=True, input_help="true or false.",
)  # fmt: skip
LARGE_TABLE = Option(
    "large-table",
    "Number of rows from which a table of the database counts as large. Rules about locks, rewrites and scans report large "
    "tables only.",
    Form.COUNT, "10000", commands=COMPARING, flag="--large-table", metavar="ROWS", is_input=True,
)  # fmt: skip
PROBE_ROWS = Option(
    "probe-rows",
    "Whether to look at the database's rows: one read-only query for each pending statement that rows can refuse says whether "
    "one does. It reads numbers, never values, and needs SELECT on the tables; see docs/security.md.",
    Form.SWITCH, "false", commands=("check",), flag="--probe-rows", is_input=True, input_help="true or false.",
)  # fmt: skip
DOWN_SQL = Option(
    "down-sql",
    "Whether to make the script that takes the pending migrations back, run on the copy of the schema after their dry run.",
    Form.SWITCH, "false", commands=("check",), flag="--down", is_input=True, input_help="true or false.",
)  # fmt: skip
TARGET_NAME = Option(
    "target-name", "Name of the database in the report, such as production.",
    commands=("check",), flag="--name", metavar="TEXT",
    is_input=True, input_help="Reports of different targets have comments of their own.",
)  # fmt: skip
PREVIOUS = Option(
    "previous", "An earlier report.json; the report shows what has been resolved since.",
    Form.PATH, commands=("check",), flag="--previous", metavar="FILE",
)  # fmt: skip
POSTGRES = Option(
    "postgres",
    "Where the throwaway PostgreSQL comes from: embedded (server binaries beside schemasync), docker (an image), or url (a "
    "running server, such as a service container).",
    Form.CHOICE, "embedded", PROVIDERS, commands=BOOTING, flag="--postgres", metavar="WHERE",
    flag_help="Or a folder of server binaries.", accepts_folder=True, is_input=True,
)  # fmt: skip
POSTGRES_IMAGE = Option(
    "postgres-image", "For postgres docker: the image to boot; by default Supabase's for the database's major version.",
    commands=BOOTING, flag="--postgres-image", metavar="IMAGE", is_input=True,
)  # fmt: skip
SHADOW_URL = Option(
    "shadow-url",
    "For postgres url: a superuser's connection string (a secret) to a server that holds nothing else.",
    commands=BOOTING, flag="--shadow-url", metavar="URL", variable="SCHEMASYNC_SHADOW_URL", is_input=True, secret=True,
)  # fmt: skip

WORKDIR = Option(
    "workdir", "Folder that holds the supabase folder, relative to the repository's root; for monorepos.",
    is_input=True,
)  # fmt: skip
GITHUB_TOKEN = Option(
    "github-token",
    "Token that posts the comment, the suggestions and the check run. It needs write permission for checks and pull-requests, and for "
    "issues if issue-on-drift is true.",
    is_input=True, input_default="${{ github.token }}", secret=True,
)  # fmt: skip
FAIL_ON_INPUT = Option(
    "fail-on",
    "What makes the run fail, separated by commas: drift, new-drift (in the action: a problem that the base branch did not have), "
    "applied-edited (in the action: the pull request edits an applied migration; the label schemasync-edited allows it), security, "
    "breaking, pending-failure (a pending migration will fail), push-refuses (supabase db push would refuse to run "
    "any), rules (a rule of the level of rules-level or a worse one is broken), declared (the schema files and "
    "the migrations define different schemas); default (on pull requests and in merge queues new-drift, pending-failure, "
    "push-refuses and rules, else drift, pending-failure and push-refuses, and on the command line declared); or never.",
    Form.CHOICES, FailOn.DEFAULT, tuple(FailOn), commands=("check",), flag="--fail-on", metavar="WORDS", is_input=True,
)  # fmt: skip
RULES_LEVEL = Option(
    "rules-level",
    "Least severe level of a broken rule that makes the step fail, where fail-on names rules: security, breaking, functional, "
    "performance, or cosmetic.",
    Form.CHOICE, "security", LEVELS, commands=("check",), flag="--rules-level", is_input=True,
)  # fmt: skip
COMMENT_INPUT = Option(
    "comment",
    "When to comment on the pull request: always, on-findings (something needs attention), changes (migrations are pending "
    "or edited, or a problem is new), or never.",
    Form.CHOICE, CommentMode.ALWAYS, tuple(CommentMode), is_input=True,
)  # fmt: skip
CLEAN_COMMENT = Option(
    "clean-comment",
    "Treatment of an earlier comment once nothing is pending and nothing needs attention: edit, minimize (edited, then "
    "folded as resolved), or delete.",
    Form.CHOICE, CleanComment.EDIT, tuple(CleanComment), is_input=True,
)  # fmt: skip
SUGGESTIONS = Option(
    "suggestions",
    "Whether to suggest forms of statements that block less as review comments at their lines, true or false; comment: never "
    "leaves them out, too.",
    Form.SWITCH, "true", is_input=True,
)  # fmt: skip
CHECK_NAME = Option(
    "check-name", "Name of the check run. Each database needs a name of its own.", default="schemasync", is_input=True
)
REPORT_PATH = Option(
    "report-path", "Folder of report.json, report.md, report.html and report.sarif, relative to workdir.",
    default="schemasync-report", is_input=True,
)  # fmt: skip
SUMMARY = Option(
    "summary", "Whether to write the report to the job summary, true or false.", Form.SWITCH, "true", is_input=True
)
ISSUE_ON_DRIFT = Option(
    "issue-on-drift",
    "On schedule and workflow_dispatch, keep one issue open while the database differs, true or false.",
    Form.SWITCH, "false", is_input=True,
)  # fmt: skip
TIMEOUT = Option(
    "timeout", "Seconds after which the run gives up.", Form.SECONDS, "600",
    commands=("check", "fix", "adopt", "accept", "init", "replay", "snapshot", "shadow", "demo"), flag="--timeout", metavar="SECONDS",
    flag_help="`fix --apply` has no limit once it asks or runs, nor `shadow` once its server is ready.", is_input=True,
)  # fmt: skip
POST = Option(
    "post",
    "Folder of a report that a run on a fork has saved: its comment is posted, and nothing else is done. Only in "
    "workflow_run.",
    is_input=True,
)  # fmt: skip

OPTIONS = (
    SNAPSHOT_URL, SNAPSHOT_MIGRATIONS, DIFF_FROM, DIFF_TO, SHADOW_COMMAND, DATABASE_URL, DATABASE_PASSWORD, MIGRATIONS,
    WORKDIR, CONFIG, SCHEMAS, BASELINE, INCLUDE_ALL, INCLUDE_ROLES, LARGE_TABLE, PROBE_ROWS, DOWN_SQL, TARGET_NAME, SSL_ROOT_CERT,
    GITHUB_TOKEN, POSTGRES, POSTGRES_IMAGE, SHADOW_URL,
    PREVIOUS, CHECK_FORMAT, REPLAY_FORMAT, DIFF_FORMAT, ALL, QUIET, OUTPUT, SNAPSHOT_OUTPUT, INIT_OUTPUT, ACCEPTED, REASON, UNTIL, ONLY, APPLY, YES,
    ALLOW_DATA_LOSS, PLAN, LOCK_TIMEOUT, DRY_RUN, PLATFORM_ONLY, TCP, SHELL, EXAMPLE, FIXED, DEMO_OUTPUT, DEMO_POSTGRES, FAIL_ON_INPUT,
    RULES_LEVEL, COMMENT_INPUT, CLEAN_COMMENT, SUGGESTIONS, CHECK_NAME, REPORT_PATH, SUMMARY, ISSUE_ON_DRIFT, TIMEOUT, POST,
)  # fmt: skip
"""All of them, in the order in which they are documented."""
INPUTS = tuple(option for option in OPTIONS if option.is_input)
"""Inputs of the action."""
SECRETS = tuple(option for option in INPUTS if option.secret)


def options_of(command: str) -> Iterator[Option]:
    """Options that a command takes from its arguments or from the environment."""
    return (option for option in OPTIONS if command in option.commands)
