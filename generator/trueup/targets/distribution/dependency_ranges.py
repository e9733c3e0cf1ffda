"""The distributions that generated code needs, with ranges of versions."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from ...emit.quoting import Code, tomlstr
from ...emit.runtime import version_range

CLIENT = (
    "httpx2>=2.12,<3",
    "msgspec>=0.22,<1",
    "typing-extensions>=4.5,<5; python_version < '3.13'",
)
VALIDATION = ("jsonschema-rs>=0.60,<1",)
SERVER = (*VALIDATION, "starlette>=1.0,<2")
SUITE = (*SERVER, "pytest>=8.4,<10", "uvicorn>=0.40,<1")
"""The lowest versions are those of `trueup-runtime`; a new major version is untested."""

_INSTALLED = (
    (version_range(),),
    (version_range("validation"),),
    (version_range("server"),),
    (version_range("conformance"),),
)

TESTS = ("pytest>=8.4,<10",)
BUILD_SYSTEM = "hatchling>=1.27,<2"


class Extra(Struct, frozen=True):
    """Optional dependencies: `name = [requirements]`."""

    name: Code
    requirements: tuple[Code, ...]


class Requirements(Struct, frozen=True):
    dependencies: tuple[Code, ...]
    extras: tuple[Extra, ...]


def requirements_of(targets: Iterable[str], *, is_installed: bool) -> Requirements:
    """The requirements of a package with these targets; `is_installed` is whether it imports
    `trueup-runtime`."""
    wanted = set(targets)
    client, validation, server, suite = (
        _INSTALLED if is_installed else (CLIENT, VALIDATION, SERVER, SUITE)
    )
    if not wanted & {"client", "server"}:  # targets of plug-ins
        return Requirements((), ())
    if "client" not in wanted:
        required = server if is_installed else (*client, *server)
        return Requirements(_quoted(required), ())
    extras = [Extra(Code("validation"), _quoted(validation))]
    if "server" in wanted:
        extras.append(Extra(Code("server"), _quoted(server)))
    if "conformance" in wanted:
        extras.append(Extra(Code("conformance"), _quoted(suite)))
    return Requirements(_quoted(client), tuple(extras))


def _quoted(requirements: Iterable[str]) -> tuple[Code, ...]:
    return tuple(map(tomlstr, requirements))
