"""The templates of a project that replace those of trueup, or blocks of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias

import jinja2
from msgspec import Struct

from ..diagnostics import KnownLocation, Report, Span
from ..digests import digest_of
from ..project_files import UnusableFile, check_folder, names_in, read_text, shown
from ..render import templates_root
from ..suggestions import did_you_mean
from .sandbox import Sandbox
from .template_checks import references

ORIGINAL = "trueup/"
"""The prefix of the name by which a template refers to one of trueup that is replaced."""


class TemplateOverrides(Struct, frozen=True):
    """The environment with the templates of a project, and where they are."""

    environment: Sandbox
    folder: Path
    texts: Mapping[str, str]
    """The texts of the project's templates, by name."""
    references: Mapping[str, tuple[tuple[str, int], ...]]
    """The templates that a template refers to, and the lines."""

    def location(self, name: str, line: int = 1) -> KnownLocation:
        """The location of a line in a template of the project."""
        text = self.texts[name].split("\n")[line - 1 : line]
        width = len(text[0]) if text else 0
        return KnownLocation(Span(shown(self.folder / name), line, 1, width))

    def used_by(self, name: str) -> list[str]:
        """The templates of the project from which a template of this name is made."""
        names, pending = [], [name]
        while pending:
            name = _resolve(pending.pop(), self.texts)
            if name not in names:
                names.append(name)
                pending += (target for target, _ in self.references.get(name, ()))
        return [name for name in names if name in self.texts]


_Load: TypeAlias = Callable[[str], tuple[str, str, None] | None]


@cache
def template_names() -> frozenset[str]:
    """The names of the templates that can be replaced."""
    root = templates_root()
    names = (path.relative_to(root).as_posix() for path in root.rglob("*.j2"))
    # A scaffold is written once, and then edited.
    return frozenset(name for name in names if not name.startswith("scaffold/"))


def read_overrides(
    folder: Path, root: Path, report: Report
) -> TemplateOverrides | None:
    """Read and compile the templates in `folder`, which must be in the project folder
    `root`; None, with diagnostics, if one of them cannot be used."""
    texts = _texts(folder, root, report)
    if texts is None:
        return None
    environment = Sandbox(jinja2.FunctionLoader(_loader(folder, texts)))
    known = {*texts, *template_names(), *(ORIGINAL + n for n in template_names())}
    read: dict[str, tuple[tuple[str, int], ...]] = {}
    overrides = TemplateOverrides(environment, folder, texts, read)
    pending = [*texts, *template_names()]
    before = len(report)
    while pending:
        name = _resolve(pending.pop(0), texts)
        if name not in read:
            read[name] = _references(overrides, name, known, report)
            pending += (target for target, _ in read[name])
    _report_unused(overrides, report)
    _report_cycles(overrides, report)
    if len(report) == before:
        _compile(overrides, report)
    return overrides if len(report) == before else None


def _resolve(name: str, texts: Mapping[str, str]) -> str:
    """The name of the file that a name means."""
    is_original = name in template_names() and name not in texts
    return ORIGINAL + name if is_original else name


def _texts(folder: Path, root: Path, report: Report) -> dict[str, str] | None:
    """The texts of the templates in the folder, by name."""
    before = len(report)
    for name in template_names():  # so that a file that is added later is noticed
        path = (root / folder / name).absolute()
        report.read[str(path)] = digest_of(path)
    texts: dict[str, str] = {}
    try:
        check_folder(folder, root)
        for name in names_in(folder):
            path = folder / name
            try:
                texts[name] = read_text(path, report.read) or ""
            except UnusableFile as error:
                _refuse(path, f"the template `{name}` {error}", report)
    except UnusableFile as error:
        _refuse(folder, f"the folder of templates `{shown(folder)}` {error}", report)
    return texts if len(report) == before else None


def _refuse(path: Path, message: str, report: Report) -> None:
    location = KnownLocation(Span(shown(path), 1, 1, 0))
    report.contents[shown(path)] = b""  # is not shown: it may be a link
    report.error(
        "invalid-template",
        message,
        location,
        help="write it as a regular file in UTF-8, in a folder of the project",
    )


def _loader(folder: Path, texts: Mapping[str, str]) -> _Load:
    """A function for `jinja2.FunctionLoader`."""

    def load(name: str) -> tuple[str, str, None] | None:
        if name in texts:
            return texts[name], str(folder / name), None
        name = name.removeprefix(ORIGINAL)
        if name not in template_names():
            return None
        path = templates_root() / name
        return path.read_text(encoding="utf-8"), str(path), None

    return load


def _references(
    overrides: TemplateOverrides, name: str, known: set[str], report: Report
) -> tuple[tuple[str, int], ...]:
    """The references of a template; unknown ones, and a syntax error, are reported."""
    if name not in overrides.texts:
        return _own_references(name.removeprefix(ORIGINAL))
    try:
        parsed = overrides.environment.parse(overrides.texts[name])
        listed = tuple(references(parsed))
    except (jinja2.TemplateSyntaxError, ValueError, RecursionError) as error:
        _report(overrides, name, getattr(error, "lineno", 1), _reason(error), report)
        return ()
    for target, line in listed:
        if target not in known:
            _report(
                *(overrides, name, line, f"template `{target}` does not exist", report),
                help=did_you_mean(target, known),
            )
    return tuple((target, line) for target, line in listed if target in known)


@cache
def _own_references(name: str) -> tuple[tuple[str, int], ...]:
    """The references of a template of trueup."""
    text = (templates_root() / name).read_text(encoding="utf-8")
    return tuple(references(jinja2.Environment().parse(text)))


def _report_unused(overrides: TemplateOverrides, report: Report) -> None:
    """Report files that replace no template and that no template refers to."""
    used = set(template_names())
    for name in template_names():
        used.update(overrides.used_by(name))
    for name in overrides.texts:
        if name not in used:
            report.error(
                "unknown-template",
                f"`{name}` does not replace a template, and no template refers to it",
                overrides.location(name),
                help=did_you_mean(name, template_names()) or "see docs/templates.md",
            )


def _report_cycles(overrides: TemplateOverrides, report: Report) -> None:
    """Report templates that extend, include or import themselves."""
    for name in overrides.texts:
        for written, line in overrides.references.get(name, ()):
            target = _resolve(written, overrides.texts)
            if target == name or name in overrides.used_by(target):
                original = f"`{ORIGINAL}{name}` is the original"
                _report(
                    *(overrides, name, line, f"`{written}` leads back here", report),
                    help=original if name in template_names() else None,
                )


def _compile(overrides: TemplateOverrides, report: Report) -> None:
    for name in overrides.texts:
        try:
            overrides.environment.get_template(name)
        except jinja2.TemplateSyntaxError as error:
            _report(overrides, name, error.lineno, _reason(error), report)
        except (SyntaxError, ValueError, RecursionError) as error:  # of Python
            _report(overrides, name, 1, _reason(error), report)


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "too much nesting"
    if isinstance(error, jinja2.TemplateSyntaxError):
        text = error.message or "invalid syntax"
    else:
        text = str(error)
    text = text.partition("\n")[0].rstrip(".")
    return text[:1].lower() + text[1:]


def _report(
    overrides: TemplateOverrides,
    name: str,
    line: int,
    reason: str,
    report: Report,
    help: str | None = None,
) -> None:
    report.error(
        "invalid-template", reason, overrides.location(name, line), help=help or None
    )
