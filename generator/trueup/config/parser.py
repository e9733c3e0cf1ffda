"""Parsing and validation of a configuration file."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from msgspec.structs import fields

from ..diagnostics import KnownLocation, Report, Span
from ..hosts import AllowedHosts, parse_host
from ..suggestions import did_you_mean
from .discovery import UnusableConfig, content
from .key_locations import KeyPath, Position, key_locations
from .model import (
    FORMATTERS,
    RUNTIMES,
    SEVERITIES,
    TARGETS,
    Config,
    Formatter,
    Package,
    Runtime,
    Selection,
)
from .package_names import device_in, name_error, package_name

CODE = "invalid-config"

C = TypeVar("C", bound=str)


def read(path: Path, report: Report, *, named: bool = True) -> Config | None:
    """Read a configuration file; None, with diagnostics, if it is invalid.

    Relative paths in the file are relative to its folder. Unless `named` by the user, the
    file must belong to a trusted user.
    """
    shown = Path(os.path.relpath(path)).as_posix()
    data = _parse(path, shown, report, named)
    if data is None:
        return None
    text, table = data
    prefix: KeyPath = ("tool", "trueup") if path.name == "pyproject.toml" else ()
    for key in prefix:
        inner = table.get(str(key), {})
        table = inner if isinstance(inner, dict) else {}
    before = len(report)
    top = _Table(table, prefix, shown, key_locations(text), report)
    top.reject_unknown_keys("packages", "lint")
    packages = _packages(top, path.parent)
    config = Config(packages, lint=_severities(top), path=path)
    return config if len(report) == before else None


def _parse(
    path: Path, shown: str, report: Report, named: bool
) -> tuple[str, Mapping[str, object]] | None:
    """The text of the file, and its top-level table."""
    import tomllib  # slow to import

    try:
        text = content(path, named=named).decode("utf-8").replace("\r\n", "\n")
        return text, tomllib.loads(text)
    except OSError as error:
        report.error(CODE, f"cannot read the file: {error.strerror}", _whole(shown))
    except UnusableConfig as error:
        message = f"the configuration `{shown}` {error}"
        report.error(CODE, message, _whole(shown), help=error.help)
    except RecursionError:
        message = "arrays and tables are nested too deeply"
        report.error(CODE, message, _whole(shown), help="nest them less deeply")
    except ValueError as error:  # not UTF-8, not TOML, or a number that is too long
        report.error(
            CODE, "the file is not valid TOML", _syntax(shown, error), help=str(error)
        )
    return None


def _packages(top: _Table, folder: Path) -> tuple[Package, ...]:
    by_folder: dict[Path, Package] = {}
    for table in top.tables("packages"):
        package = _package(table, folder)
        if package is not None and package is not by_folder.setdefault(
            package.root, package
        ):
            table.error(f"`{package.name}` has the same folder as another package")
    return tuple(by_folder.values())


def _package(table: _Table, folder: Path) -> Package | None:
    table.reject_unknown_keys(
        "package", *(field.name for field in fields(Package) if field.name != "name")
    )
    description = table.string("description")
    if description is None:
        if "description" not in table.data:
            table.error(
                "a package must have a `description`, the path of the OpenAPI file"
            )
        return None
    source = folder / description
    if os.path.exists(source) and not os.path.isfile(source):
        table.error(f"`{description}` is not a regular file", "description")
    name = table.string("package")
    if name is None:
        name = package_name("", source)
    elif (error := name_error(name)) is not None:
        message, hint = error
        table.error(message, "package", help=hint)
    output = table.string("output") or "."
    if device_in("", Path(output)) is not None:
        table.error(f"`{output}` contains a device name on Windows", "output")
    # Declared, since a type checker would infer `str`.
    formatter: Formatter | None = table.choice("formatter", FORMATTERS)
    runtime: Runtime | None = table.choice("runtime", RUNTIMES)
    return Package(
        name=name,
        output=folder / output,
        description=source,
        targets=table.strings("targets") or TARGETS,
        formatter=formatter or "ruff",
        runtime=runtime or "vendored",
        names=table.mapping("names"),
        include=_selection(table, "include"),
        exclude=_selection(table, "exclude"),
        allow_missing=table.flag("allow_missing"),
        allow_remote=_remote_hosts(table),
        strict=table.flag("strict"),
    )


def _remote_hosts(table: _Table) -> AllowedHosts:
    key = "allow_remote"
    if not isinstance(table.data.get(key), list):
        return table.flag(key, "true, false or a list of hosts") or ()
    hosts = []
    for text in table.strings(key):
        host = parse_host(text)
        if host is None:
            hint = "write `api.example.com` or `api.example.com:8443`"
            hint += ", without scheme, path or wildcard; `true` allows any host"
            table.error(f"`{text}` is not a host", key, help=hint)
        else:
            hosts.append(str(host))
    return tuple(hosts)


def _selection(table: _Table, key: str) -> Selection:
    inner = table.table(key)
    if inner is None:
        return Selection()
    inner.reject_unknown_keys("tags", "paths", "operations")
    return Selection(
        inner.strings("tags"), inner.strings("paths"), inner.strings("operations")
    )


def _severities(top: _Table) -> Mapping[str, str]:
    levels = top.mapping("lint")
    for rule, level in levels.items():
        if level not in SEVERITIES:
            top.error(
                f"`{level}` is not a severity",
                "lint",
                rule,
                help=did_you_mean(level, SEVERITIES),
            )
    return levels


class _Table:
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
        """Report an error at a key, or at the nearest parent with a known location."""
        path = (*self._path, *keys)
        pointer = "".join(f"/{_escaped(key)}" for key in path)
        while path and path not in self._where:
            path = path[:-1]
        line, column, length = self._where.get(path, (1, 1, 0))
        span = Span(self._shown, line, column, length, pointer)
        self._report.error(CODE, message, KnownLocation(span), help=help)

    def reject_unknown_keys(self, *known: str) -> None:
        for key in self.data:
            if key not in known:
                self.error(f"unknown key `{key}`", key, help=did_you_mean(key, known))

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

    def flag(self, key: str, expected: str = "true or false") -> bool:
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            self.error(f"`{key}` must be {expected}", key)
        return value is True

    def table(self, key: str) -> _Table | None:
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.error(f"`{key}` must be a table", key)
            return None
        return _Table(value, (*self._path, key), self._shown, self._where, self._report)

    def tables(self, key: str) -> list[_Table]:
        value = self.data.get(key, [])
        items = value if isinstance(value, list) else [None]
        if not all(isinstance(item, dict) for item in items):
            self.error(f"`{key}` must be a list of tables: `[[{key}]]`", key)
            return []
        return [
            _Table(
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


def _escaped(key: str | int) -> str:
    return str(key).replace("~", "~0").replace("/", "~1")


def _whole(shown: str) -> KnownLocation:
    return KnownLocation(Span(shown, 1, 1, 0))


def _syntax(shown: str, error: ValueError) -> KnownLocation:
    """The location of a syntax error: in attributes since Python 3.14, before in the message."""
    line, column = getattr(error, "lineno", None), getattr(error, "colno", None)
    if not (isinstance(line, int) and isinstance(column, int)):
        match = re.search(r"at line (\d+), column (\d+)", str(error))
        if match is None:
            return _whole(shown)
        line, column = int(match[1]), int(match[2])
    return KnownLocation(Span(shown, line, column, 1))
