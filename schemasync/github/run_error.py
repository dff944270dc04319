"""Report on GitHub that a run ended in an error, so that the comment does not keep an older verdict."""

from __future__ import annotations

from collections.abc import Collection

from schemasync.config.choices import CommentMode
from schemasync.core.errors import GitHubError, SchemasyncError
from schemasync.core.masking import masked
from schemasync.core.text import begin_sentence
from schemasync.github.action_run import ActionRun
from schemasync.github.check import Check, post_check
from schemasync.github.client import Client, connect, sentence_of
from schemasync.github.comment import Comments
from schemasync.github.earlier_posts import read_earlier_posts
from schemasync.github.event import Event
from schemasync.github.inputs import Inputs
from schemasync.github.runner import Runner
from schemasync.github.state import encode
from schemasync.postgres.connection import secrets_of
from schemasync.report.formats.markdown import plain, sentence

TITLE = "schemasync could not check the database"


def client_of(inputs: Inputs, event: Event) -> Client | None:
    """The client of the run's repository; None without a token or outside a repository."""
    if not inputs.github_token or not event.repository:
        return None
    return connect(inputs.github_token, event.api_url, event.repository)


def publish_error(inputs: Inputs, event: Event, runner: Runner, error: SchemasyncError) -> None:
    """Put the reason into the job summary, the comment and the check run; raises nothing.

    Args:
        inputs: of the run; invalid ones are replaced by their defaults.
        event: that started it.
        runner: gets the summary, and a notice of each request that GitHub refuses.
        error: that ended it.
    """
    secrets = secrets_of(inputs.database_url, inputs.database_password) | secrets_of(inputs.shadow_url)
    body = error_body(error, secrets, event.sha, event.run_url)
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


def error_body(error: SchemasyncError, secrets: Collection[str] = (), sha: str = "", run_url: str = "") -> str:
    """The reason in Markdown, without a secret."""
    lines = [*error.message.splitlines(), *error.hint.splitlines()]
    masked_lines = (masked(line, frozenset(secrets)) for line in lines if line.strip())
    said = "\n\n".join(plain(sentence(begin_sentence(line))) for line in masked_lines)
    place = f" · [workflow run]({run_url})" if run_url else ""
    commit = f" · `{sha[:7]}`" if sha else ""
    stale = "Nothing was compared, so an earlier report may be out of date."
    return f"### ❌ {TITLE}\n\n{said}\n\n<sub>{stale}{commit}{place}</sub>\n"


def _post_comment(run: ActionRun, client: Client, body: str) -> str:
    """Edit the comment, or create it with `comment: always`; the last verdict stays in it as hidden state."""
    earlier, mode = read_earlier_posts(run), run.inputs.comment
    if earlier.pull is None or mode is CommentMode.NEVER or not (earlier.comments or mode is CommentMode.ALWAYS):
        return ""
    hidden = encode(earlier.report) if earlier.report else ""
    text = f"{body}{hidden}\n" if hidden else body
    return Comments(client, earlier.pull, run.key).post(text, run.marker, earlier.comments).url


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
