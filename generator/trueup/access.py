"""What the references of a description may reach."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from .hosts import AllowedHosts


class Access(Struct, frozen=True):
    """What references may reach. `root` is the folder that they may not leave. It
    counts where the description stands in it; otherwise the description's own does.
    With `allow_missing`, what does not exist is a warning, and nothing is known of it.
    `allow_remote` are the hosts from which documents may be fetched.
    """

    allow_remote: AllowedHosts = ()
    root: Path | None = None
    allow_outside: bool = False
    allow_missing: bool = False
