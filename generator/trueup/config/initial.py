"""The configuration of `trueup init`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from ..hosts import is_url


def initial_config(description: str, package: str, output: str) -> str:
    """The text of a `trueup.toml` for one package."""
    hosts = '# allow_remote = ["api.example.com"]'
    if is_url(description):
        hosts = f"allow_remote = [{json.dumps(urlsplit(description).netloc)}]"
    return f"""\
# The same keys can be used in pyproject.toml, under [tool.trueup].

{package_table(description, package, output)}
# targets = ["client", "server", "conformance"]
# formatter = "ruff"
# runtime = "vendored"
# distribution = "acme-client"
# strict = true
# allow_missing = true
{hosts}
# unknown_properties = "keep"
# include = {{ tags = [], paths = ["/pets/*"], operations = [] }}
# names = {{ "/components/schemas/Pet" = "Animal" }}

[lint]
# typed-enum = "off"
"""


def package_table(description: str, package: str, output: str, prefix: str = "") -> str:
    """The table of a package with its required keys. `prefix` is that of the tables in a
    `pyproject.toml`."""
    path, name, folder = map(_string, (description, package, output))
    return f"""\
[[{prefix}packages]]
description = {path}
package = {name}
output = {folder}"""


def uv_cache_keys(files: Iterable[str]) -> str:
    """The table of `pyproject.toml` by which uv builds the project again if the
    configuration or one of the files of a description changed."""
    root, paths = PurePosixPath(), [*map(PurePosixPath, files)]
    folders = dict.fromkeys(path.parent for path in paths if path.parent != root)
    patterns = ["pyproject.toml", "trueup.toml"]
    patterns += [_escaped(path) for path in paths if path.parent == root]
    for folder in folders:  # a description may include its neighbors
        if folders.keys().isdisjoint(folder.parents):
            patterns.append(f"{_escaped(folder)}/**")
    keys = ", ".join(f"{{ file = {_string(pattern)} }}" for pattern in patterns)
    return f"[tool.uv]\ncache-keys = [{keys}]"


def _escaped(path: PurePosixPath) -> str:
    return re.sub(r"([*?\[])", r"[\1]", str(path))


def _string(text: str) -> str:
    """A TOML string: that of JSON, except for DEL, which TOML requires to be escaped, and
    `#`, which begins commands of build services."""
    return json.dumps(text).replace("\x7f", "\\u007f").replace("#", "\\u0023")
