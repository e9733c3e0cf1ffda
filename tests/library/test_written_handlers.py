"""Changes that concern handlers are reported only where a user wrote some."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

import trueup
from trueup.library.written_handlers import concerning_handlers
from trueup.surface.caller_changes import HandlerMissing, HandlerOrphaned, Impact

from ..surface.edited_descriptions import changes_of

HANDLERS = """\
from jobs_api.server.handlers import jobs as api


class JobsHandlers(api.UnimplementedJobs):
    async def {method}(self, request: object, /) -> object:
        raise NotImplementedError
"""
LOST = "the handler `handlers.Jobs.cancel` lost its operation; it became `handlers.Jobs.stop`"
GONE = "the handler `handlers.Jobs.get_log` lost its operation"
MISSING = "no handler `handlers.Jobs.delete` serves `DELETE /jobs/{job_id}` yet"


def about_handlers(name: str) -> list[str]:
    package = trueup.Package("jobs_api", Path("generated"), Path("jobs.yaml"))
    changes = concerning_handlers(changes_of(name), package, trueup.Config((package,)))
    messages = map(trueup.change_message, changes.changes)
    return [message for message in messages if "handlers." in message]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "handlers").mkdir()
    return tmp_path / "handlers" / "jobs.py"


def test_without_handlers_none_is_reported() -> None:
    assert about_handlers("operation-renamed") == []
    assert about_handlers("operation-added") == []


def test_handler_of_a_renamed_operation_is_orphaned(folder: Path) -> None:
    folder.write_text(HANDLERS.format(method="cancel"))
    assert about_handlers("operation-renamed") == [LOST]


def test_handler_of_a_removed_operation_is_orphaned(folder: Path) -> None:
    folder.write_text(HANDLERS.format(method="get_log"))
    assert about_handlers("operation-removed") == [GONE]


def test_operation_without_a_handler_is_reported(folder: Path) -> None:
    folder.write_text(HANDLERS.format(method="cancel"))
    assert about_handlers("operation-added") == [MISSING]
    folder.write_text(HANDLERS.format(method="delete"))
    assert about_handlers("operation-added") == []


def test_handler_that_is_not_written_is_not_orphaned(folder: Path) -> None:
    folder.write_text(HANDLERS.format(method="list"))
    assert about_handlers("operation-renamed") == []


@pytest.mark.parametrize(
    "text", ["def (", "\0", HANDLERS.replace("jobs_api", "other_api"), "x = 1\n"]
)
def test_files_of_others_are_ignored(folder: Path, text: str) -> None:
    folder.write_text(text.replace("{method}", "cancel"))
    assert about_handlers("operation-renamed") == []


@pytest.mark.parametrize(
    "symbol", ["handlers", "nodots", "a.b.c.d", "handlers.A.b.c", ""]
)
def test_symbols_of_an_older_surface_may_be_any_text(symbol: str, folder: Path) -> None:
    folder.write_text(HANDLERS.format(method="cancel"))
    package = trueup.Package("jobs_api", Path("generated"), Path("jobs.yaml"))
    orphaned = HandlerOrphaned(Impact.BREAKING, symbol)
    changes = replace(
        changes_of("operation-renamed"),
        changes=(orphaned, HandlerMissing(Impact.COMPATIBLE, symbol, "GET /a")),
    )
    kept = concerning_handlers(changes, package, trueup.Config((package,)))
    assert orphaned not in kept.changes


def test_base_that_is_nested_deeply_is_ignored(folder: Path) -> None:
    text = HANDLERS.format(method="cancel")
    folder.write_text(f"{text}\n\nclass Other(a{'.b' * 900}): ...\n")
    assert about_handlers("operation-renamed") == [LOST]
