"""Names of generated packages: which are allowed, and the default."""

from __future__ import annotations

import keyword
import re
import sys
import unicodedata
from pathlib import Path

from ..emit.identifiers import is_device, member_name

_STANDARD_LIBRARY = frozenset(
    name.casefold()
    for name in (
        *sys.stdlib_module_names,
        # Modules that only some of the supported versions of Python have, so that a
        # name does not depend on the version that generates.
        *"""
        aifc annotationlib asynchat asyncore audioop cgi cgitb chunk compression crypt
        distutils imghdr imp lib2to3 mailcap msilib nis nntplib ossaudiodev pipes profiling
        smtpd sndhdr spwd sunau telnetlib uu xdrlib
        """.split(),
        "__main__",
        "__pycache__",
        "sitecustomize",
        "usercustomize",
    )
)
_DEPENDENCIES = frozenset(
    """
    trueup trueup_runtime
    httpx2 httpcore2 anyio h11 idna truststore typing_extensions
    h2 hpack hyperframe socksio wsproto brotli brotlicffi backports zstandard
    sniffio trio outcome attr attrs uvloop winloop exceptiongroup
    msgspec yaml tomli tomli_w jsonschema_rs opentelemetry
    starlette multipart python_multipart itsdangerous jinja2 markupsafe
    uvicorn click rich markdown_it mdurl dotenv httptools watchfiles websockets
    pytest _pytest conftest py pluggy iniconfig packaging pygments colorama
    """.split()
)
"""Modules that emitted code and its dependencies import, optional ones included."""


def is_dependency(distribution: str) -> bool:
    """Whether generated code needs a distribution, whose name is normalized."""
    return distribution.replace("-", "_").replace(".", "_") in _DEPENDENCIES


def _is_importable(name: str) -> bool:
    """Whether `import name` is valid Python."""
    return all(
        part.isidentifier() and not keyword.iskeyword(part) for part in name.split(".")
    )


def device_in(package: str, output: Path) -> str | None:
    """A device name on Windows in the package's name or output folder.

    Of an absolute path, only the last part is checked.
    """
    folders = output.parts[-1:] if output.is_absolute() else output.parts
    return next(
        (part for part in (*package.split("."), *folders) if is_device(part)), None
    )


def name_error(package: str) -> tuple[str, str | None] | None:
    """A message, and perhaps help, if a package must not have this name."""
    if not _is_importable(package):
        return f"`{package}` is not an importable name", None
    if device_in(package, Path()) is not None:
        return f"`{package}` is a device name on Windows", None
    module = _hidden_module(package)
    if module is not None:
        hint = f"name it `{_other_name(package)}`"
        return f"a package `{package}` would hide {module}", hint
    return None


def _hidden_module(package: str) -> str | None:
    """The module that the package would hide, in words.

    Only the first part of a dotted name is at the top level. The case of letters does not
    count, as in the file systems of Windows and macOS.
    """
    first = _folded(package.split(".")[0])
    if first in _STANDARD_LIBRARY:
        return f"the module `{first}` of the standard library"
    if first in _DEPENDENCIES:
        return f"the module `{first}`, which generated code or a dependency imports"
    return None


def _other_name(package: str) -> str:
    """`calendar.v2` → `calendar_api.v2`."""
    first, *rest = package.split(".")
    return ".".join((f"{_folded(first).strip('_')}_api", *rest))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()  # as Python reads it


def package_name(title: str, description: Path) -> str:
    """Derive a package name from the title in snake case, otherwise from the file name.

    For generic file names such as `openapi.yaml`, the name of the folder is used.
    """
    stem = description.stem
    if re.fullmatch(r"(openapi|swagger|api|index|spec)([-_.].*)?", stem, re.IGNORECASE):
        stem = description.absolute().parent.name or stem
    for text in (title, stem):
        name = member_name(text, "api")
        if name not in ("api", "_") and name.isascii():
            if _hidden_module(name) is not None:
                return _other_name(name)
            return f"{name}_" if is_device(name) else name
    return "api"
