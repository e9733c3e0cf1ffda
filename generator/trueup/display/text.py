"""Findings for people: the line, a mark under the smallest wrong piece, what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..diagnostics import Diagnostic, Severity, Span
from .context import Context
from .escaping import source_line, visible, width

STREAM = "stderr"

_LONGEST = 160
"""Columns of a source line that are shown; longer lines are cut around the mark."""

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """Every finding, a blank line after each, then how many there were."""
    shown = [_one(found, context) for found in diagnostics]
    if diagnostics:
        shown.append(_summary(diagnostics) + "\n")
    return "\n".join(shown)


def _summary(diagnostics: Sequence[Diagnostic]) -> str:
    """`2 errors, 1 warning`, the worst first."""
    counts = Counter[Severity]()
    for found in diagnostics:
        counts[found.severity] += found.count
    return ", ".join(
        f"{counts[severity]:,} {severity.value}{'s' if counts[severity] > 1 else ''}"
        for severity in sorted(counts, key=lambda severity: severity.rank)
    )


def _one(found: Diagnostic, context: Context) -> str:
    label = f"{found.severity.value}[{visible(found.code)}]"
    if context.colour:
        label = _painted(label, f"1;{_COLOURS[found.severity]}")
    lines = [f"{label}: {visible(found.message)}"]
    spans = [span for _, span in found.related]
    spans += [] if found.span is None else [found.span]
    gutter = max((len(str(span.line)) for span in spans), default=1)
    if found.span is not None:
        lines += _excerpt(found.span, gutter, "-->", "^", context, found.severity)
    for text, span in found.related:
        place, *shown = _excerpt(span, gutter, ":::", "-", context, Severity.NOTE)
        lines += [f"{place}: {visible(text)}", *shown]
    if found.help is not None:
        lines.append(f"{' ' * gutter} = help: {visible(found.help)}")
    return "\n".join(lines) + "\n"


def _excerpt(
    span: Span,
    gutter: int,
    arrow: str,
    mark: str,
    context: Context,
    severity: Severity,
) -> list[str]:
    """The place, and the line it is on. A span without length means the whole file."""
    pad = " " * gutter
    path = visible(span.path)
    if span.length == 0:
        return [f"{pad}{arrow} {path}"]
    place = f"{pad}{arrow} {path}:{span.line}:{span.column}"
    line = context.lines(span.path, span.line)
    if not line:
        return [place]
    before, marked, after = _window(*map(source_line, _parts(line, span)))
    pointer = " " * width(before) + mark * max(width(marked), 1)
    if context.colour:
        pointer = _painted(pointer, _COLOURS[severity])
    number = str(span.line).rjust(gutter)
    return [
        place,
        f"{pad} |",
        f"{number} | {before}{marked}{after}".rstrip(),
        f"{pad} | {pointer}",
    ]


def _parts(line: str, span: Span) -> tuple[str, str, str]:
    """What stands before, in and after the span, of a whole file on one line only as
    much as can show."""
    start, end, most = span.column - 1, span.column - 1 + span.length, _LONGEST + 1
    return (
        line[max(start - most, 0) : start],
        line[start : min(end, start + most)],
        line[end : end + most],
    )


def _window(before: str, marked: str, after: str) -> tuple[str, str, str]:
    """The three parts of a line, cut so that they fit; a cut shows as `…`."""
    if len(before) + len(marked) + len(after) <= _LONGEST:
        return before, marked, after
    if len(marked) > _LONGEST // 2:
        marked, after = marked[: _LONGEST // 2] + "…", ""
    room = _LONGEST - len(marked)
    if len(before) > room // 2:
        before = "…" + before[len(before) - room // 2 :]
    left = room - len(before)
    if len(after) > left:
        after = after[: max(left, 0)] + "…"
    return before, marked, after


def _painted(text: str, colour: str) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m"
