"""`lint --fix` and `lint --diff`.

All passes are made in memory; files are written once, at the end.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec import Struct, field
from msgspec.structs import replace

from ..diagnostics import Diagnostic, Report
from ..digests import MAX_BYTES
from ..hosts import is_url
from ..library.lint_runs import LintRequest, LintRun, run_lint
from ._fixed_files import ChangedFile, FixResult
from ._inputs import STDIN
from ._known_problems import RECORDED, KnownProblems, known_diagnostics

if TYPE_CHECKING:
    from ..fixes import Fix
    from ..source import Document, Node

F = TypeVar("F", bound=Callable[..., object])

_MAX_PASSES = 10


class FixOptions(Struct, frozen=True):
    """The values of `fix_options`."""

    fix: bool
    diff: bool
    unsafe: bool

    @property
    def is_used(self) -> bool:
        return self.fix or self.diff


def fix_options(function: F) -> F:
    """The options that change descriptions."""
    fix = click.option(
        "--fix",
        is_flag=True,
        help="Fix problems in the files, as far as that is mechanical.",
    )
    diff = click.option(
        "--diff",
        is_flag=True,
        help="Print what --fix would change; exit 1 if that is something.",
    )
    unsafe = click.option(
        "--unsafe",
        is_flag=True,
        help="With --fix or --diff, also remove unused components, and slashes at the end"
        " of paths, which changes their URLs.",
    )
    return fix(diff(unsafe(function)))


def take_fix_options(
    values: dict[str, Any],
    known: KnownProblems,
    report_format: str,
    descriptions: Sequence[str],
) -> FixOptions:
    """Remove the values of `fix_options` from a command's arguments. Raises for a
    combination without a meaning."""
    options = FixOptions(values.pop("fix"), values.pop("diff"), values.pop("unsafe"))
    if options.fix and options.diff:
        raise click.UsageError("use --fix or --diff, not both")
    if options.unsafe and not options.is_used:
        raise click.UsageError("--unsafe needs --fix or --diff")
    if options.is_used and (known.update or known.write):
        raise click.UsageError("fix first, then update the baseline")
    if options.diff and report_format != "text":
        raise click.UsageError("--diff prints text, so it needs --format text")
    if options.fix and STDIN in descriptions and report_format != "text":
        raise click.UsageError("--fix prints standard input, so it needs --format text")
    return options


class _Session(Struct, frozen=True):
    """The state of all passes, by the paths of files."""

    request: LintRequest
    known: KnownProblems
    options: FixOptions
    files: dict[str, ChangedFile] = field(default_factory=dict)
    rejected: set[tuple[str, object]] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    """Symbolic links with something to fix, as displayed."""

    def lint(self) -> list[LintRun]:
        from ..source import replaced_contents

        contents = {path: file.after for path, file in self.files.items()}
        with replaced_contents(contents):
            return [
                run_lint(_with_content(package, contents), self.request, limit=RECORDED)
                for package in self.request.packages
            ]


def fix_descriptions(
    request: LintRequest, known: KnownProblems, options: FixOptions, report: Report
) -> FixResult | None:
    """Lint and fix, until nothing is left to fix. None, with a diagnostic, if known
    problems cannot be distinguished from others."""
    session, count = _Session(request, known, options), 0
    runs = session.lint()
    for _ in range(_MAX_PASSES):
        hidden = known_diagnostics(runs, request, known, Report())
        if hidden is None:
            known_diagnostics(runs, request, known, report)
            return None
        made = _pass(session, runs, hidden.all)
        if not made:
            break
        count += made
        runs = session.lint()
    if options.fix:
        _add_stdin(session)
    changed = [
        file
        for file in session.files.values()
        if file.before != file.after or (file.is_stdin and options.fix)
    ]
    links = sorted(session.links)
    return FixResult(runs, changed, count, len(session.rejected), links)


def _add_stdin(session: _Session) -> None:
    """Add standard input, which is printed even if nothing is fixed."""
    for package in session.request.packages:
        path, content = package.description, package.content
        if content is not None and not package.url:
            key = os.path.abspath(path)
            unchanged = ChangedFile(path, path.as_posix(), content, content, True)
            session.files.setdefault(key, unchanged)


def _with_content(package: Any, contents: dict[str, bytes]) -> Any:
    """The package with the fixed content of standard input."""
    content = contents.get(os.path.abspath(package.description))
    if package.content is None or content is None:
        return package
    return replace(package, content=content)


def _pass(session: _Session, runs: Sequence[LintRun], hidden: Collection[Any]) -> int:
    """Fix what is fixable in all documents; return the number of fixes."""
    from ..fixes import apply_fixes

    documents: dict[str, Document] = {}
    fixes: dict[str, dict[object, Fix]] = {}
    for run in runs:
        for fix in _fixes(run, session.options, hidden):
            key = str(fix.document.path)
            if _is_editable(fix.document, run, session):
                first = documents.setdefault(key, fix.document)
                fixes.setdefault(key, {})[fix.changes] = replace(fix, document=first)
    count = 0
    for key, document in documents.items():
        entries = [
            fix
            for changes, fix in fixes[key].items()
            if (key, changes) not in session.rejected
        ]
        result = apply_fixes(document, entries)
        session.rejected.update((key, fix.changes) for fix in result.rejected)
        file = session.files[key]
        after = _encode(result.text, document.text, file.after)
        if result.made and after is not None:
            session.files[key] = replace(file, after=after)
            count += len(result.made)
    return count


def _fixes(run: LintRun, options: FixOptions, hidden: Collection[Any]) -> Iterator[Fix]:
    for diagnostic in run.report:
        if diagnostic not in hidden:
            yield from fixes_for(run, diagnostic, unsafe=options.unsafe)


def fixes_for(run: LintRun, diagnostic: Diagnostic, *, unsafe: bool) -> Sequence[Fix]:
    """The fixes of one diagnostic of a run."""
    from ..fixes import fixes_of, written_fix

    span = diagnostic.span
    if span is None or run.spec is None:
        return ()
    document = next((d for d in run.documents if d.display == span.path), None)
    node = None if document is None else _node(document, span.pointer)
    if node is None:
        return ()
    fixes = fixes_of(run.spec, diagnostic.code, node, unsafe=unsafe)
    return tuple(filter(None, map(written_fix, fixes)))


def _node(document: Document, pointer: str) -> Node | None:
    from ..pointers import unescape
    from ..source import Node

    names = map(unescape, pointer.split("/")[1:])
    return Node(document, (), document.value).at(*names)


def _is_editable(document: Document, run: LintRun, session: _Session) -> bool:
    """Whether a document is standard input or a regular file of the project, not a link.
    Its content is read at the first time."""
    from ..resolve import is_in_project

    key = str(document.path)
    if key in session.files:
        return True
    package = run.package
    if package.content is not None:
        is_stdin = not package.url
        if key != os.path.abspath(package.description) or not is_stdin:
            return False
        before = package.content
    elif is_url(document.location) or package.url:
        return False
    else:
        root = session.request.access.root
        if document.path.is_symlink():
            session.links.add(document.display)
            return False
        if not document.path.is_file():
            return False
        if not is_in_project(document.path, package.description, root):
            return False
        try:
            with document.path.open("rb") as file:
                before = file.read(MAX_BYTES + 1)
        except OSError:
            return False  # it has been removed meanwhile
    if _encode(document.text, document.text, before) != before:
        return False  # it has changed meanwhile
    session.files[key] = ChangedFile(
        document.path,
        document.display,
        before,
        before,
        package.content is not None,
    )
    return True


def _encode(text: str, old: str, content: bytes) -> bytes | None:
    """Encode a text as `content` is, whose text is `old`."""
    from ..source import encode_like

    return encode_like(text, old, content)
