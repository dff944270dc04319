"""Publish the result of a run: comment, check run, issue, annotations, job summary and outputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from github.Issue import Issue
from github.IssueComment import IssueComment

from schemasync.config.choices import CleanComment, CommentMode
from schemasync.core.errors import GitHubError
from schemasync.github.action_run import ActionRun
from schemasync.github.check import Check, annotations_of, post_check
from schemasync.github.client import Client
from schemasync.github.comment import Comments, Posted
from schemasync.github.earlier_posts import EarlierPosts
from schemasync.github.issue import post_issue
from schemasync.github.outputs import outputs
from schemasync.github.report_files import save_comment
from schemasync.github.state import LARGEST_IN_CHECK, encode
from schemasync.github.suggestions import post_suggestions, suggestions_of
from schemasync.report.formats.comment import LIMIT, Links, to_comment, to_issue
from schemasync.report.formats.json import as_dict
from schemasync.report.formats.markdown import to_markdown
from schemasync.report.view.model import ReportView
from schemasync.report.view.places import in_repository

LOGGED = 50
"""Greatest number of problems that the log lists."""


def publish(run: ActionRun, earlier: EarlierPosts, view: ReportView, reasons: list[str], *, failed: bool) -> None:
    """Post the result, and set the step's outputs.

    Args:
        run: whose result it is; a request that GitHub refuses becomes one of its notices.
        earlier: what it continues.
        view: the report.
        reasons: for which the run fails.
        failed: the exit code is not 0.
    """
    body = _with_state(run, view, to_comment)
    urls = _post(run, earlier, view, body, fails=bool(reasons), failed=failed)
    if "check" not in urls:
        _commands(run, view)
    if run.inputs.summary:
        run.runner.summarize(_summary(run, view), body)
    for notice in run.notices:
        run.runner.command("notice", notice)
    run.runner.say("\n".join(_log_lines(run, view, urls)))
    if reasons:
        run.runner.say(f"the run fails because of {', '.join(reasons)}")
    run.runner.outputs(outputs(view, run.reports, urls))


def _post(
    run: ActionRun, earlier: EarlierPosts, view: ReportView, body: str, *, fails: bool, failed: bool
) -> dict[str, str]:
    """Post comment, suggestions, check run and issue; returns the pages of those that were posted."""
    if run.client is None:
        run.notices.append("There is no github-token, so nothing was posted.")
        return {}
    if not run.event.repository:
        run.notices.append("The run is outside a repository, so nothing was posted.")
        return {}
    comment = _post_comment(run, earlier, run.client, view, body, fails=fails)
    if earlier.pull is not None and not (comment and comment.kept):
        _post_suggestions(run, run.client, view, earlier.pull)
    found = {
        "comment": comment.url if comment else None,
        "check": _post_check(run, run.client, view, failed=failed),
        "issue": _post_issue(run, run.client, view, earlier.issue),
    }
    return {name: url for name, url in found.items() if url is not None}


def _log_lines(run: ActionRun, view: ReportView, urls: Mapping[str, str]) -> Iterator[str]:
    """Lines of the log: the problems with their places, the stages, the verdict, and where the report is."""
    for problem in view.open[:LOGGED]:
        place = f" ({in_repository(run.folder, problem.file)}:{problem.line})" if problem.file else ""
        yield f"{problem.severity}: {problem.title}{place}"
    if len(view.open) > LOGGED:
        yield f"and {len(view.open) - LOGGED} more problems"
    yield from (f"{stage}: {seconds:.2f} s" for stage, seconds in view.durations.items())
    yield view.deploy.headline
    yield f"{view.icon} {view.headline}"
    yield from (f"{name}: {url}" for name, url in urls.items() if url)


def _summary(run: ActionRun, view: ReportView) -> str:
    """The job summary: the text of the comment, and the full report folded."""
    short = to_comment(view, _links(run), limit=LIMIT)
    return f"{short}\n<details><summary>Full report</summary>\n\n{to_markdown(view)}\n</details>\n"


def _post_comment(
    run: ActionRun, earlier: EarlierPosts, client: Client, view: ReportView, body: str, *, fails: bool
) -> Posted | None:
    """Create, edit, fold or delete the comment; returns None if there is nothing to do or GitHub refused."""
    mode, treatment = run.inputs.comment, run.inputs.clean_comment
    wanted = {
        CommentMode.ALWAYS: True,
        CommentMode.ON_FINDINGS: fails or view.needs_attention,
        CommentMode.CHANGES: view.has_changes,
        CommentMode.NEVER: False,
    }[mode]
    if earlier.pull is None or mode is CommentMode.NEVER or not (wanted or earlier.comments):
        return None
    clean = not (fails or view.needs_attention or view.has_changes)
    comments = Comments(client, earlier.pull, run.key)
    try:
        if clean and treatment is CleanComment.DELETE:
            posted = Posted("", comments.delete_all(run.marker))
        else:
            posted = comments.post(body, run.marker, earlier.comments)
    except GitHubError as error:
        run.note(error)
        save_comment(run.inputs.path(run.inputs.report_path), body, earlier.pull, run.event.sha)
        return None
    if posted.kept:
        run.notices.append(f"The comment was left as it is: {posted.kept}.")
    elif posted.comment is not None and treatment is CleanComment.MINIMIZE and (clean or earlier.comments):
        _fold(run, comments, posted.comment, folded=clean)
    return posted


def _fold(run: ActionRun, comments: Comments, comment: IssueComment, *, folded: bool) -> None:
    try:
        comments.fold(comment, folded=folded)
    except GitHubError as error:
        run.note(error)


def _post_suggestions(run: ActionRun, client: Client, view: ReportView, pull: int) -> None:
    wanted = run.inputs.suggestions and run.inputs.comment is not CommentMode.NEVER
    if not wanted or run.event.without_secrets or view.pending is None:
        return  # an earlier suggestion is about lines that are gone, and GitHub calls it outdated
    try:
        post_suggestions(client, pull, run.key, run.event.sha, suggestions_of(view, run.folder))
    except GitHubError as error:
        run.note(error)


def _post_check(run: ActionRun, client: Client, view: ReportView, *, failed: bool) -> str | None:
    if not run.event.sha or not run.inputs.check_name:
        return None
    found = Check(
        name=run.inputs.check_name,
        sha=run.event.sha,
        conclusion="failure" if failed else "neutral" if view.needs_attention or not view.checks else "success",
        title=_title(view),
        summary=to_comment(view, _links(run), limit=LIMIT),
        key=run.check_key,
        details_url=run.event.run_url,
        state=encode(as_dict(view), LARGEST_IN_CHECK) if view.checks and not run.event.base else "",
    )
    try:
        return post_check(client, found, annotations_of(view, run.folder))
    except GitHubError as error:
        run.note(error)
        return None


def _post_issue(run: ActionRun, client: Client, view: ReportView, known: Issue | None) -> str | None:
    if not (run.inputs.issue_on_drift and run.event.is_scheduled) or not view.checks:
        return None
    name = run.inputs.target_name or "the database"
    drifted = bool(view.open or view.failed)
    title = f"Schema drift: {name} differs from the migrations"
    try:
        return post_issue(client, known, title, _with_state(run, view, to_issue), run.marker, drifted=drifted)
    except GitHubError as error:
        run.note(error)
        return None


def _commands(run: ActionRun, view: ReportView) -> None:
    """Print annotations as workflow commands, if there is no check run to hold them."""
    for remark in annotations_of(view, run.folder)[:20]:
        level = {"failure": "error", "warning": "warning"}.get(remark.level, "notice")
        run.runner.command(level, remark.message, remark.path, remark.line, remark.title)


def _with_state(run: ActionRun, view: ReportView, write: Callable[..., str]) -> str:
    """The comment or the issue's text, with the report's hidden state."""
    state = encode(as_dict(view)) if view.checks else ""
    room = LIMIT - len(state.encode()) - len(str(run.marker)) - 2
    body = write(view, _links(run), limit=room)
    return f"{body}{state}\n" if state else body


def _links(run: ActionRun) -> Links:
    return Links(
        blob=run.event.blob_url,
        folder=run.folder,
        run=run.event.run_url,
        sha=run.event.sha,
        notice=" ".join(run.notices),
    )


def _title(view: ReportView) -> str:
    return view.deploy.sentence if view.deploy.blocks else view.headline
