"""Publish the result of a run: comment, check run, issue, annotations, job summary and outputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from github.IssueComment import IssueComment

from schemasync.core.errors import GitHubError
from schemasync.github.action_run import ActionRun
from schemasync.github.check import Check, annotations_of, post_check
from schemasync.github.client import Client
from schemasync.github.comment import Comments, Posted
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


def publish(run: ActionRun, view: ReportView, reasons: list[str], *, failed: bool) -> None:
    """Post the result, and set the step's outputs.

    Args:
        run: whose result it is; a request that GitHub refuses becomes one of its notices.
        view: the report.
        reasons: for which the run fails.
        failed: the exit code is not 0.
    """
    body = _with_state(run, view, to_comment)
    if run.client is None:
        run.notices.append("There is no github-token, so nothing was posted.")
    elif not run.event.repository:
        run.notices.append("The run is outside a repository, so nothing was posted.")
    else:
        if _post_comment(run, run.client, view, body, fails=bool(reasons)):
            _post_suggestions(run, run.client, view)
        _post_check(run, run.client, view, failed=failed)
        _post_issue(run, run.client, view)
    if "check" not in run.urls:
        _commands(run, view)
    if run.inputs.summary:
        run.runner.summarize(_summary(run, view), body)
    for notice in run.notices:
        run.runner.command("notice", notice)
    run.runner.say("\n".join(_log_lines(run, view)))
    if reasons:
        run.runner.say(f"the run fails because of {', '.join(reasons)}")
    run.runner.outputs(outputs(view, run.reports, run.urls))


def _log_lines(run: ActionRun, view: ReportView) -> Iterator[str]:
    """Lines of the log: the problems with their places, the stages, the verdict, and where the report is."""
    for problem in view.open[:LOGGED]:
        place = f" ({in_repository(run.folder, problem.file)}:{problem.line})" if problem.file else ""
        yield f"{problem.severity}: {problem.title}{place}"
    if len(view.open) > LOGGED:
        yield f"and {len(view.open) - LOGGED} more problems"
    yield from (f"{stage}: {seconds:.2f} s" for stage, seconds in view.durations.items())
    yield view.deploy.headline
    yield f"{view.icon} {view.headline}"
    yield from (f"{name}: {url}" for name, url in run.urls.items() if url)


def _summary(run: ActionRun, view: ReportView) -> str:
    """The job summary: the text of the comment, and the full report folded."""
    short = to_comment(view, _links(run), limit=LIMIT)
    return f"{short}\n<details><summary>Full report</summary>\n\n{to_markdown(view)}\n</details>\n"


def _post_comment(run: ActionRun, client: Client, view: ReportView, body: str, *, fails: bool) -> bool:
    """Create, edit, fold or delete the comment; returns whether this is the last run that has reported so far."""
    wanted = {
        "always": True,
        "on-findings": fails or view.needs_attention,
        "changes": view.has_changes,
        "never": False,
    }[run.inputs.comment]
    if run.pull is None or run.inputs.comment == "never" or not (wanted or run.own):
        return True
    clean = not (fails or view.needs_attention or view.has_changes)
    comments, treatment = Comments(client, run.pull, run.key), run.inputs.clean_comment
    try:
        if clean and treatment == "delete":
            posted = Posted("", comments.delete_all(run.marker))
        else:
            posted = comments.post(body, run.marker, run.own)
    except GitHubError as error:
        run.note(error)
        save_comment(run.inputs.path(run.inputs.report_path), body, run.pull, run.event.sha)
        return True
    run.urls["comment"] = posted.url
    if posted.kept:
        run.notices.append(f"The comment was left as it is: {posted.kept}.")
    elif posted.comment is not None and treatment == "minimize" and (clean or run.own):
        _fold(run, comments, posted.comment, folded=clean)
    return not posted.kept


def _fold(run: ActionRun, comments: Comments, comment: IssueComment, *, folded: bool) -> None:
    try:
        comments.fold(comment, folded=folded)
    except GitHubError as error:
        run.note(error)


def _post_suggestions(run: ActionRun, client: Client, view: ReportView) -> None:
    if run.pull is None or not run.inputs.suggestions or run.inputs.comment == "never" or run.event.without_secrets:
        return
    wanted = suggestions_of(view, run.folder)
    if view.pending is None:
        return  # an earlier suggestion is about lines that are gone, and GitHub calls it outdated
    try:
        post_suggestions(client, run.pull, run.key, run.event.sha, wanted)
    except GitHubError as error:
        run.note(error)


def _post_check(run: ActionRun, client: Client, view: ReportView, *, failed: bool) -> None:
    if not run.event.sha or not run.inputs.check_name:
        return
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
        run.urls["check"] = post_check(client, found, annotations_of(view, run.folder))
    except GitHubError as error:
        run.note(error)


def _post_issue(run: ActionRun, client: Client, view: ReportView) -> None:
    if not (run.inputs.issue_on_drift and run.event.is_scheduled) or not view.checks:
        return
    name = run.inputs.target_name or "the database"
    try:
        drifted = bool(view.open or view.failed)
        title = f"Schema drift: {name} differs from the migrations"
        body = _with_state(run, view, to_issue)
        run.urls["issue"] = post_issue(client, run.issue, title, body, run.marker, drifted=drifted)
    except GitHubError as error:
        run.note(error)


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
