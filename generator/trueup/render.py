"""Planned files to text. Knows Jinja; knows nothing about OpenAPI and decides nothing."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from importlib.util import cache_from_source
from pathlib import Path, PurePosixPath
from typing import TypeGuard

import jinja2
from jinja2.bccache import Bucket
from msgspec import Struct

from .digests import digest
from .quoting import Code, comment, docstring, indent, pystr


class Planned(Struct, frozen=True):
    """A file to be: where it goes, the template that prints it, what it prints.

    A template that does not end in `.j2` is copied as it is and has no view. Without
    a template, the view is the text (`Code`).
    """

    path: PurePosixPath
    template: str | None
    view: object = None


class File(Struct, frozen=True, dict=True):
    path: PurePosixPath
    text: str
    is_copied: bool = False
    """The text stands in `templates/` as it is, where tests judge it."""

    @cached_property
    def content(self) -> bytes:
        """The text in UTF-8."""
        return self.text.encode()

    @cached_property
    def digest(self) -> str:
        """The hash that manifests hold, a SHA-256 in hexadecimal."""
        return digest(self.content)


def render(planned: Iterable[Planned]) -> Iterator[File]:
    """Each planned file as text, in order."""
    for plan in planned:
        yield File(plan.path, _text(plan), _is_copied(plan.template))


def templates_root() -> Path:
    """Where templates stand: inside an installed package, or beside it in a checkout."""
    installed = Path(__file__).parent / "_templates"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "templates"


def templates_under(folder: str) -> tuple[str, ...]:
    """Paths below `folder` of the Python files that are copied as they are, sorted."""
    root = templates_root() / folder
    return tuple(
        sorted(path.relative_to(root).as_posix() for path in root.rglob("*.py"))
    )


def _text(plan: Planned) -> str:
    if _is_copied(plan.template):
        return _verbatim(plan.template)
    if plan.template is None:
        return _only_code(plan.view)
    return _environment().get_template(plan.template).render(v=plan.view)


def _is_copied(template: str | None) -> TypeGuard[str]:
    return template is not None and not template.endswith(".j2")


@cache
def _verbatim(name: str) -> str:
    return (templates_root() / name).read_text(encoding="utf-8")


def _only_code(value: object) -> Code:
    """Jinja's `finalize`: text from a description that nobody quoted stops the run."""
    if not isinstance(value, Code):
        raise TypeError(f"unquoted text reached output: {type(value).__name__}")
    return value


class _ByteCode(jinja2.FileSystemBytecodeCache):
    """Byte code of templates, kept as Python keeps that of modules: beside them, found
    by their text, and written where that can be done and is wanted."""

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # reading what is damaged can raise anything
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        if sys.dont_write_bytecode:
            return
        with contextlib.suppress(OSError):
            os.makedirs(self.directory, exist_ok=True)
            super().dump_bytecode(bucket)


_COMPILED = f"%s.{jinja2.__version__}-1.cache"
"""Names of byte code. Count up when `_environment` makes other code of one text."""


@cache
def _environment() -> jinja2.Environment:
    beside = cache_from_source(str(templates_root() / "templates.py"))
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates_root()),
        undefined=jinja2.StrictUndefined,
        finalize=_only_code,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_ByteCode(os.path.dirname(beside), _COMPILED),
    )
    environment.globals.clear()
    environment.tests.clear()
    environment.filters.clear()
    environment.filters.update(
        pystr=pystr, docstring=docstring, comment=comment, indent=indent
    )
    return environment
