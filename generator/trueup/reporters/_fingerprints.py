"""Fingerprints: what identifies a diagnostic when lines move."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from ..diagnostics import Diagnostic


def fingerprints(diagnostics: Sequence[Diagnostic]) -> list[str]:
    """A hexadecimal string for each diagnostic; no two are the same.

    It depends on the code, the file, the JSON pointer and the message, never on lines and
    columns. Diagnostics that have all of these in common are numbered.
    """
    occurrences = Counter[tuple[str, ...]]()
    result = []
    for diagnostic in diagnostics:
        span = diagnostic.span
        location = ("", "") if span is None else (span.path, span.pointer)
        key = (diagnostic.code, *location, diagnostic.message)
        occurrences[key] += 1
        text = "\0".join((*key, str(occurrences[key])))
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass"))
        result.append(digest.hexdigest()[:32])
    return result
