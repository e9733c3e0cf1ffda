"""Handling of an editor's requests, and checks of the open descriptions."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lsprotocol import types
from msgspec import Struct
from pygls.lsp.server import LanguageServer

from .. import __version__
from ..diagnostics import Diagnostic, Severity, Span
from .positions import changed_lines, column_of, path_of, range_of, uri_of
from .published import CheckResult, FixedFile, Published
from .reference_targets import target_of

_DELAY = 0.3
"""Seconds without another change before a description is checked."""

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}
_START = types.Range(types.Position(0, 0), types.Position(0, 0))


class Checks(Struct, frozen=True):
    """The functions of the command line that the server calls."""

    check: Callable[[Path, bytes | None], CheckResult]
    """(description, its content in the editor or None) → its diagnostics."""
    description_of: Callable[[Path], Path | None]
    """The description that is a file, or includes it; None for other files."""
    read: Callable[[str], bytes]
    """The content of a file; empty if it cannot be read."""
    explain: Callable[[str], str | None]
    """The explanation of a code, in Markdown."""


class EditorServer(LanguageServer):
    """The server, and its state: the published diagnostics, and the waiting checks."""

    def __init__(self, checks: Checks) -> None:
        super().__init__("trueup", __version__)
        self.checks = checks
        self.published = Published()
        self._checking = ThreadPoolExecutor(1)  # one check at a time
        self._waiting: dict[Path, asyncio.Task[None]] = {}
        self._uris: dict[Path, str] = {}

    # ------------------------------------------------------------------ documents

    def content(self, path: Path) -> bytes | None:
        """The content of an open file, saved or not; None for other files."""
        document = self.workspace.text_documents.get(self.uri(path))
        return None if document is None else document.source.encode("utf-8")

    def uri(self, path: Path) -> str:
        """The URI of a file, as the editor writes it if the file is open: editors differ in
        the characters that they escape."""
        return self._uris.get(path) or uri_of(path)

    def remember_uri(self, path: Path, uri: str) -> None:
        """Use the editor's URI of a file that it has opened."""
        self._uris[path] = uri

    def lines(self, path: Path) -> list[str]:
        return re.split(r"\r\n?|\n", self._text(path))

    def _text(self, path: Path) -> str:
        content = self.content(path)
        data = self.checks.read(str(path)) if content is None else content
        return data.decode("utf-8", "replace")

    # --------------------------------------------------------------------- checks

    def schedule(self, path: Path, delay: float) -> None:
        """Check the description that is, or includes, a file; replace a waiting check."""
        self._cancel(path)
        self._waiting[path] = asyncio.ensure_future(self._check(path, delay))

    async def _check(self, path: Path, delay: float) -> None:
        await asyncio.sleep(delay)
        try:
            await self._check_now(path)
        except Exception as error:  # of a rule; the editor stays connected
            message = (
                f"trueup cannot check {path.name}: {type(error).__name__}: {error}"
            )
            self.window_show_message(
                types.ShowMessageParams(types.MessageType.Error, message)
            )

    async def _check_now(self, path: Path) -> None:
        loop = asyncio.get_running_loop()
        description = await loop.run_in_executor(
            self._checking, self.checks.description_of, path
        )
        if description is None:
            return
        content = self.content(description)
        result = await loop.run_in_executor(
            self._checking, self.checks.check, description, content
        )
        self._publish(self.published.replace(description, result))

    def forget(self, path: Path) -> None:
        """Stop checking a file that was closed, and clear its diagnostics."""
        self._cancel(path)
        self._publish(self.published.remove(path))
        self._uris.pop(path, None)

    def _cancel(self, path: Path) -> None:
        waiting = self._waiting.pop(path, None)
        if waiting is not None:
            waiting.cancel()

    def _publish(self, files: Iterable[Path]) -> None:
        for file in sorted(files):
            lines = self.lines(file)
            diagnostics = [_converted(d, lines) for d in self.published.of(file)]
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(self.uri(file), diagnostics)
            )

    # ------------------------------------------------------------------- requests

    def hover(self, path: Path, position: types.Position) -> types.Hover | None:
        """The explanations of the diagnostics at a position."""
        lines = self.lines(path)
        codes = [
            diagnostic.code
            for diagnostic in self.published.of(path)
            if _overlaps(
                _range(diagnostic.span, lines), types.Range(position, position)
            )
        ]
        texts = [
            f"**{code}**\n\n{text}"
            for code in dict.fromkeys(codes)
            if (text := self.checks.explain(code)) is not None
        ]
        if not texts:
            return None
        value = "\n\n---\n\n".join(texts)
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, value))

    def code_actions(self, path: Path, range_: types.Range) -> list[types.CodeAction]:
        """The fixes of the diagnostics in a range."""
        lines = self.lines(path)

        def is_in_range(diagnostic: Diagnostic) -> bool:
            return _overlaps(_range(diagnostic.span, lines), range_)

        return [
            _code_action(_converted(diagnostic, lines), fixed, self.uri(fixed.path))
            for diagnostic, fixed in self.published.fixes(path, is_in_range)
            if self._text(fixed.path) == fixed.before
        ]

    def definition(self, path: Path, position: types.Position) -> types.Location | None:
        """The target of the reference at a position."""
        lines = self.lines(path)
        if position.line >= len(lines):
            return None
        line = lines[position.line]
        column = column_of(position, line)
        span = target_of(line, column, path, Path.cwd(), self.content)
        if span is None:
            return None
        target = Path(os.path.abspath(span.path))
        return types.Location(self.uri(target), _range(span, self.lines(target)))


