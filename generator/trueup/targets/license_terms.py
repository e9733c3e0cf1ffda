"""The SPDX expression of the license that a description states."""

from __future__ import annotations

from .. import ir
from ..config import canonical_license

_NAMES = {
    "apache 2": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "bsd 2-clause": "BSD-2-Clause",
    "bsd 3-clause": "BSD-3-Clause",
    "mit license": "MIT",
    "the mit license": "MIT",
    "the mit license (mit)": "MIT",
    "mozilla public license 2.0": "MPL-2.0",
    "gplv3": "GPL-3.0-only",
    "creative commons attribution 4.0 international": "CC-BY-4.0",
}
"""Names in descriptions without `identifier`, which OpenAPI 3.0 does not have."""

_URLS = {
    "apache.org/licenses/license-2.0": "Apache-2.0",
    "opensource.org/licenses/apache-2.0": "Apache-2.0",
    "opensource.org/licenses/mit": "MIT",
    "opensource.org/license/mit": "MIT",
}


def spdx_expression(license: ir.License) -> str | None:
    """The SPDX expression of a license; None if it has no known one."""
    for text in (license.identifier, license.name):
        expression = canonical_license(text)
        if expression is not None:
            return expression
    if license.identifier:
        return None
    name = " ".join(license.name.casefold().split())
    return _NAMES.get(name) or _URLS.get(_without_scheme(license.url))


def _without_scheme(url: str) -> str:
    address = url.casefold().partition("://")[2].removeprefix("www.")
    return address.rstrip("/").removesuffix(".html").removesuffix(".txt")
