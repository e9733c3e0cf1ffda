"""Load, from a URL. Whether that is allowed is decided elsewhere."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from ..diagnostics import Place, Report
from .document import Document
from .reading import parse_bytes

TIMEOUT_SECONDS = 20
MOST_BYTES = 50_000_000


def fetch(url: str, report: Report, place: Place | None) -> Document | None:
    """Reads a description from an http or https URL; None, with a diagnostic."""
    import http.client  # slow, and most descriptions are files
    import urllib.request

    request = urllib.request.Request(url, headers={"Accept": "application/json, */*"})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            final = urlsplit(answer.geturl())
            if final.scheme not in ("http", "https"):
                raise OSError(f"redirected to a {final.scheme} address")
            data: bytes = answer.read(MOST_BYTES + 1)
    except (OSError, ValueError, http.client.HTTPException) as problem:
        report.error("unreadable-file", f"cannot fetch `{url}`: {problem}", place)
        return None
    if len(data) > MOST_BYTES:
        message = f"`{url}` has more than {MOST_BYTES:,} bytes"
        report.error("unreadable-file", message, place)
        return None
    path = Path(urlsplit(url).path or "/")
    # The path only says how the text is read and tells two URLs apart.
    return parse_bytes(
        data,
        Path(f"/{urlsplit(url).netloc}{path}"),
        report,
        display=url,
        location=url,
    )
