"""`trueup inputs`."""

from __future__ import annotations

from typing import Any

import click

from ._file_lists import list_options, read_lists, show_lists


@click.command()
@list_options
def command(list_format: str, **values: Any) -> int:
    """List the files from which packages are generated.

    These are the configuration, the description, the files that it refers to, and templates
    and custom code of the project. A depfile
    says that the manifest (`.trueup.json`), whose time each run sets, depends on them.
    Arguments and options are those of `generate`.
    """
    lists = read_lists(values, has_outputs=False)
    if isinstance(lists, int):
        return lists
    return show_lists(lists, list_format, "inputs", all_targets=False)
