"""Parsing and validation of a configuration file."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from msgspec.structs import fields

from ..diagnostics import KnownLocation, Report, Span
from ..hosts import AllowedHosts, is_url, parse_host
from ..render import TEMPLATE_API
from ..severities import NOT_CODES, SEVERITIES, SeverityOverride
from ..suggestions import did_you_mean
from ..toml_documents import parse_toml
from .discovery import UnusableConfig, content
from .distributions import read_distribution, shared_folder
from .key_locations import KeyPath, key_locations
from .model import (
    FORMATTERS,
    RUNTIMES,
    TARGETS,
    Config,
    Formatter,
    Package,
    Runtime,
    Selection,
    UnknownProperties,
)
from .package_names import device_in, name_error, package_name
from .suppression_tables import read_suppressions
from .tables import CODE, ConfigTable

_KEYS = ("packages", "lint", "overrides", "ignore")
_NOT_KEYS = ("name", "url", "content", "custom_names", "locations")
"""Fields of a package that are not keys of its table."""
_PACKAGE_KEYS = (
    "package",
    *(field.name for field in fields(Package) if field.name not in _NOT_KEYS),
)


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
    top = ConfigTable(table, prefix, shown, key_locations(text), report)
    top.reject_unknown_keys(*_KEYS, packages=_PACKAGE_KEYS)
    packages = _packages(top, path.parent)
    overrides = tuple(map(_override, top.tables("overrides")))
    ignore = read_suppressions(top)
    config = Config(
        packages, _severities(top), overrides, ignore, path, _locations(top)
    )
    return config if len(report) == before else None


def _parse(
    path: Path, shown: str, report: Report, named: bool
) -> tuple[str, Mapping[str, object]] | None:
    """The text of the file, and its top-level table."""
    try:
        text = content(path, named=named).decode("utf-8-sig").replace("\r\n", "\n")
        return text, parse_toml(text)
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


def _packages(top: ConfigTable, folder: Path) -> tuple[Package, ...]:
    packages: list[Package] = []
    used: set[Path] = set()
    for table in top.tables("packages"):
        package = _package(table, folder)
        if package is None:
            continue
        for previous in packages:
            if (shared := shared_folder(package, previous)) is not None:
                message = f"`{package.name}` and `{previous.name}` share `{shared}`"
                hint = "set another `output` for one of them"
                table.error(message, "output", help=hint)
        folders = {package.root, package.home}
        if folders.isdisjoint(used):
            packages.append(package)
        else:
            table.error(f"`{package.name}` has the same folder as another package")
        used |= folders
    return tuple(packages)


def _package(table: ConfigTable, folder: Path) -> Package | None:
    table.reject_unknown_keys(*_PACKAGE_KEYS)
    description = table.string("description")
    if description is None:
        if "description" not in table.data:
            table.error(
                "a package must have a `description`, the path of the OpenAPI file"
            )
        return None
    is_remote = is_url(description)
    source = Path(urlsplit(description).path) if is_remote else folder / description
    if not is_remote and os.path.exists(source) and not os.path.isfile(source):
        table.error(f"`{description}` is not a regular file", "description")
    name = table.string("package")
    if name is None:
        name = package_name("", source)
    elif (error := name_error(name)) is not None:
        message, hint = error
        table.error(message, "package", help=hint)
    distribution = read_distribution(table)
    output = table.string("output") or (distribution.name if distribution else ".")
    if device_in("", Path(output)) is not None:
        table.error(f"`{output}` contains a device name on Windows", "output")
    # Declared, since a type checker would infer `str`.
    formatter: Formatter | None = table.choice("formatter", FORMATTERS)
    runtime: Runtime | None = table.choice("runtime", RUNTIMES)
    return Package(
        name=name,
        output=folder / output,
        description=source,
        overlays=_overlays(table, folder),
        targets=table.strings("targets") or TARGETS,
        formatter=formatter or "ruff",
        runtime=runtime or "vendored",
        names=table.mapping("names"),
        include=_selection(table, "include"),
        exclude=_selection(table, "exclude"),
        allow_missing=table.flag("allow_missing"),
        allow_remote=_remote_hosts(table),
        strict=table.flag("strict"),
        unknown_properties=_unknown_properties(table),
        templates=_templates(table, folder),
        template_api=table.integer("template_api") or 0,
        custom=table.flag("custom"),
        distribution=distribution,
        url=description if is_remote else "",
        locations={key: table.location(key) for key in table.data},
    )


def _overlays(table: ConfigTable, folder: Path) -> tuple[Path, ...]:
    key = "overlays"
    names = table.strings(key)
    for name in names:
        if not name or "\0" in name or is_url(name):
            hint = "copy the overlay into the project" if is_url(name) else None
            table.error(f"`{name}` is not the path of an overlay", key, help=hint)
    return tuple(folder / name for name in names)


def _templates(table: ConfigTable, folder: Path) -> Path | None:
    """The folder of the package's templates, if their version is that of trueup."""
    key, name = "template_api", table.string("templates")
    if name is None:
        if key in table.data:
            table.error("`template_api` has no effect without `templates`", key)
        return None
    version = table.data.get(key)
    if version is None:
        table.error(
            "`templates` needs `template_api`, the version that they were written for",
            "templates",
            help=f"add `template_api = {TEMPLATE_API}`",
        )
    elif isinstance(version, int) and version != TEMPLATE_API:
        hint = "compare the templates with docs/templates.md of this version, then set "
        hint += f"`template_api = {TEMPLATE_API}`"
        table.error(
            f"the templates were written for version {version} of the template API; "
            f"this trueup has version {TEMPLATE_API}",
            key,
            help=hint if version < TEMPLATE_API else "install a newer trueup",
        )
    return folder / name


def _unknown_properties(table: ConfigTable) -> UnknownProperties:
    key = "unknown_properties"
    value = table.data.get(key, "ignore")
    if isinstance(value, list):
        return table.strings(key)
    if value == "keep":
        return "keep"
    if value != "ignore":
        hint = 'write `"keep"`, `"ignore"`, or a list of schemas such as `["Pet"]`'
        table.error(f"`{key}` has no such value", key, help=hint)
    return "ignore"


def _remote_hosts(table: ConfigTable) -> AllowedHosts:
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


def _selection(table: ConfigTable, key: str) -> Selection:
    inner = table.table(key)
    if inner is None:
        return Selection()
    inner.reject_unknown_keys("tags", "paths", "operations")
    return Selection(
        inner.strings("tags"), inner.strings("paths"), inner.strings("operations")
    )


def _severities(table: ConfigTable) -> Mapping[str, str]:
    levels = table.mapping("lint")
    for code, level in levels.items():
        if code not in NOT_CODES and level not in SEVERITIES:
            table.error(
                f"`{level}` is not a severity",
                "lint",
                code,
                help=did_you_mean(level, SEVERITIES),
            )
    return levels


def _override(table: ConfigTable) -> SeverityOverride:
    table.reject_unknown_keys("files", "pointers", "lint")
    if "lint" not in table.data:
        table.error("an override must have a table `lint`: code → severity")
    return SeverityOverride(
        _severities(table), table.strings("files"), table.pointers("pointers")
    )


def _locations(top: ConfigTable) -> dict[str, KnownLocation]:
    """The location of the first key of each code."""
    locations: dict[str, KnownLocation] = {}
    for table in (top, *top.tables("overrides")):
        for code in table.mapping("lint"):
            if code not in NOT_CODES:
                locations.setdefault(code, table.location("lint", code))
    return locations


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
