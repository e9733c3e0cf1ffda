"""Limits on what the references of a description may reach."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from .hosts import AllowedHosts


class Access(Struct, frozen=True):
    """Limits on what references may reach.

    `root` is the folder that they may not leave, if the description is in it; otherwise
    that is the description's own folder. With `allow_missing`, a reference to what does
    not exist is a warning, typed as `Any`. `allow_remote` are the hosts from which
    documents may be fetched. `descriptions` are those of the configuration, one of which
    may include a file that is not a description itself.
    """

    allow_remote: AllowedHosts = ()
    root: Path | None = None
    allow_outside: bool = False
    allow_missing: bool = False
    descriptions: tuple[Path, ...] = ()
