"""Format of Markdown, for the summary of a job or a comment: a table, most severe first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec.structs import astuple

from ..diagnostics import Diagnostic, Severity
from .context import Context, Hidden
from .escaping import escape

STREAM = "stdout"

_MAX_ROWS = 200
"""GitHub shows at most 1 MiB of a summary."""
_MAX_CELL = 400


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """Render a sentence with the counts, and a table."""
    lines = [f"**trueup**: {_counts(diagnostics, context)}"]
    if diagnostics:
        lines += ["", "| severity | rule | location | problem |", "|---|---|---|---|"]
        ranked = sorted(diagnostics, key=lambda diagnostic: diagnostic.severity.rank)
        lines += map(_row, ranked[:_MAX_ROWS])
        if len(ranked) > _MAX_ROWS:
            lines += ["", f"{len(ranked) - _MAX_ROWS:,} more are not shown."]
    if context.hidden is not None and any(astuple(context.hidden)):
        lines += ["", _hidden(context.hidden)]
    return "\n".join(lines) + "\n"


def _hidden(hidden: Hidden) -> str:
    """The numbers of problems that are not in the table."""
    numbers = (
        (hidden.suppressed, "suppressed"),
        (hidden.baseline, "in the baseline"),
        (hidden.older, "older"),
    )
    parts = [f"{number:,} {state}" for number, state in numbers if number]
    return f"Hidden: {', '.join(parts)}."


def _counts(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    counts = Counter[Severity]()
    for diagnostic in diagnostics:
        counts[diagnostic.severity] += diagnostic.count
    numbers = [
        f"{counts[severity]:,} {severity.value}{'s' if counts[severity] > 1 else ''}"
        for severity in sorted(counts, key=lambda severity: severity.rank)
    ]
    files = len(context.files)
    where = f" in {files:,} file{'s' if files > 1 else ''}" if files else ""
    return f"{', '.join(numbers) or 'no problems'}{where}"


def _row(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    location = "" if span is None else _code(f"{span.path}:{span.line}")
    problem = cell_text(diagnostic.message)
    if diagnostic.help is not None:
        problem += f"<br>{cell_text(diagnostic.help)}"
    cells = (diagnostic.severity.value, _code(diagnostic.code), location, problem)
    return f"| {' | '.join(cells)} |"


def _code(text: str) -> str:
    """A code span in a cell; its content cannot end the span or the cell."""
    content = _shortened(text).replace("`", "'").replace("|", "\\|")
    return f"`{content}`"


def cell_text(text: str) -> str:
    """Text in a cell of a table, in which only code spans are marked up.

    `@` would notify a user, `#1` refer to an issue, `<` begin HTML, `[` a link.
    """
    # Next to each other, backticks would begin a code span that nothing ends.
    parts = re.sub("``+", "'", _shortened(text)).split("`")
    if len(parts) % 2 == 0:  # an unpaired backtick
        parts[-2:] = ["'".join(parts[-2:])]
    return "".join(
        _code(part) if index % 2 else _escaped(part) for index, part in enumerate(parts)
    )


def _escaped(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for character in "\\*_[]~|":
        text = text.replace(character, f"\\{character}")
    return text.replace("@", "@<!-- -->").replace("#", "#<!-- -->")


def _shortened(text: str) -> str:
    text = escape(text)
    return text if len(text) <= _MAX_CELL else text[: _MAX_CELL - 1] + "…"
