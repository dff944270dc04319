"""Write the report as JUnit XML: a suite for each area, a case for each object, a failure for each that is not in sync."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from schemasync.core.text import visible
from schemasync.report.view.model import ReportView
from schemasync.report.view.objects import ObjectView
from schemasync.report.view.problem_view import ProblemView

_INVALID = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot contain."""


def to_junit(view: ReportView) -> str:
    """The report as one `testsuites` document; accepted differences pass, with their reason in `system-out`."""
    root = ET.Element("testsuites", name="schemasync")
    open_ = {problem.number: problem for problem in view.open}
    accepted = {problem.number: problem for problem in view.accepted}
    for area in view.areas:
        suite = ET.SubElement(root, "testsuite", name=_clean(area.name), tests=str(len(area.objects)))
        failures = [_case(suite, item, open_, accepted) for item in area.objects]
        suite.set("failures", str(sum(failures)))
    if view.migrations:
        suite = ET.SubElement(root, "testsuite", name="Migrations", tests=str(len(view.migrations)))
        suite.set("failures", str(len(view.failed)))
        for item in view.migrations:
            case = ET.SubElement(suite, "testcase", classname="migration", name=_clean(item.file))
            if item.error:
                failure = ET.SubElement(case, "failure", message=_clean(item.error.message))
                failure.text = _clean(f"{item.file}:{item.error.line} {item.error.diagnosis}")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _case(suite: ET.Element, item: ObjectView, open_: dict[int, ProblemView], accepted: dict[int, ProblemView]) -> bool:
    case = ET.SubElement(suite, "testcase", classname=_clean(item.kind), name=_clean(item.name))
    found = [open_[number] for number in item.problems if number in open_]
    for problem in found[:1]:
        text = "\n".join(f"{one.name}: {one.sentence} {one.origin} ({one.cause})" for one in found)
        failure = ET.SubElement(
            case, "failure", type=problem.severity, message=_clean(f"{item.status}: {problem.sentence}")
        )
        failure.text = _clean(text)
    reasons = [accepted[number].accepted or "" for number in item.problems if number in accepted]
    if reasons:
        ET.SubElement(case, "system-out").text = _clean("\n".join(f"accepted: {reason}" for reason in reasons))
    return bool(found)


def _clean(text: str) -> str:
    return _INVALID.sub("\ufffd", visible(text))
