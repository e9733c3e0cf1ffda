"""Render files with templates of a project, whose mistakes are diagnostics."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from traceback import walk_tb

import jinja2
from jinja2.exceptions import SecurityError

from ..diagnostics import KnownLocation, Report, Span
from ..formatting import code_of
from ..project_files import shown
from ..render import File, Planned, render
from .sandbox import LimitExceeded, UnquotedValue
from .template_folder import TemplateOverrides

MAX_CODE = 2_000_000
"""Maximum number of characters of a file: the largest modules of real packages have one
million, and the compiler may need a thousand times the memory."""

_QUOTE = "quote text with `pystr`, `docstring` or `comment`: `{{ v.field | pystr }}`"
_FLAGS = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT  # in the examples of a README
_FIELDS = "docs/templates.md lists the fields and what can be called"


def render_file(
    plan: Planned, overrides: TemplateOverrides, report: Report
) -> Iterator[File]:
    """Render a file; none, with a diagnostic, if a template of the project fails."""
    names = overrides.used_by(plan.template) if plan.template else []
    overrides.environment.start()
    if not names:
        yield from render([plan], overrides.environment)
        return
    try:
        (file,) = render([plan], overrides.environment)
    except MemoryError:
        raise
    except Exception as error:
        _report_failure(error, overrides, names[0], report)
    else:
        if _is_python(file, overrides, names[0], report):
            yield file


def _report_failure(
    error: Exception, overrides: TemplateOverrides, name: str, report: Report
) -> None:
    """Report an exception while rendering at the innermost line of the project."""
    files = {str(overrides.folder / name): name for name in overrides.texts}
    location = overrides.location(name)
    for frame, line in walk_tb(error.__traceback__):
        if frame.f_code.co_filename in files:
            name = files[frame.f_code.co_filename]
            location = overrides.location(name, line)
    if isinstance(error, RecursionError):
        message, hint = "the template calls itself too often", ""
    else:
        message, _, hint = str(error).partition("\n")
    if isinstance(error, UnquotedValue):
        hint = _QUOTE
    elif isinstance(error, (jinja2.UndefinedError, SecurityError)):
        hint = hint or _FIELDS
    elif isinstance(error, LimitExceeded):
        hint = "repeat less"
    report.error("invalid-template", message, location, help=hint or None)


def _is_python(
    file: File, overrides: TemplateOverrides, name: str, report: Report
) -> bool:
    """Whether the code in a file is valid; if not, it is reported."""
    if len(file.text) > MAX_CODE:
        message = f"`{file.path}` has more than {MAX_CODE:,} characters"
        location = overrides.location(name)
        report.error("invalid-template", message, location, help="repeat less")
        return False
    for source in code_of(file):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                # Needs less memory than a tree of Python objects.
                compile(source.text, "<template>", "exec", _FLAGS, dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError) as error:
            line = getattr(error, "lineno", None)
            where = f", line {line}" if line else ""
            reason = getattr(error, "msg", None) or str(error)
            message = f"the template makes invalid Python of `{file.path}`{where}: "
            report.error(
                "invalid-template",
                message + reason,
                overrides.location(name),
                help=_line(source.text, line),
            )
            return False
    return True


def _line(text: str, line: int | None) -> str | None:
    """Help that shows the invalid line of the rendered file."""
    lines = text.split("\n")
    if line is None or not 0 < line <= len(lines) or not lines[line - 1].strip():
        return None
    return f"that line is `{lines[line - 1].strip()[:200]}`"


def report_formatting(
    error: Exception, overrides: TemplateOverrides, report: Report
) -> None:
    """Report that the formatter rejects what templates of a project made."""
    report.error(
        "invalid-template",
        f"the formatter rejects the output of these templates: {error}",
        KnownLocation(Span(shown(overrides.folder), 1, 1, 0)),
    )
