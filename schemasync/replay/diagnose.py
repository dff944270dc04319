"""What a failed migration most likely means, beside PostgreSQL's own words."""

from __future__ import annotations

from schemasync.replay.statements import SourceStatement

_MISSING = {
    "42P01": "The table or view is made by no earlier migration: it was probably created in the dashboard or by "
    "another tool, so the folder alone does not rebuild the database.",
    "42703": "The column is added by no earlier migration; was it added in the dashboard?",
    "42883": "The function is made by no earlier migration, or its extension is not enabled by one.",
    "42704": "The type, role or other object is made by no earlier migration, or its extension is not enabled by one.",
    "3F000": "The schema is made by no earlier migration.",
}
_TWICE = "An earlier migration made this already; IF NOT EXISTS would let both run."


def diagnose(sqlstate: str, message: str, statement: SourceStatement | None) -> str:
    """A sentence for people; empty when PostgreSQL's words say it all.

    Args:
        sqlstate: of the error.
        message: PostgreSQL's primary message.
        statement: what failed, if the file could be cut into statements.
    """
    if sqlstate == "42601" and (statement is None or statement.text.startswith("\\")) and "\\" in message:
        return "A psql meta command (a line that starts with a backslash) is no SQL; remove it from the migration."
    if sqlstate == "42601" and statement and "policy" in statement.text[:40].lower() and '"not"' in message.lower():
        return "CREATE POLICY has no IF NOT EXISTS; write DROP POLICY IF EXISTS … before it."
    if sqlstate in ("42P07", "42710", "42701", "42723", "42P06"):
        return _TWICE
    if sqlstate == "42501":
        return "Supabase refuses this to the role that runs migrations."
    return _MISSING.get(sqlstate, "")
