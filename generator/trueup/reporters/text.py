"""Format for people: the message, the source line with a marker, and the help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..diagnostics import Diagnostic, Severity, Span
from .context import Context
from .escaping import escape, escape_parts, width

STREAM = "stderr"

_MAX_COLUMNS = 160
"""Maximum width of a source line; longer lines are cut around the span."""

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """Render the diagnostics, separated by blank lines, and a summary."""
    parts = [_render_one(diagnostic, context) for diagnostic in diagnostics]
    if diagnostics:
        parts.append(_summary(diagnostics) + "\n")
    return "\n".join(parts)


def _summary(diagnostics: Sequence[Diagnostic]) -> str:
    """The number of diagnostics by severity: `2 errors, 1 warning`."""
    counts = Counter[Severity]()
    for diagnostic in diagnostics:
        counts[diagnostic.severity] += diagnostic.count
    return ", ".join(
        f"{counts[severity]:,} {severity.value}{'s' if counts[severity] > 1 else ''}"
        for severity in sorted(counts, key=lambda severity: severity.rank)
    )


def _render_one(diagnostic: Diagnostic, context: Context) -> str:
    severity = diagnostic.severity
    label = f"{severity.value}[{escape(diagnostic.code)}]"
    if context.color:
        label = _paint(label, f"1;{_COLORS[severity]}")
    lines = [f"{label}: {escape(diagnostic.message)}"]
    spans = [span for _, span in diagnostic.related]
    spans += [] if diagnostic.span is None else [diagnostic.span]
    gutter = max((len(str(span.line)) for span in spans), default=1)
    if diagnostic.span is not None:
        lines += _excerpt(diagnostic.span, gutter, "-->", "^", context, severity)
    for text, span in diagnostic.related:
        location, *rest = _excerpt(span, gutter, ":::", "-", context, Severity.NOTE)
        lines += [f"{location}: {escape(text)}", *rest]
    if diagnostic.help is not None:
        lines.append(f"{' ' * gutter} = help: {escape(diagnostic.help)}")
    return "\n".join(lines) + "\n"


def _excerpt(
    span: Span,
    gutter: int,
    arrow: str,
    underline: str,
    context: Context,
    severity: Severity,
) -> list[str]:
    """The location and the source line. A span of length 0 stands for the whole file."""
    pad = " " * gutter
    path = escape(span.path)
    if span.length == 0:
        return [f"{pad}{arrow} {path}"]
    location = f"{pad}{arrow} {path}:{span.line}:{span.column}"
    line = context.lines(span.path, span.line)
    if not line:
        return [location]
    before, marked, after = _cut(*escape_parts(_split(line, span)))
    pointer = " " * width(before) + underline * max(width(marked), 1)
    if context.color:
        pointer = _paint(pointer, _COLORS[severity])
    number = str(span.line).rjust(gutter)
    return [
        location,
        f"{pad} |",
        f"{number} | {before}{marked}{after}".rstrip(),
        f"{pad} | {pointer}",
    ]


def _split(line: str, span: Span) -> tuple[str, str, str]:
    """Split a line at the span; drop characters too far from it to be shown."""
    start, end, limit = span.column - 1, span.column - 1 + span.length, _MAX_COLUMNS + 1
    return (
        line[max(start - limit, 0) : start],
        line[start : min(end, start + limit)],
        line[end : end + limit],
    )


def _cut(before: str, marked: str, after: str) -> tuple[str, str, str]:
    """Cut the parts of a line so that they fit; `…` replaces the rest."""
    if len(before) + len(marked) + len(after) <= _MAX_COLUMNS:
        return before, marked, after
    if len(marked) > _MAX_COLUMNS // 2:
        marked, after = marked[: _MAX_COLUMNS // 2] + "…", ""
    room = _MAX_COLUMNS - len(marked)
    if len(before) > room // 2:
        before = "…" + before[len(before) - room // 2 :]
    left = room - len(before)
    if len(after) > left:
        after = after[: max(left, 0)] + "…"
    return before, marked, after


def _paint(text: str, color: str) -> str:
    return f"\x1b[{color}m{text}\x1b[0m"