def create(checks: Checks) -> EditorServer:
    """A server that handles the requests that it announces."""
    server = EditorServer(checks)

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        """The configuration, and the paths of diagnostics, are those of the folder that
        the editor shows."""
        folders = params.workspace_folders
        uri = folders[0].uri if folders else params.root_uri
        root = path_of(uri) if uri else None
        if root is not None and root.is_dir():
            os.chdir(root)

    _handle_documents(server)
    _handle_requests(server)
    return server


def _handle_documents(server: EditorServer) -> None:
    """Handle notifications about open documents."""

    def schedule(uri: str, delay: float) -> None:
        path = path_of(uri)
        if path is not None:
            server.schedule(path, delay)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        path = path_of(params.text_document.uri)
        if path is not None:
            server.remember_uri(path, params.text_document.uri)
        schedule(params.text_document.uri, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        schedule(params.text_document.uri, _DELAY)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        schedule(params.text_document.uri, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        path = path_of(params.text_document.uri)
        if path is not None:
            server.forget(path)


def _handle_requests(server: EditorServer) -> None:
    """Handle requests."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        path = path_of(params.text_document.uri)
        return None if path is None else server.hover(path, params.position)

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions([types.CodeActionKind.QuickFix]),
    )
    def code_actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        path = path_of(params.text_document.uri)
        return [] if path is None else server.code_actions(path, params.range)

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> types.Location | None:
        path = path_of(params.text_document.uri)
        return None if path is None else server.definition(path, params.position)


def _converted(diagnostic: Diagnostic, lines: Sequence[str]) -> types.Diagnostic:
    """A diagnostic in the terms of the protocol."""
    message = diagnostic.message
    if diagnostic.help is not None:
        message += f"\n{diagnostic.help}"
    return types.Diagnostic(
        range=_range(diagnostic.span, lines),
        message=message,
        severity=_SEVERITIES[diagnostic.severity],
        code=diagnostic.code,
        source="trueup",
    )


def _range(span: Span | None, lines: Sequence[str]) -> types.Range:
    if span is None:
        return _START
    number = span.line - 1
    return range_of(span, lines[number] if number < len(lines) else "")


def _code_action(
    diagnostic: types.Diagnostic, fixed: FixedFile, uri: str
) -> types.CodeAction:
    edit = types.TextEdit(*changed_lines(fixed.before, fixed.after))
    return types.CodeAction(
        title=f"Fix {diagnostic.code}",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic],
        edit=types.WorkspaceEdit(changes={uri: [edit]}),
    )


def _overlaps(first: types.Range, second: types.Range) -> bool:
    return first.start <= second.end and second.start <= first.end
