"""The configuration of `trueup init`."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from ..hosts import is_url


def initial_config(description: str, package: str, output: str) -> str:
    """The text of a `trueup.toml` for one package."""
    # JSON strings are TOML strings, except for DEL, which TOML requires to be escaped.
    path, name, folder = (
        json.dumps(text).replace("\x7f", "\\u007f")
        for text in (description, package, output)
    )
    hosts = '# allow_remote = ["api.example.com"]'
    if is_url(description):
        hosts = f"allow_remote = [{json.dumps(urlsplit(description).netloc)}]"
    return f"""\
# The same keys can be used in pyproject.toml, under [tool.trueup].

[[packages]]
description = {path}
package = {name}
output = {folder}
# targets = ["client", "server", "conformance"]
# formatter = "ruff"
# runtime = "vendored"
# strict = true
# allow_missing = true
{hosts}
# unknown_properties = "keep"
# include = {{ tags = [], paths = ["/pets/*"], operations = [] }}
# names = {{ "/components/schemas/Pet" = "Animal" }}

[lint]
# typed-enum = "off"
"""
