"""Comparison of JSON values."""

from __future__ import annotations

import json

from ..source import Json


def canonical(value: Json) -> str:
    """A string that is the same for equal JSON values: `1` and `1.0` are equal."""
    return json.dumps(_with_integers(value), sort_keys=True)


def _with_integers(value: Json) -> Json:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_with_integers(item) for item in value]
    if isinstance(value, dict):
        return {name: _with_integers(item) for name, item in value.items()}
    return value
