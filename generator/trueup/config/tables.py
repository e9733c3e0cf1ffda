"""Tables of a configuration file, with accessors that check types."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

from ..diagnostics import KnownLocation, Report, Span
from ..pointers import escape
from ..suggestions import did_you_mean
from .key_locations import KeyPath, Position

CODE = "invalid-config"

C = TypeVar("C", bound=str)

_SYNONYMS: Mapping[str, str] = {
    "name": "package",
    **dict.fromkeys(("input", "openapi", "schema", "spec", "url"), "description"),
    **dict.fromkeys(("directory", "folder", "path"), "output"),
}
"""Keys that other generators have, and those of trueup."""


class ConfigTable:
    """A table of the file, with accessors that check types."""

    def __init__(
        self,
        data: Mapping[str, object],
        path: KeyPath,
        shown: str,
        where: Mapping[KeyPath, Position],
        report: Report,
    ) -> None:
        self.data = data
        self._path, self._shown, self._where, self._report = path, shown, where, report

    def error(self, message: str, *keys: str | int, help: str | None = None) -> None:
        """Report an error at a key."""
        self._report.error(CODE, message, self.location(*keys), help=help)

    def location(self, *keys: str | int) -> KnownLocation:
        """The location of a key, or of the nearest parent with a known location."""
        path = (*self._path, *keys)
        pointer = "".join(f"/{escape(str(key))}" for key in path)
        while path and path not in self._where:
            path = path[:-1]
        line, column, length = self._where.get(path, (1, 1, 0))
        return KnownLocation(Span(self._shown, line, column, length, pointer))

    def reject_unknown_keys(self, *known: str, packages: Collection[str] = ()) -> None:
        """Report keys that are not `known`; `packages` are those of tables of packages."""
        for key in self.data:
            if key in known:
                continue
            if key in packages:
                table = ".".join(str(part) for part in (*self._path, "packages"))
                hint = f"move it below `[[{table}]]`"
                self.error(f"`{key}` is a key of a package", key, help=hint)
                continue
            meant = _SYNONYMS.get(key)
            similar = f"did you mean `{meant}`?" if meant in known else None
            similar = similar or did_you_mean(key, known)
            self.error(f"unknown key `{key}`", key, help=similar)

    def string(self, key: str) -> str | None:
        value = self.data.get(key)
        if isinstance(value, str) and "\0" in value:
            self.error(f"`{key}` must not contain a NUL character", key)
            return None
        if value is None or (isinstance(value, str) and value):
            return value
        self.error(f"`{key}` must be a non-empty string", key)
        return None

    def choice(self, key: str, known: tuple[C, ...]) -> C | None:
        value = self.string(key)
        for option in known:
            if value == option:
                return option
        if value is not None:
            self.error(
                f"`{value}` is not a {key}", key, help=did_you_mean(value, known)
            )
        return None

    def strings(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key, [])
        if isinstance(value, list):
            strings = tuple(item for item in value if isinstance(item, str))
            if len(strings) == len(value):
                return strings
        self.error(f"`{key}` must be a list of strings", key)
        return ()

    def pointers(self, key: str) -> tuple[str, ...]:
        pointers = self.strings(key)
        for pointer in pointers:
            if not pointer.startswith("/"):
                hint = "write a `/` as `~1` within a key: `/paths/~1pets`"
                self.error(f"`{pointer}` is not a JSON pointer", key, help=hint)
        return pointers

    def integer(self, key: str) -> int | None:
        value = self.data.get(key)
        if value is None or type(value) is int:
            return value
        self.error(f"`{key}` must be an integer", key)
        return None

    def flag(self, key: str, expected: str = "true or false") -> bool:
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            self.error(f"`{key}` must be {expected}", key)
        return value is True

    def table(self, key: str) -> ConfigTable | None:
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.error(f"`{key}` must be a table", key)
            return None
        return ConfigTable(
            value, (*self._path, key), self._shown, self._where, self._report
        )

    def tables(self, key: str) -> list[ConfigTable]:
        value = self.data.get(key, [])
        items = value if isinstance(value, list) else [None]
        if not all(isinstance(item, dict) for item in items):
            self.error(f"`{key}` must be a list of tables: `[[{key}]]`", key)
            return []
        return [
            ConfigTable(
                item, (*self._path, key, number), self._shown, self._where, self._report
            )
            for number, item in enumerate(items)
            if isinstance(item, dict)
        ]

    def mapping(self, key: str) -> Mapping[str, str]:
        inner = self.table(key)
        if inner is None:
            return {}
        for name, value in inner.data.items():
            if not isinstance(value, str):
                inner.error(f"`{name}` must be a string", name)
        return {
            name: value for name, value in inner.data.items() if isinstance(value, str)
        }
