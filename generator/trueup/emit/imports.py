"""The imports of a module, collected while its view is built."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct, field

from .. import ir
from .annotations import MODELS, RUNTIME, AnnotationWriter
from .identifiers import dotted_name
from .naming import Symbols
from .quoting import Code
from .runtime import PACKAGE, VENDORED, Runtime


class ImportedName(Struct, frozen=True):
    name: Code
    alias: Code | None = None


class ImportLine(Struct, frozen=True):
    """`import module as alias` or, with `names`, `from module import names`."""

    module: Code
    alias: Code | None = None
    names: tuple[ImportedName, ...] = ()


ImportGroups: TypeAlias = tuple[tuple[ImportLine, ...], ...]
"""Import lines in the order of isort: standard library, distributions, own package."""


class Imports(Struct, frozen=True):
    """The imports of one module, with those that its annotations need.

    `dots` lead from the module to the root of the package.
    """

    home: Runtime = VENDORED
    dots: str = "."
    writer: AnnotationWriter = field(
        default_factory=lambda: AnnotationWriter({}, {}, {})
    )
    names: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, module: str, *names: str) -> None:
        """Import names from a module, which may be relative."""
        if names:
            self.names.setdefault(module, {}).update(zip(names, names, strict=True))

    def runtime(self, *names: str, part: str = "client") -> None:
        """Import names from a module or package of the runtime."""
        self.add(f"{self.home.home(self.dots)}.{part}", *names)

    def sibling(self, name: str) -> Code:
        """Import `models`, `errors` or `headers`; return its name in this module."""
        alias = f"_{name}" if name in self.writer.hidden else name
        self.names.setdefault(self.dots, {})[name] = alias
        return dotted_name(alias)

    def alias(self, module: str, name: str, alias: str) -> None:
        """Import a name from a module under another name."""
        self.names.setdefault(module, {})[name] = alias

    def groups(self) -> ImportGroups:
        """All import lines."""
        names = {module: dict(aliases) for module, aliases in self.names.items()}
        standard: list[ImportLine] = []
        installed: list[ImportLine] = []
        own: list[ImportLine] = []
        for used in sorted(self.writer.used):
            if used == MODELS:
                names.setdefault(self.dots, {})["models"] = self.writer.models
            elif used.startswith(RUNTIME):
                name = used.removeprefix(RUNTIME)
                names.setdefault(f"{self.home.home(self.dots)}.client", {})[name] = name
            elif used.startswith("typing."):
                name = used.removeprefix("typing.")
                names.setdefault("typing", {})[name] = name
            else:
                alias = self.writer.module(used)
                standard.append(ImportLine(dotted_name(used), _alias(used, alias)))
        lines = tuple(_from_imports(names))
        for line in lines:
            is_installed = line.module.startswith(f"{PACKAGE}.")
            is_own = line.module.startswith(".")
            (own if is_own else installed if is_installed else standard).append(line)
        return tuple(tuple(group) for group in (standard, installed, own) if group)


def create_imports(
    api: ir.Api,
    symbols: Symbols,
    dots: str,
    hidden: frozenset[str] = frozenset(),
    builtins_hidden: frozenset[str] = frozenset(),
    here: frozenset[str] = frozenset(),
) -> Imports:
    """Create the imports of a module that uses models of `api`; see `AnnotationWriter`."""
    writer = AnnotationWriter(
        symbols.classes,
        symbols.representations,
        api.by_key,
        models="_models" if "models" in hidden else "models",
        here=here,
        hidden=hidden,
        builtins_hidden=builtins_hidden,
    )
    return Imports(symbols.runtime, dots, writer)


def _from_imports(names: Mapping[str, Mapping[str, str]]) -> Iterator[ImportLine]:
    """A line for each module, and for each name with an alias."""
    for module in sorted(names, key=_module_order):
        plain: list[ImportedName] = []
        lines = [plain]
        for name in sorted(names[module], key=_member_order):
            alias = _alias(name, names[module][name])
            imported = ImportedName(dotted_name(name), alias)
            if alias is None:
                plain.append(imported)
            else:
                lines.append([imported])
        for line in sorted(filter(None, lines), key=lambda line: line[0].name):
            yield ImportLine(dotted_name(module), names=tuple(line))


def _alias(name: str, alias: str) -> Code | None:
    return dotted_name(alias) if alias != name else None


def _module_order(module: str) -> tuple[int, str]:
    """Absolute modules first, then relative ones with more dots before fewer."""
    path = module.lstrip(".")
    return len(path) - len(module), path


def _member_order(name: str) -> tuple[bool, bool, str]:
    """Constants precede classes, which precede functions."""
    return not name.isupper(), not name[:1].isupper(), name
