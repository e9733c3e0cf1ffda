"""A sandbox in which templates of a project are rendered together with those of trueup.

A project may be somebody else's: its templates see the fields of views, and call nothing
but macros and blocks. What they print passes the same check as in the other templates.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.loaders import BaseLoader
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from msgspec import Struct

from ..emit.quoting import Code
from ..render import configure
from ..suggestions import did_you_mean
from .template_checks import check

MAX_STEPS = 5_000_000
"""Maximum number of repetitions and calls in one file."""

MAX_CHARACTERS = 20_000_000
"""Maximum number of characters that macros, blocks, filters and comparisons of one file
process; the largest modules of real packages need one million."""

_MAX_COLUMNS = 200

_LOOP_FIELDS = frozenset("first last index index0 revindex revindex0 length".split())


class UnquotedValue(Exception):
    """A template prints a value that is not code."""


class LimitExceeded(Exception):
    """A template repeats or prints too much."""


class _UnknownField(jinja2.StrictUndefined):
    """The value of a field that does not exist; any use raises `UndefinedError`."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        """The message, and help on a second line if a name is similar."""
        name, owner = self._undefined_name, self._undefined_obj
        if self._undefined_hint:
            return self._undefined_hint
        if owner is missing:
            return f"`{name}` is not defined"
        if not isinstance(owner, Struct):
            return f"`{type(owner).__name__}` has no field `{name}`"
        hint = did_you_mean(str(name), _field_names(owner)) or ""
        return f"`{type(owner).__name__}` has no field `{name}`\n{hint}"


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment. Work is counted per file; see `start`."""

    def __init__(self, loader: BaseLoader) -> None:
        super().__init__(
            loader=loader,
            undefined=_UnknownField,
            finalize=_only_code,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
        )
        configure(self)
        filters = {
            name: self._checked(name, self.filters[name]) for name in self.filters
        }
        self.filters.update(filters)
        self.filters.update(_counted=self._count_items, _measured=self._measure)
        self.start()

    def start(self) -> None:
        """Start to count the work of a file."""
        self._steps = self._characters = 0

    def compile(self, source: Any, *args: Any, **kwargs: Any) -> Any:
        """Compile a template whose constructs are allowed, with counted loops."""
        if isinstance(source, str):
            name, filename = (*args, None, None)[:2]
            source = self.parse(source, name, filename)
            check(source)
            for loop in source.find_all(nodes.For):
                loop.iter = self._filtered(loop.iter, "_counted")
            for comparison in source.find_all(nodes.Compare):
                comparison.expr = self._filtered(comparison.expr, "_measured")
                for operand in comparison.ops:
                    operand.expr = self._filtered(operand.expr, "_measured")
        return super().compile(source, *args, **kwargs)

    def _filtered(self, expression: nodes.Expr, name: str) -> nodes.Filter:
        node = nodes.Filter(expression, name, [], [], None, None)
        node.set_lineno(expression.lineno).set_environment(self)
        return node

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The field of a view, or an undefined value."""
        if isinstance(obj, Struct):
            if attribute in _field_names(obj):
                return getattr(obj, attribute)
        elif isinstance(obj, LoopContext) and attribute in _LOOP_FIELDS:
            return getattr(obj, attribute)
        elif isinstance(obj, jinja2.Undefined):
            str(obj)  # raises
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Items are not available, only fields."""
        return self.undefined(obj=obj, name=str(argument))

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call a macro, or the block that this one replaces."""
        if isinstance(obj, jinja2.Undefined):
            str(obj)  # raises
        if not isinstance(obj, (Macro, BlockReference)):
            raise SecurityError("only macros and `super()` can be called")
        self._count(1)
        result = super().call(context, obj, *args, **kwargs)
        # Jinja 3.1.0 joins the parts of a block, which are code, to a string.
        return Code(result) if isinstance(obj, BlockReference) else result

    def is_safe_callable(self, obj: Any) -> bool:
        return isinstance(obj, (Macro, BlockReference))

    @jinja2.pass_context  # so that Jinja does not call it once for a constant
    def _count_items(self, _: Context, items: Any) -> Any:
        if isinstance(items, jinja2.Undefined):
            str(items)  # raises
        if not isinstance(items, Collection) or isinstance(items, str):
            raise TypeError(f"a loop needs a list, got `{type(items).__name__}`")
        self._count(1 + len(items))
        return items

    def _count(self, steps: int) -> None:
        self._steps += steps
        if self._steps > MAX_STEPS:
            raise LimitExceeded(f"more than {MAX_STEPS:,} repetitions and calls")

    @jinja2.pass_context
    def _measure(self, _: Context, operand: Any) -> Any:
        """Count the characters and items in an operand of a comparison."""
        pending = [operand]
        while pending:
            value = pending.pop()
            if isinstance(value, Struct):
                raise TypeError("views cannot be compared, only their fields")
            if isinstance(value, (str, list, tuple)):
                self._count_characters(len(value))
            if isinstance(value, (list, tuple)):
                pending += value
        return operand

    def _count_characters(self, characters: int) -> None:
        self._characters += characters
        if self._characters > MAX_CHARACTERS:
            raise LimitExceeded(f"more than {MAX_CHARACTERS:,} characters")

    def concat(self, parts: Iterable[str]) -> Code:
        """Join code, within the limits."""
        collected = []
        for part in parts:
            self._count_characters(len(part))
            collected.append(part)
        return Code("".join(collected))

    def _checked(self, name: str, function: Callable[..., Code]) -> Callable[..., Code]:
        """A filter with checks of its arguments, whose work is counted."""

        def checked(text: object, columns: object = 0) -> Code:
            if isinstance(text, jinja2.Undefined):
                str(text)  # raises
            if not isinstance(text, str):
                raise TypeError(f"`{name}` needs text, got `{type(text).__name__}`")
            if type(columns) is not int or not 0 <= columns <= _MAX_COLUMNS:
                raise TypeError(f"`{name}` needs columns from 0 to {_MAX_COLUMNS}")
            self._count_characters(len(text))
            code = function(text) if name == "pystr" else function(text, columns)
            self._count_characters(len(code))
            return code

        return checked


def _field_names(view: Struct) -> Collection[str]:
    """The fields of a view that templates may use, and its properties."""
    if type(view).__module__.startswith("trueup.ir"):
        return ()  # the description itself, which is not part of the template API
    return public_fields(type(view))


def public_fields(view: type[Struct]) -> list[str]:
    """The names of the fields and properties of a class of views."""
    names = list(view.__struct_fields__)
    for cls in view.__mro__:
        names += [name for name, value in vars(cls).items() if _is_property(value)]
    return [name for name in dict.fromkeys(names) if not name.startswith("_")]


def _is_property(value: object) -> bool:
    return isinstance(value, property)


def _only_code(value: object) -> Code:
    """Reject unquoted text, as the function `finalize` of Jinja."""
    if isinstance(value, Code):
        return value
    if isinstance(value, jinja2.Undefined):
        str(value)  # raises
    raise UnquotedValue(
        f"`{{{{ … }}}}` prints a value that is not code, but `{type(value).__name__}`"
    )
