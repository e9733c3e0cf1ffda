"""Format of JUnit's XML reports: a test suite per file, a failure per diagnostic.

Source: the schema of the Ant task `junit`, as Jenkins (`junit-10.xsd` of the xUnit plug-in)
and GitLab read it. Errors and warnings are failures, whose `type` is the severity; a note is
a passed test with output. A file that could not be checked has a test with an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from ..diagnostics import Diagnostic, Severity
from . import _xml
from .context import Context
from .escaping import escape_start

STREAM = "stdout"


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """Render a `testsuite` per file; a file without diagnostics has a passed test."""
    by_file: dict[str, list[Diagnostic]] = {path: [] for path in context.files}
    for diagnostic in diagnostics:
        path = "" if diagnostic.span is None else diagnostic.span.path
        by_file.setdefault(path, []).append(diagnostic)
    root = ElementTree.Element("testsuites", name="trueup")
    for path, group in by_file.items():
        is_checked = path not in context.unchecked
        suite = _xml.child(
            root,
            "testsuite",
            name=path or "trueup",
            id=str(len(root)),
            tests=str(len(group) + (not group or not is_checked)),
            failures=str(sum(_is_failure(diagnostic) for diagnostic in group)),
            errors=str(int(not is_checked)),
        )
        if not group or not is_checked:
            case = _xml.child(suite, "testcase", name="lint", classname=path, time="0")
            if not is_checked:
                _xml.child(case, "error", type="error", message=_NOT_CHECKED)
        for diagnostic in group:
            _add_case(suite, path, diagnostic)
    return _xml.to_text(root)


_NOT_CHECKED = "the description could not be processed"


def _is_failure(diagnostic: Diagnostic) -> bool:
    return diagnostic.severity is not Severity.NOTE


def _add_case(suite: ElementTree.Element, path: str, diagnostic: Diagnostic) -> None:
    span = diagnostic.span
    name = diagnostic.code if span is None else f"{diagnostic.code} {span.pointer}"
    case = _xml.child(suite, "testcase", name=name, classname=path, time="0")
    lines = [] if span is None else [f"{path}:{span.line}:{span.column}"]
    lines += [] if diagnostic.help is None else [f"help: {diagnostic.help}"]
    if _is_failure(diagnostic):
        attributes = {"type": diagnostic.severity.value, "message": diagnostic.message}
        output = _xml.child(case, "failure", **attributes)
    else:
        output = _xml.child(case, "system-out")
        lines.insert(0, diagnostic.message)
    output.text = "\n".join(map(escape_start, lines))
