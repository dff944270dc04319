"""Run the check of one workflow run, and publish its result on GitHub."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from github.Issue import Issue
from github.IssueComment import IssueComment

from schemasync.config.other_branches import OtherBranches
from schemasync.config.settings import Settings, settings_from
from schemasync.core.errors import GitHubError
from schemasync.core.exit_codes import ExitCode
from schemasync.github.base_verdict import BaseVerdict, read_base_verdict
from schemasync.github.check import Check, post_check, remarks_of
from schemasync.github.client import FAILURES, Client, connect, sentence_of
from schemasync.github.comment import Comments
from schemasync.github.event import Event
from schemasync.github.inputs import Inputs
from schemasync.github.issue import find_issue, post_issue
from schemasync.github.other_branches import Asked, added_files, ask_other_branches
from schemasync.github.outcome import effective_fail_on, exit_code, failure_reasons, outputs
from schemasync.github.report_files import save_comment, write_reports
from schemasync.github.runner import Runner
from schemasync.github.state import LARGEST_IN_CHECK, Marker, decode, encode
from schemasync.pipeline import check, replay_only
from schemasync.report.formats.comment import LIMIT, Links, to_comment
from schemasync.report.formats.json import as_dict
from schemasync.report.formats.markdown import to_markdown
from schemasync.report.view.view import ReportView, make_replay_view, make_view


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
    base: BaseVerdict = field(default_factory=BaseVerdict)

    def execute(self) -> int:
        """Do all of it; returns the exit code.

        Raises:
            SchemasyncError: the check itself could not be made; what GitHub refuses is a notice instead.
        """
        previous = self.previous()
        self.base = self._base_verdict()
        fail_on = effective_fail_on(self.inputs.fail_on, self.event)
        settings = self._settings()
        view, code = self._compare(settings, previous)
        reasons = failure_reasons(view, fail_on, self.inputs.rules_level)
        code = code or exit_code(view, reasons, fail_on)
        write_reports(view, self.inputs.path(self.inputs.report_path), self.folder)
        self._publish(view, reasons, failed=code != 0)
        return code

    def _settings(self) -> Settings:
        inputs, others = self.inputs, self._other_branches()
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
            large_table=inputs.large_table,
            probe_rows=inputs.probe_rows,
            folder=self.folder,
            other_branches=others,
            added=added_files(inputs.path(inputs.migrations), others),
            name=inputs.target_name,
            url_required=False,
        )

    def _hasty_client(self) -> Client | None:
        """A client for questions about the base branch, which a run can do without; None where there are none to ask."""
        if self.client is None or not self.event.base or not self.inputs.database_url:
            return None
        return connect(self.inputs.github_token, self.event.api_url, self.event.repository, patient=False)

    def _other_branches(self) -> OtherBranches:
        """Migrations of the base branch and of other pull requests, where the event has a base branch."""
        client, path = self._hasty_client(), self.inputs.path(self.inputs.migrations)
        if client is None:
            return OtherBranches(self.event.base)
        return ask_other_branches(client, Asked(self.event.base, self.folder, self.event.pull, path))

    def _base_verdict(self) -> BaseVerdict:
        """The last verdict of the branch that is merged into; a sentence where there is none."""
        client = self._hasty_client()
        if client is None:
            return BaseVerdict()
        found = read_base_verdict(client, self.event.base, self.inputs.check_name, self.key)
        if found.note:
            self.notices.append(found.note)
        return found

    def _config(self) -> Path | None:
        named, default = self.inputs.config, self.inputs.base / "schemasync.toml"
        return self.inputs.path(named) if named else default if default.is_file() else None

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

    def _compare(self, settings: Settings, previous: dict[str, Any] | None) -> tuple[ReportView, int]:
        if settings.target.url:
            result = check(settings, self.runner.say)
            if settings.migrations.is_file():  # a saved replay knows where its files were
                self.saved_folder = next((str(m.path.parent) for m in result.replayed.discovery.migrations), "")
            return make_view(result, previous, base=self.base.report), 0
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

    def _publish(self, view: ReportView, reasons: list[str], *, failed: bool) -> None:
        body = self._body(view)
        if self.client is None:
            self.notices.append("There is no github-token, so nothing was posted.")
        elif not self.event.repository:
            self.notices.append("The run is outside a repository, so nothing was posted.")
        else:
            self._post_comment(self.client, body, interesting=bool(reasons) or view.needs_attention)
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
        self.runner.outputs(outputs(view, self._reports, self.urls))

    @property
    def _reports(self) -> PurePosixPath:
        """Folder of the reports from the repository's root."""
        return PurePosixPath(self.inputs.workdir or ".") / self.inputs.report_path

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

    def _post_comment(self, client: Client, body: str, *, interesting: bool) -> None:
        if self.pull is None or self.inputs.comment == "never":
            return
        if self.inputs.comment == "on-findings" and not (interesting or self.own):
            return
        try:
            posted = Comments(client, self.pull, self.key).post(body, self.marker, self.own)
        except GitHubError as error:
            self._note(error)
            save_comment(self.inputs.path(self.inputs.report_path), body, self.pull, self.event.sha)
            return
        self.urls["comment"] = posted.url
        if posted.kept:
            self.notices.append(f"The comment was left as it is: {posted.kept}.")

    def _post_check(self, client: Client, view: ReportView, *, failed: bool) -> None:
        if not self.event.sha or not self.inputs.check_name:
            return
        found = Check(
            name=self.inputs.check_name,
            sha=self.event.sha,
            conclusion="failure" if failed else "neutral" if view.needs_attention or not view.made else "success",
            title=_title(view),
            summary=to_comment(view, self._links(), limit=LIMIT),
            key=self.check_key,
            details_url=self.event.run_url,
            state=encode(as_dict(view), LARGEST_IN_CHECK) if view.made and not self.event.base else "",
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
        hint = "forks and Dependabot have a read-only token" if self.event.without_secrets else error.hint
        sentence = sentence_of(GitHubError(error.message, hint))
        if sentence not in self.notices:
            self.notices.append(sentence)


def _title(view: ReportView) -> str:
    return view.deploy.sentence if view.deploy.blocks else view.headline
