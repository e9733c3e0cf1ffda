"""`trueup outputs`."""

from __future__ import annotations

from typing import Any

import click

from ._file_lists import list_options, read_lists, show_lists


@click.command()
@list_options
def command(list_format: str, **values: Any) -> int:
    """List the files that `generate` writes.

    The last one is the manifest (`.trueup.json`), whose time each run sets. A depfile says
    that all of them depend on the files that `inputs` lists. Arguments and options are those
    of `generate`.
    """
    lists = read_lists(values, has_outputs=True)
    if isinstance(lists, int):
        return lists
    return show_lists(lists, list_format, "outputs", all_targets=True)
