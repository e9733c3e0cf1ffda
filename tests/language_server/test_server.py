"""`trueup lsp`, as an editor talks to it: a client of another library, over pipes."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from trueup.diagnostics import Diagnostic, Severity, Span
from trueup.language_server import server
from trueup.language_server.published import CheckResult

DESCRIPTION = """\
openapi: 3.1.0
info: {title: Jobs, version: "1"}
servers: [{url: https://jobs.example.org}]
paths:
  /jobs/{id}:
    delete:
      operationId: deleteJob
      summary: "\U0001f5d1"
      responses:
        "200": {description: Done., content: {application/json: {schema: {$ref: 'parts/job.yaml'}}}}
        "404": {$ref: '#/components/responses/Missing'}
components:
  responses:
    Missing: {description: There is no such job.}
"""


class Editor(LanguageClient):
    """A client that keeps the diagnostics of each file."""

    def __init__(self) -> None:
        super().__init__("editor", "1")
        self.diagnostics: dict[str, list[types.Diagnostic]] = {}
        self.changed = asyncio.Event()

        def keep(params: types.PublishDiagnosticsParams) -> None:
            name = params.uri.rpartition("/")[2]
            self.diagnostics[name] = list(params.diagnostics)
            self.changed.set()

        feature: Any = self.feature  # which has no types
        feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(keep)

    async def codes(self, name: str, expected: Callable[[set[Any]], bool]) -> set[Any]:
        """The codes in a file, once they are as expected."""
        while True:
            codes = {each.code for each in self.diagnostics.get(name, ())}
            if name in self.diagnostics and expected(codes):
                return codes
            self.changed.clear()
            await asyncio.wait_for(self.changed.wait(), 120)

    def open(self, path: Path) -> str:
        uri, text = path.as_uri(), path.read_text("utf-8")
        item = types.TextDocumentItem(uri, "yaml", 1, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def change(self, uri: str, text: str) -> None:
        document = types.VersionedTextDocumentIdentifier(2, uri)
        whole = types.TextDocumentContentChangeWholeDocument(text)
        self.text_document_did_change(
            types.DidChangeTextDocumentParams(document, [whole])
        )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "parts").mkdir()
    (tmp_path / "api.yaml").write_text(DESCRIPTION, "utf-8")
    (tmp_path / "parts/job.yaml").write_text("type: strnig\n", "utf-8")
    (tmp_path / "other.yaml").write_text("a: 1\n", "utf-8")
    return tmp_path


def talk(folder: Path, conversation: Callable[[Editor], Awaitable[None]]) -> None:
    """Start a server, run a conversation, and stop the server as an editor does."""

    async def run() -> None:
        editor = Editor()
        await editor.start_io(sys.executable, "-P", "-m", "trueup", "lsp")
        root = types.WorkspaceFolder(folder.as_uri(), "jobs")
        await editor.initialize_async(
            types.InitializeParams(types.ClientCapabilities(), workspace_folders=[root])
        )
        editor.initialized(types.InitializedParams())
        await conversation(editor)
        await editor.shutdown_async(None)
        editor.exit(None)
        stop: Any = editor.stop  # which has no types
        await stop()

    asyncio.run(run())


def position(text: str, part: str) -> types.Position:
    """The position of a part of a text, in UTF-16 code units."""
    before = text[: text.index(part)].split("\n")
    column = len(before[-1].encode("utf-16-le")) // 2
    return types.Position(len(before) - 1, column)


def test_editor_shows_and_clears_diagnostics(folder: Path) -> None:
    async def conversation(editor: Editor) -> None:
        uri = editor.open(folder / "api.yaml")
        await editor.codes("api.yaml", lambda codes: "path-params" in codes)
        assert await editor.codes("job.yaml", bool) == {"invalid-description"}
        wrong = next(
            d for d in editor.diagnostics["api.yaml"] if d.code == "path-params"
        )
        assert wrong.severity is types.DiagnosticSeverity.Error
        assert wrong.range.start == position(DESCRIPTION, "delete:")

        parameter = (
            "parameters: [{name: id, in: path, required: true, schema: {type: string}}]"
        )
        editor.change(
            uri, DESCRIPTION.replace("summary:", f"{parameter}\n      summary:")
        )
        await editor.codes("api.yaml", lambda codes: "path-params" not in codes)

        document = types.TextDocumentIdentifier(uri)
        editor.text_document_did_close(types.DidCloseTextDocumentParams(document))
        await editor.codes("job.yaml", lambda codes: not codes)
        await editor.codes("api.yaml", lambda codes: not codes)

    talk(folder, conversation)


def test_editor_shows_diagnostics_of_a_part_and_of_no_other_file(folder: Path) -> None:
    async def conversation(editor: Editor) -> None:
        editor.open(folder / "other.yaml")
        editor.open(folder / "parts/job.yaml")
        assert await editor.codes("job.yaml", bool) == {"invalid-description"}
        assert "other.yaml" not in editor.diagnostics

    talk(folder, conversation)


def test_broken_text_is_a_diagnostic(folder: Path) -> None:
    async def conversation(editor: Editor) -> None:
        uri = editor.open(folder / "api.yaml")
        for text in ("openapi: [\n", "", "openapi: 3.1.0\n\tinfo: x\n"):
            editor.change(uri, text)
            await editor.codes(
                "api.yaml", lambda codes: "path-params" not in codes and bool(codes)
            )

    talk(folder, conversation)


def test_hover_explains_and_definition_follows_references(folder: Path) -> None:
    async def conversation(editor: Editor) -> None:
        uri = editor.open(folder / "api.yaml")
        await editor.codes("api.yaml", lambda codes: "path-params" in codes)
        document = types.TextDocumentIdentifier(uri)

        async def hover(part: str) -> str | None:
            at = types.HoverParams(document, position(DESCRIPTION, part))
            found = await editor.text_document_hover_async(at)
            if found is None:
                return None
            assert isinstance(found.contents, types.MarkupContent)
            return found.contents.value

        async def definition(part: str) -> tuple[str, int] | None:
            at = types.DefinitionParams(document, position(DESCRIPTION, part))
            found = await editor.text_document_definition_async(at)
            if found is None:
                return None
            assert isinstance(found, types.Location)
            return found.uri.rpartition("/")[2], found.range.start.line

        text = await hover("delete:")
        assert text is not None and "**path-params**" in text and "Good" in text
        assert await hover("openapi:") is None
        missing = DESCRIPTION[: DESCRIPTION.index("    Missing:")].count("\n")
        assert await definition("parts/job") == ("job.yaml", 0)
        assert await definition("#/components") == ("api.yaml", missing)
        assert await definition("operationId") is None

    talk(folder, conversation)


def test_code_action_fixes_one_problem(folder: Path) -> None:
    reference = "parameters: [{$ref: '#/components/parameters/Id'}]"
    text = DESCRIPTION.replace("summary:", f"{reference}\n      summary:")
    text += "  parameters:\n    Id: {name: id, in: path, schema: {type: string}}\n"
    (folder / "api.yaml").write_text(text, "utf-8")

    async def conversation(editor: Editor) -> None:
        uri = editor.open(folder / "api.yaml")
        await editor.codes("api.yaml", lambda codes: "path-params" in codes)
        wrong = next(
            d for d in editor.diagnostics["api.yaml"] if d.code == "path-params"
        )
        document = types.TextDocumentIdentifier(uri)
        context = types.CodeActionContext([wrong])
        actions = await editor.text_document_code_action_async(
            types.CodeActionParams(document, wrong.range, context)
        )
        (action,) = actions or ()
        assert isinstance(action, types.CodeAction)
        assert action.title == "Fix path-params"
        assert action.edit is not None and action.edit.changes is not None
        ((target, (edit,)),) = action.edit.changes.items()
        assert target == uri
        assert edit.range.start.line == edit.range.end.line - 1
        assert "in: path, required: true, schema" in edit.new_text

        elsewhere = types.Range(types.Position(0, 0), types.Position(0, 1))
        assert not await editor.text_document_code_action_async(
            types.CodeActionParams(document, elsewhere, context)
        )

    talk(folder, conversation)


def test_checks_of_one_editor_do_not_overlap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change during a check cannot stop its thread."""
    started, running, peak = 0, 0, 0
    finished = threading.Event()

    def check(path: Path, content: bytes | None) -> CheckResult:
        nonlocal started, running, peak
        started, running = started + 1, running + 1
        peak = max(peak, running)
        if started == 1:
            finished.wait(120)
        running -= 1
        return CheckResult({}, lambda diagnostic: None)

    async def conversation() -> None:
        editor = server.EditorServer(server.Checks(check, Path, str.encode, str))
        published = asyncio.Event()
        monkeypatch.setattr(editor, "content", lambda path: None)
        monkeypatch.setattr(editor, "_publish", lambda files: published.set())
        editor.schedule(tmp_path, 0)
        while not started:
            await asyncio.sleep(0.01)
        editor.schedule(tmp_path, 0)  # replaces the first one
        await asyncio.sleep(0.1)
        finished.set()
        await asyncio.wait_for(published.wait(), 120)

    asyncio.run(conversation())
    assert (started, peak) == (2, 1)


def test_only_problems_in_the_range_are_fixed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fixed: list[int] = []

    def fix(diagnostic: Diagnostic) -> None:
        assert diagnostic.span is not None
        fixed.append(diagnostic.span.line)

    file = tmp_path / "api.yaml"
    diagnostics = [
        Diagnostic("a", Severity.ERROR, "a", Span(str(file), line, 1, 1))
        for line in range(1, 100)
    ]
    editor = server.EditorServer(
        server.Checks(
            lambda *_: CheckResult({}, fix), Path, lambda _: b"a\n" * 100, str
        )
    )
    monkeypatch.setattr(editor, "content", lambda path: None)
    editor.published.replace(file, CheckResult({file: diagnostics}, fix))
    position = types.Position(6, 0)
    assert editor.code_actions(file, types.Range(position, position)) == []
    assert fixed == [7]


def test_content_of_the_editor_is_checked_whatever_its_uri_escapes(
    folder: Path,
) -> None:
    """Editors leave characters such as parentheses as they are, or escape them."""
    (folder / "(a).yaml").write_text("openapi: 3.1.0\n", "utf-8")

    async def conversation(editor: Editor) -> None:
        uri = f"file://{folder}/(a).yaml"
        item = types.TextDocumentItem(uri, "yaml", 1, DESCRIPTION)
        editor.text_document_did_open(types.DidOpenTextDocumentParams(item))
        await editor.codes("(a).yaml", lambda codes: "path-params" in codes)

    talk(folder, conversation)


def test_server_ends_without_an_error() -> None:
    requests = (
        {"id": 1, "method": "initialize", "params": {"capabilities": {}}},
        {"id": 2, "method": "shutdown"},
        {"method": "exit"},
    )
    bodies = [json.dumps({"jsonrpc": "2.0", **request}) for request in requests]
    text = "".join(f"Content-Length: {len(body)}\r\n\r\n{body}" for body in bodies)
    done = subprocess.run(
        [sys.executable, "-P", "-m", "trueup", "lsp"],
        input=text.encode(),
        capture_output=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr.decode()
