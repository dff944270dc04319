"""Report on GitHub that a run ended in an error: otherwise the comment would keep the last verdict."""

from __future__ import annotations

from schemasync.core.errors import GitHubError, SchemasyncError
from schemasync.core.text import masked
from schemasync.github.check import Check, post_check
from schemasync.github.client import Client, connect, sentence_of
from schemasync.github.comment import Comments
from schemasync.github.event import Event
from schemasync.github.inputs import Inputs
from schemasync.github.publish import ActionRun
from schemasync.github.runner import Runner
from schemasync.github.state import encode
from schemasync.postgres.connection import secrets_of
from schemasync.report.formats.markdown import plain

TITLE = "schemasync could not check the database"


def client_of(inputs: Inputs, event: Event) -> Client | None:
    """The client of the run's repository; None without a token or outside a repository."""
    if not inputs.github_token or not event.repository:
        return None
    return connect(inputs.github_token, event.api_url, event.repository)


def publish_error(inputs: Inputs, event: Event, runner: Runner, error: SchemasyncError) -> None:
    """Put the reason into the job summary, the sticky comment and the check run; raises nothing.

    Args:
        inputs: of the run; wrong ones may be replaced by their defaults.
        event: that started it.
        runner: for the summary, and for what GitHub refuses.
        error: that ended it.
    """
    body = _body(inputs, event, error)
    runner.summarize(body)
    client = client_of(inputs, event)
    if client is None or inputs.post:
        return
    run = ActionRun(inputs, event, client, runner)
    urls: dict[str, str] = {}
    for name, post in (("comment-url", _post_comment), ("check-url", _post_check)):
        try:
            urls[name] = post(run, client, body)
        except GitHubError as refused:
            runner.command("notice", sentence_of(refused))
        except Exception as fault:  # noqa: BLE001  the error that ended the run is what matters
            runner.command("notice", f"The error could not be posted: {type(fault).__name__}.")
    runner.outputs(urls)


def _body(inputs: Inputs, event: Event, error: SchemasyncError) -> str:
    """The reason in Markdown, without a secret."""
    secrets = secrets_of(inputs.database_url, inputs.database_password) | secrets_of(inputs.shadow_url)
    lines = [*error.message.splitlines(), *error.hint.splitlines()]
    said = "\n\n".join(plain(masked(line, secrets)) for line in lines if line.strip())
    place = f" · [workflow run]({event.run_url})" if event.run_url else ""
    sha = f" · `{event.sha[:7]}`" if event.sha else ""
    stale = "Nothing was compared: what an earlier report said here may no longer hold."
    return f"### ❌ {TITLE}\n\n{said}\n\n<sub>{stale}{sha}{place}</sub>\n"


def _post_comment(run: ActionRun, client: Client, body: str) -> str:
    """Edit the sticky comment; make one only where every run comments. The last verdict stays in it, hidden."""
    state = run.previous()
    if run.pull is None or run.inputs.comment == "never" or not (run.own or run.inputs.comment == "always"):
        return ""
    hidden = encode(state) if state else ""
    posted = Comments(client, run.pull, run.key).post(f"{body}{hidden}\n" if hidden else body, run.marker, run.own)
    return posted.url


def _post_check(run: ActionRun, client: Client, body: str) -> str:
    if not run.event.sha or not run.inputs.check_name:
        return ""
    check = Check(
        name=run.inputs.check_name,
        sha=run.event.sha,
        conclusion="failure",
        title=TITLE,
        summary=body,
        key=run.check_key,
        details_url=run.event.run_url,
    )
    return post_check(client, check, ())
