"""Render planned files with Jinja templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    import jinja2
from msgspec import Struct

from .digests import digest
from .emit.quoting import Code, comment, docstring, indent, pystr

TEMPLATE_API = 1
"""The version of what templates of a project use: blocks, fields of views, and macros."""


class Planned(Struct, frozen=True):
    """A file to render: its path, its template, and the view for the template.

    A template without the suffix `.j2` is a module of the runtime, which is copied. Without
    a template, the view is the text (`Code`).
    """

    path: PurePosixPath
    template: str | None
    view: object = None


class File(Struct, frozen=True, dict=True):
    path: PurePosixPath
    text: str
    is_copied: bool = False
    """Whether the text is a module of the runtime."""
    extends: bytes | None = None
    """The content on disk that `text` preserves, empty if there is none. The file belongs to
    the user and is not in the manifest. None for a file that is rewritten."""

    @cached_property
    def content(self) -> bytes:
        """The text in UTF-8."""
        return self.text.encode()

    @cached_property
    def digest(self) -> str:
        """The digest of the content, for the manifest."""
        return digest(self.content)


def render(
    planned: Iterable[Planned], environment: jinja2.Environment | None = None
) -> Iterator[File]:
    """Render files, in order, with the templates of trueup or of another environment."""
    for plan in planned:
        text = _text(plan, environment)
        yield File(plan.path, text, _is_copied(plan.template))


def templates_root() -> Path:
    """The folder of the templates: in the installed package, or next to it in a checkout."""
    installed = Path(__file__).parent / "_templates"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "templates"


def runtime_root() -> Path:
    """The folder of the runtime: in the installed package, or next to it in a checkout."""
    installed = Path(__file__).parent / "_runtime"
    checkout = Path(__file__).parents[1] / "trueup_runtime"
    return installed if installed.is_dir() else checkout


def runtime_files(part: str) -> Iterator[Planned]:
    """Copies of the runtime's modules for `client`, `server` or `conformance`."""
    root = runtime_root()
    paths = (path.relative_to(root) for path in (root / part).rglob("*.py"))
    for name in ("__init__.py", *sorted(path.as_posix() for path in paths)):
        yield Planned(PurePosixPath("_runtime", name), name)


def _text(plan: Planned, environment: jinja2.Environment | None) -> str:
    if _is_copied(plan.template):
        return _verbatim(plan.template)
    if plan.template is None:
        return _only_code(plan.view)
    environment = environment or _environment()
    return environment.get_template(plan.template).render(v=plan.view)


def _is_copied(template: str | None) -> TypeGuard[str]:
    return template is not None and not template.endswith(".j2")


@cache
def _verbatim(name: str) -> str:
    return (runtime_root() / name).read_text(encoding="utf-8")


def _only_code(value: object) -> Code:
    """Reject unquoted text, as the function `finalize` of Jinja."""
    if not isinstance(value, Code):
        raise TypeError(f"unquoted text reached output: {type(value).__name__}")
    return value


def _concatenate(parts: Iterable[str]) -> Code:
    return Code("".join(parts))


@cache
def _environment() -> jinja2.Environment:
    import jinja2  # not needed by a run without changes

    from .template_byte_code import byte_code_cache

    class Environment(jinja2.Environment):
        # The output of a macro is `Code`, since all its parts are.
        concat = staticmethod(_concatenate)

    environment = Environment(
        loader=jinja2.FileSystemLoader(templates_root()),
        undefined=jinja2.StrictUndefined,
        finalize=_only_code,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=byte_code_cache(__file__),
    )
    configure(environment)
    return environment


def configure(environment: jinja2.Environment) -> None:
    """Remove all globals and tests, and all filters except those that quote."""
    environment.globals.clear()
    environment.tests.clear()
    environment.filters.clear()
    environment.filters.update(
        pystr=pystr, docstring=docstring, comment=comment, indent=indent
    )
