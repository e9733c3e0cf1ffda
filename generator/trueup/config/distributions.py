"""Names and versions of distributions."""

from __future__ import annotations

from .model import Distribution
from .package_names import is_dependency
from .tables import ConfigTable

_KEY = "distribution"


def read_distribution(table: ConfigTable) -> Distribution | None:
    """The value of `distribution`: a name, or a table with name and version."""
    if isinstance(table.data.get(_KEY), dict):
        inner = table.table(_KEY)
        assert inner is not None
        inner.reject_unknown_keys("name", "version")
        return _distribution(inner, "name", inner.string("version") or "")
    return _distribution(table, _KEY, "") if _KEY in table.data else None


def _distribution(table: ConfigTable, key: str, version: str) -> Distribution | None:
    name = table.string(key)
    if name is None:
        if key not in table.data:
            table.error(f"`{_KEY}` must have a `name`")
        return None
    normalized = _normalized(name)
    if normalized is None:
        hint = "write letters, digits, `-`, `_` and `.`, such as `acme-jobs`"
        table.error(f"`{name}` is not a name of a distribution", key, help=hint)
    elif is_dependency(normalized):
        hint = f"name it `{normalized}-client`"
        message = f"a distribution `{name}` would replace one that generated code needs"
        table.error(message, key, help=hint)
    if version and python_version(version) is None:
        hint = "write a version such as `1.2.0` (PEP 440)"
        message = f"`{version}` is not a version of a distribution"
        table.error(message, "version", help=hint)
    return Distribution(name, version)


def _normalized(name: str) -> str | None:
    """The name as indexes compare it (PEP 503); None if it is invalid."""
    from packaging.utils import InvalidName, canonicalize_name

    try:
        return canonicalize_name(name, validate=True) if name.isascii() else None
    except InvalidName:
        return None


def python_version(text: str) -> str | None:
    """A version as Python packages have it (PEP 440); None if `text` is another one."""
    from packaging.version import InvalidVersion, Version

    try:
        return str(Version(text)) if text.isascii() else None
    except (InvalidVersion, ValueError):
        return None
