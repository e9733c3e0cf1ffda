"""Validation of the tables `[[ignore]]`."""

from __future__ import annotations

from datetime import date, datetime

from msgspec.structs import fields

from ..suppressions import Suppression, parse_date
from .tables import ConfigTable


def read_suppressions(top: ConfigTable) -> tuple[Suppression, ...]:
    """The tables of the configuration, without the invalid ones, which are reported."""
    suppressions = (_suppression(table) for table in top.tables("ignore"))
    return tuple(filter(None, suppressions))


def _suppression(table: ConfigTable) -> Suppression | None:
    names = (field.name for field in fields(Suppression) if field.name != "location")
    table.reject_unknown_keys(*names)
    texts = {}
    for key in ("rule", "reason"):
        if key not in table.data:
            table.error(f"a suppression must have a `{key}`")
            continue
        text = table.string(key)
        if text is not None and not text.strip():
            table.error(f"`{key}` must be a non-empty string", key)
        texts[key] = text or ""
    suppression = Suppression(
        texts.get("rule", ""),
        texts.get("reason", ""),
        files=table.strings("files"),
        pointers=table.pointers("pointers"),
        operations=table.strings("operations"),
        expires=_date(table, "expires"),
        location=table.location(),
    )
    return suppression if all(texts.get(key) for key in ("rule", "reason")) else None


def _date(table: ConfigTable, key: str) -> date | None:
    """A date, in the syntax of TOML or as a string."""
    value = table.data.get(key)
    parsed = parse_date(value) if isinstance(value, str) else value
    if value is None:
        return None
    if isinstance(parsed, date) and not isinstance(parsed, datetime):
        return parsed
    table.error(f"`{key}` must be a date", key, help="write `YYYY-MM-DD`")
    return None
