"""The files of a distribution around its package: project file, documentation, tests, CI.

| module | contents |
|---|---|
| `dependency_ranges` | ranges of the distributions that generated code needs |
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from ... import ir
from ...config import Distribution, Package, python_version
from ...diagnostics import Report
from ...emit.identifiers import dotted_name
from ...emit.quoting import Code, mdtext, plainline, pystr, tomlstr
from ...emit.rich_text import mdline
from ...render import Planned
from ...toml_documents import parse_toml
from ..api_names import name_api
from ..client import plan_documentation
from ..distribution_metadata import distribution_version, license_expression
from .dependency_ranges import (
    BUILD_SYSTEM,
    TESTS,
    Extra,
    requirements_of,
)

CHANGELOG = PurePosixPath("CHANGELOG.md")
LICENSE = PurePosixPath("LICENSE")
PROJECT_FILE = PurePosixPath("pyproject.toml")

ENTRIES = "<!-- trueup: new entries are inserted below this line -->"
"""The line of the changelog below which entries are inserted."""

_MAX_SUMMARY = 300
_MAX_PROJECT_BYTES = 64 << 10
_DATA_FILES = (
    "py.typed",
    "schemas.json",
    "server/openapi.json",
    "conformance/vectors.json",
)


class ProjectView(Struct, frozen=True):
    """The distribution, for its project file, its tests and its CI."""

    name: Code  # a TOML string, like all other values except literals of Python
    version: Code
    name_literal: Code
    version_literal: Code
    summary: Code
    license: Code | None
    build_system: Code
    dependencies: tuple[Code, ...]
    extras: tuple[Extra, ...]
    test_requirements: tuple[Code, ...]  # unless an extra has them
    top_folder: Code  # the folder of the top-level package
    package: Code
    has_client: bool
    has_suite: bool
    data_files: tuple[str, ...]


class ChangelogView(Struct, frozen=True):
    title: Code
    version: Code
    marker: Code


class LicenseView(Struct, frozen=True):
    name: Code
    identifier: Code | None
    url: Code | None


class ServerReadmeView(Struct, frozen=True):
    """`README.md` of a distribution without a client."""

    title: Code
    doc: Code
    requirements: Code
    package: Code
    has_server: bool


def plan_distribution(
    planned: Iterable[Planned], api: ir.Api, package: Package, report: Report
) -> Iterator[Planned]:
    """Move the files of a package into its distribution; plan the project files."""
    distribution = package.distribution
    assert distribution is not None
    planned = tuple(planned)
    for file in planned:
        yield replace(file, path=package.source / file.path)
    expression = license_expression(api, package, report)
    version = distribution_version(api, package, report)
    paths = {file.path for file in planned}
    project = _project_view(api, package, version, expression, paths)
    yield _planned("pyproject.toml", PROJECT_FILE, project)
    yield _planned("ci.yml", PurePosixPath(".github/workflows/ci.yml"), project)
    yield _planned("CHANGELOG.md", CHANGELOG, _changelog_view(distribution, version))
    if distribution.license:
        own = ir.License(name=distribution.license, identifier="", url="")
        yield _planned("LICENSE", LICENSE, _license_view(own, expression))
    elif api.license is not None:
        yield _planned("LICENSE", LICENSE, _license_view(api.license, expression))
    yield _planned(
        "tests/test_package.py", PurePosixPath("tests/test_package.py"), project
    )
    if project.has_client:
        yield from plan_documentation(api, name_api(api, package, Report()), package)
        path = PurePosixPath("tests/test_documentation.py")
        if project.has_suite:
            yield _planned("tests/conftest.py", path.with_name("conftest.py"), project)
            yield _planned("tests/served_examples.py", path, project)
        else:
            yield _planned("tests/sent_examples.py", path, project)
    else:
        yield _planned(
            "README.md", PurePosixPath("README.md"), _readme_view(api, package)
        )


def _planned(template: str, path: PurePosixPath, view: object) -> Planned:
    return Planned(path, f"distribution/{template}.j2", view)


def _project_view(
    api: ir.Api,
    package: Package,
    version: str,
    expression: str | None,
    paths: Set[PurePosixPath],
) -> ProjectView:
    assert package.distribution is not None
    is_installed = package.runtime == "package"
    needed = requirements_of(package.targets, is_installed=is_installed)
    has_suite = "conformance" in package.targets
    return ProjectView(
        name=tomlstr(package.distribution.name),
        version=tomlstr(version),
        name_literal=pystr(package.distribution.name),
        version_literal=pystr(version),
        summary=tomlstr(_summary(api, package)),
        license=None if expression is None else tomlstr(expression),
        build_system=tomlstr(BUILD_SYSTEM),
        dependencies=needed.dependencies,
        extras=needed.extras,
        test_requirements=() if has_suite else tuple(map(tomlstr, TESTS)),
        top_folder=tomlstr(f"src/{package.name.partition('.')[0]}"),
        package=dotted_name(package.name),
        has_client="client" in package.targets,
        has_suite=has_suite,
        data_files=tuple(name for name in _DATA_FILES if PurePosixPath(name) in paths),
    )


def _changelog_view(distribution: Distribution, version: str) -> ChangelogView:
    return ChangelogView(
        mdtext(distribution.name), plainline(version), plainline(ENTRIES)
    )


def _summary(api: ir.Api, package: Package) -> str:
    kinds = (kind for kind in ("client", "server") if kind in package.targets)
    text = plainline(f"Python {next(kinds, 'package')} for {api.title or 'the API'}")
    return text if len(text) <= _MAX_SUMMARY else f"{text[: _MAX_SUMMARY - 1]}…"


def _license_view(license: ir.License, expression: str | None) -> LicenseView:
    return LicenseView(
        name=plainline(license.name or license.identifier),
        identifier=None if expression is None else plainline(expression),
        url=plainline(license.url) if license.url else None,
    )


def _readme_view(api: ir.Api, package: Package) -> ServerReadmeView:
    assert package.distribution is not None
    return ServerReadmeView(
        title=mdtext(api.title or package.name),
        doc=mdline(api.doc.strip().split("\n\n")[0]),
        requirements=plainline(package.distribution.name),
        package=dotted_name(package.name),
        has_server="server" in package.targets,
    )


def project_version(content: bytes) -> str | None:
    """The version in a project file; None if it has none, or is too large."""
    if len(content) > _MAX_PROJECT_BYTES:
        return None
    try:
        project = parse_toml(content.decode("utf-8")).get("project")
        version = project.get("version") if isinstance(project, dict) else None
    except (ValueError, RecursionError):
        return None
    return python_version(version) if isinstance(version, str) else None
