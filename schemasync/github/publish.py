"""Runs the check of one workflow run and publishes its result on GitHub."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from github.Issue import Issue
from github.IssueComment import IssueComment

from schemasync.config.settings import Settings, settings_from
from schemasync.core.errors import GitHubError, SettingsError
from schemasync.core.exit_codes import ExitCode
from schemasync.github.check import Check, post_check, remarks_of
from schemasync.github.client import FAILURES, Client
from schemasync.github.comment import Comments
from schemasync.github.event import Event
from schemasync.github.inputs import Inputs
from schemasync.github.issue import find_issue, post_issue
from schemasync.github.runner import Runner
from schemasync.github.state import Marker, decode, encode
from schemasync.pipeline import check, replay_only
from schemasync.report.formats.comment import LIMIT, Links, to_comment
from schemasync.report.formats.html import to_html
from schemasync.report.formats.json import as_dict, to_json
from schemasync.report.formats.markdown import to_markdown
from schemasync.report.formats.sarif import to_sarif
from schemasync.report.view.view import ReportView, make_replay_view, make_view
from schemasync.verdict.deploy import FAILS, FAILS_ON_ROWS, PUSH_REFUSES

SAVED_COMMENT, SAVED_PULL = "comment.md", "pull.json"


@dataclass(slots=True)
class ActionRun:
    """A run and what it has found out so far.

    Attributes:
        inputs, event, client, runner: what it works with; `client` is None without a token.
        notices: sentences that say why something is not there.
    """

    inputs: Inputs
    event: Event
    client: Client | None
    runner: Runner
    notices: list[str] = field(default_factory=list)
    pull: int | None = None
    own: list[IssueComment] = field(default_factory=list)
    issue: Issue | None = None
    urls: dict[str, str] = field(default_factory=dict)
    saved_folder: str = ""

    def execute(self) -> int:
        """Do all of it; returns the exit code.

        Raises:
            SchemasyncError: the check itself could not be made; what GitHub refuses is a notice instead.
        """
        previous = self.previous()
        settings = self._settings()
        view, code = self._compare(settings, previous)
        reasons = self._reasons(view)
        code = code or self._code(view, reasons)
        self._write_reports(view)
        self._publish(view, reasons, failed=code != 0)
        return code

    def _settings(self) -> Settings:
        inputs = self.inputs
        return settings_from(
            migrations=inputs.path(inputs.migrations),
            database_url=inputs.database_url,
            database_password=inputs.database_password,
            ssl_root_cert=inputs.path(inputs.ssl_root_cert) if inputs.ssl_root_cert else None,
            config=self._config(),
            postgres=inputs.postgres,
            postgres_image=inputs.postgres_image,
            shadow_url=inputs.shadow_url,
            schemas=inputs.schemas,
            baseline=inputs.baseline,
            include_all=inputs.include_all,
            include_roles=inputs.include_roles,
            folder=self.folder,
            name=inputs.target_name,
            url_required=False,
        )

    def _config(self) -> Any:
        inputs = self.inputs
        if inputs.config:
            return inputs.path(inputs.config)
        default = inputs.base / "schemasync.toml"
        return default if default.is_file() else None

    # What is known from before

    @property
    def key(self) -> str:
        """Tells this workflow's report from others on the same pull request."""
        text = f"{self.inputs.check_name}\n{self.inputs.target_name}\n{self.inputs.workdir}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def marker(self) -> Marker:
        """Of this run."""
        return Marker(self.key, self.event.run_id, self.event.attempt)

    @property
    def check_key(self) -> str:
        """Tells this run's check run from others of its name."""
        return f"schemasync-{self.key}-{self.event.run_id}.{self.event.attempt}"

    def previous(self) -> dict[str, Any] | None:
        """The last verdict, from the comment or the issue that holds it."""
        body = ""
        if self.client is None:
            return None
        try:
            self.pull = self.event.pull or self._pull_of_branch(self.client)
            if self.pull and self.inputs.comment != "never":
                self.own = Comments(self.client, self.pull, self.key).own()
                body = self.own[0].body if self.own else ""
            elif self.inputs.issue_on_drift and self.event.is_scheduled:
                self.issue = find_issue(self.client, self.key)
                body = (self.issue.body or "") if self.issue else ""
        except GitHubError as error:
            self._note(error)
        state, broken = decode(body)
        if broken:
            self.notices.append("The last report's hidden state was not readable, so nothing is shown as resolved.")
        return state

    def _pull_of_branch(self, client: Client) -> int | None:
        """The open pull request whose head a push made."""
        if not self.event.branch:
            return None
        owner = self.event.repository.partition("/")[0]
        try:
            pulls = client.repository.get_pulls(state="open", head=f"{owner}:{self.event.branch}")
            return next((pull.number for pull in pulls if pull.head.sha == self.event.sha), None)
        except FAILURES:
            return None

    # The verdict

    def _compare(self, settings: Settings, previous: dict[str, Any] | None) -> tuple[ReportView, int]:
        if settings.target.url:
            result = check(settings, self.runner.say)
            if settings.migrations.is_file():  # a saved replay knows where its files were
                self.saved_folder = next((str(m.path.parent) for m in result.replayed.discovery.migrations), "")
            return make_view(result, previous), 0
        if self.event.without_secrets:
            source = "a fork" if self.event.from_fork else "Dependabot"
            why = f"This pull request comes from {source}, so GitHub gives the run no secrets: the migrations were "
            why += "replayed, but not compared with the database."
            code = 0
        else:
            why = "The input database-url is empty: is the secret set, and passed in `with:`? The migrations were "
            why += "replayed, but not compared with a database."
            code = ExitCode.SETTINGS if self.inputs.fail_on else 0
        self.notices.insert(0, why)
        return make_replay_view(replay_only(settings, self.runner.say), settings.name, why), code

    def _reasons(self, view: ReportView) -> list[str]:
        """Why the run fails, in words; empty if it does not."""
        wanted = self.inputs.fail_on
        severities = {finding.severity for finding in view.open}
        found = {
            "drift": bool(view.open),
            "security": "security" in severities,
            "breaking": bool(severities & {"security", "breaking"}),
            "pending-failure": view.deploy.word in (FAILS, FAILS_ON_ROWS),
            "push-refuses": view.deploy.word == PUSH_REFUSES,
        }
        reasons = [f"{name} (input fail-on)" for name, is_so in found.items() if is_so and name in wanted]
        return reasons + (["a migration that could not be replayed"] if view.failed and wanted else [])

    def _code(self, view: ReportView, reasons: list[str]) -> int:
        if not reasons:
            return 0
        wanted = {"pending-failure", "push-refuses"} & self.inputs.fail_on
        return ExitCode.REPLAY if view.failed or (view.deploy.blocks and wanted) else ExitCode.DRIFT

    # Publishing

    def _write_reports(self, view: ReportView) -> None:
        folder = self.inputs.path(self.inputs.report_path)
        texts = {
            "report.json": to_json(view),
            "report.md": to_markdown(view),
            "report.html": to_html(view),
            "report.sarif": to_sarif(view, self.folder),
        }
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, text in texts.items():
                (folder / name).write_text(text, encoding="utf-8")
        except OSError as error:
            raise SettingsError(
                f"the reports cannot be written to {folder} ({error.strerror})", "check report-path"
            ) from None

    def _publish(self, view: ReportView, reasons: list[str], *, failed: bool) -> None:
        body = self._body(view)
        if self.client is None:
            self.notices.append("There is no github-token, so nothing was posted.")
        elif not self.event.repository:
            self.notices.append("The run is outside a repository, so nothing was posted.")
        else:
            self._post_comment(self.client, view, body)
            self._post_check(self.client, view, failed=failed)
            self._post_issue(self.client, view, body)
        if "check" not in self.urls:
            self._commands(view)
        if self.inputs.summary:
            self.runner.summarize(to_markdown(view), body)
        for notice in self.notices:
            self.runner.command("notice", notice)
        self.runner.say(f"{view.deploy.headline}\n{view.icon} {view.headline}")
        if reasons:
            self.runner.say(f"the run fails because of {', '.join(reasons)}")
        self.runner.outputs(self._outputs(view))

    def _links(self) -> Links:
        return Links(
            blob=self.event.blob_url,
            folder=self.folder,
            run=self.event.run_url,
            sha=self.event.sha,
            notice=" ".join(self.notices),
        )

    @property
    def folder(self) -> str:
        """The migrations folder from the repository's root."""
        path = PurePosixPath(self.saved_folder or PurePosixPath(self.inputs.workdir or ".") / self.inputs.migrations)
        return "" if str(path) == "." else str(path).removeprefix("./")

    def _body(self, view: ReportView) -> str:
        state = encode(as_dict(view)) if view.made else ""
        room = LIMIT - len(state.encode()) - len(str(self.marker)) - 2
        body = to_comment(view, self._links(), limit=room)
        return f"{body}{state}\n" if state else body

    def _post_comment(self, client: Client, view: ReportView, body: str) -> None:
        if self.pull is None or self.inputs.comment == "never":
            return
        interesting = bool(view.open or view.failed or view.deploy.blocks)
        if self.inputs.comment == "on-findings" and not interesting and not self.own:
            return
        try:
            posted = Comments(client, self.pull, self.key).post(body, self.marker, self.own)
        except GitHubError as error:
            self._note(error)
            self._save_comment(body)
            return
        self.urls["comment"] = posted.url
        if posted.kept:
            self.notices.append(f"The comment was left as it is: {posted.kept}.")

    def _save_comment(self, body: str) -> None:
        """For a second workflow that may write (examples/workflows/fork-poster.yml)."""
        folder = self.inputs.path(self.inputs.report_path)
        (folder / SAVED_COMMENT).write_text(body, encoding="utf-8")
        place = json.dumps({"pull": self.pull, "sha": self.event.sha})
        (folder / SAVED_PULL).write_text(place, encoding="utf-8")

    def _post_check(self, client: Client, view: ReportView, *, failed: bool) -> None:
        if not self.event.sha or not self.inputs.check_name:
            return
        unclear = bool(view.open) or view.deploy.blocks or not view.made
        found = Check(
            name=self.inputs.check_name,
            sha=self.event.sha,
            conclusion="failure" if failed else "neutral" if unclear else "success",
            title=_title(view),
            summary=to_comment(view, self._links(), limit=LIMIT),
            key=self.check_key,
            details_url=self.event.run_url,
        )
        try:
            self.urls["check"] = post_check(client, found, remarks_of(view, self.folder))
        except GitHubError as error:
            self._note(error)

    def _post_issue(self, client: Client, view: ReportView, body: str) -> None:
        if not (self.inputs.issue_on_drift and self.event.is_scheduled) or not view.made:
            return
        name = self.inputs.target_name or "the database"
        try:
            drifted = bool(view.open or view.failed)
            title = f"Schema drift: {name} differs from the migrations"
            self.urls["issue"] = post_issue(client, self.issue, title, body, self.marker, drifted=drifted)
        except GitHubError as error:
            self._note(error)

    def _commands(self, view: ReportView) -> None:
        """Annotations by workflow command, where no check run holds them."""
        for remark in remarks_of(view, self.folder)[:20]:
            level = {"failure": "error", "warning": "warning"}.get(remark.level, "notice")
            self.runner.command(level, remark.message, remark.path, remark.line, remark.title)

    def _note(self, error: GitHubError) -> None:
        text = error.message[0].upper() + error.message[1:]
        hint = "forks and Dependabot have a read-only token" if self.event.without_secrets else error.hint
        sentence = f"{text}: {hint}." if hint else f"{text}."
        if sentence not in self.notices:
            self.notices.append(sentence)

    def _outputs(self, view: ReportView) -> dict[str, str]:
        folder = PurePosixPath(self.inputs.workdir or ".") / self.inputs.report_path
        return {
            "status": view.status,
            "deploy": view.deploy.word,
            "in-sync": str(view.status == "synced").lower(),
            "sync-percent": str(view.percent),
            "drift-count": str(len(view.open)),
            "security-count": str(sum(1 for finding in view.open if finding.severity == "security")),
            "pending-count": str(len(view.pending.files) if view.pending else 0),
            "report-json": str(folder / "report.json"),
            "report-markdown": str(folder / "report.md"),
            "report-html": str(folder / "report.html"),
            "comment-url": self.urls.get("comment", ""),
            "check-url": self.urls.get("check", ""),
            "issue-url": self.urls.get("issue", ""),
        }


def _title(view: ReportView) -> str:
    return view.deploy.sentence if view.deploy.blocks else view.headline
