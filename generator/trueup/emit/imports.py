"""Import lines, planned from the names that a module's annotations use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from .annotations import AnnotationWriter
from .quoting import Code
from .runtime import Runtime, import_blocks
from .syntax import from_import


class Module(Struct, frozen=True):
    """What one module's operations need to be imported."""

    writer: AnnotationWriter
    runtime: dict[str, None]
    siblings: dict[str, None]  # `models`, `errors`, `headers`


def sibling(module: Module, name: str) -> str:
    """How the module `models`, `errors` or `headers` is called there."""
    return f"_{name}" if name in module.writer.hidden else name


def import_lines(
    used: Iterable[str],
    writer: AnnotationWriter,
    home: Runtime,
    runtime: Sequence[str],
    *more: Code,
    dots: str = ".",
    abstract: Sequence[str] = (),
    is_cached: bool = False,
    last: Sequence[Code] = (),
) -> Code:
    """Standard modules, names of `collections.abc` (`abstract`) and of `typing`, then
    `more`, names of the runtime at `home` and what comes `last`. `is_cached`: the module has
    a `cached_property`."""
    modules = [name for name in used if not name.startswith("typing.")]
    typing = [
        name.removeprefix("typing.") for name in used if name.startswith("typing.")
    ]
    first = [
        Code(f"import {m} as _{m}" if m in writer.hidden else f"import {m}")
        for m in sorted(modules)
    ]
    if abstract:
        first.append(from_import("collections.abc", abstract))
    if is_cached:
        first.append(from_import("functools", ("cached_property",)))
    if typing:
        first.append(from_import("typing", sorted(typing, key=_case)))
    second = list(more)
    if runtime:
        second.append(home.names("client", runtime, dots))
    second += last
    return import_blocks(first, second)


def identifiers(code: str) -> frozenset[str]:
    """Names in code that are not attributes and do not stand in a string literal."""
    return frozenset(_IDENTIFIER.findall(_TEXTS.sub("", code)))


_IDENTIFIER = re.compile(r"(?<![\w.])[^\W\d]\w*+")


def uses(code: str, module: str) -> bool:
    """Whether code names a member of a module, which a text in it may seem to do."""
    if f"{module}." not in code:
        return False
    return re.search(rf"(?<![\w.]){module}\.", _TEXTS.sub("", code)) is not None


_TEXTS = re.compile(r"""\"(?:[^"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'""")


def _case(name: str) -> tuple[bool, bool, str]:
    """Constants, then classes, then functions: the order that isort keeps."""
    return (not name.isupper(), not name[:1].isupper(), name)
