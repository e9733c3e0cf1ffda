"""Messages of rules, with placeholders such as `{{error}}`."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACEHOLDERS = ("error", "description", "path", "property", "value")

_PLACEHOLDER = re.compile(r"(#?)\{\{([^{}\n]++)\}\}")
_PRINT = re.compile(r"""print\(\s*["'](\w+)["']\s*\)""")
_UPPER = re.compile(r"(\w+)\.toUpperCase\(\)")


def unsupported_expression(template: str) -> str | None:
    """An expression of a template, `#{{…}}`, that is not supported."""
    for match in _PLACEHOLDER.finditer(template):
        if match[1] and _expression(match[2].strip()) is None:
            return match[0]
    return None


_MAX_PART = 1_000
"""Maximum length of a value; messages are truncated to this length."""

_MAX_TEMPLATE = 10_000


def fill(template: str, values: Mapping[str, str]) -> str:
    """Replace placeholders; unknown ones are empty. A long template or value is cut, since a
    template can repeat a value of the description."""
    values = {name: value[:_MAX_PART] for name, value in values.items()}

    def replace(match: re.Match[str]) -> str:
        text = match[2].strip()
        if not match[1]:
            return values.get(text, "")
        kind, name = _expression(text) or ("", "")
        if kind == "print" and name == "property":
            return subject(values["property"]) + " "
        value = values.get(name, "")
        return value.upper() if kind == "upper" else value

    return _PLACEHOLDER.sub(replace, template[:_MAX_TEMPLATE]).strip()


def _expression(text: str) -> tuple[str, str] | None:
    """The kind of an expression and the placeholder in it."""
    called = _PRINT.fullmatch(text)
    upper = _UPPER.fullmatch(text)
    if called is not None:
        return ("print", called[1]) if called[1] in PLACEHOLDERS else None
    if upper is not None:
        return ("upper", upper[1]) if upper[1] in PLACEHOLDERS else None
    return ("value", text) if text in PLACEHOLDERS else None


def subject(name: str) -> str:
    """How messages refer to a property; the root has no name."""
    return f"`{name}`" if name else "the document"
