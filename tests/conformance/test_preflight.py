"""The check before a run sends only requests with safe methods."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run
from .small_suites import described, write_package

SERVER = """
import os

async def app(scope, receive, send):
    if scope["type"] == "http":
        with open("calls", "a") as file:
            file.write(scope["method"] + " " + scope["path"] + "\\n")
        await respond(send, int(os.environ["STATUS"]))
"""


def operation(name: str, *schemes: str, status: str = "200") -> dict[str, object]:
    return {
        "operationId": name,
        "security": [{scheme: []} for scheme in schemes],
        "responses": {"200": {"description": ""}, status: {"description": ""}},
    }


def run_suite(
    run: Run, folder: Path, paths: dict[str, object], status: int
) -> tuple[str, list[str]]:
    """The output, and the requests that were sent before the only test."""
    schemes = {name: {"type": "http", "scheme": "bearer"} for name in ("one", "two")}
    write_package(folder, described(paths, securitySchemes=schemes), SERVER)
    calls = folder / "calls"
    calls.write_text("", encoding="utf-8")
    done = run(
        "small/conformance/test_server.py",
        *("--app", "served:app", "-k", "unknown_path or unknown-path"),
        folder=folder,
        environment={
            "STATUS": str(status),
            "CONFORMANCE_ONE": "a",
            "CONFORMANCE_TWO": "b",
        },
    )
    return done.stdout, calls.read_text(encoding="utf-8").splitlines()


WRITES: dict[str, object] = {
    f"/w{method}": {method: operation(method, "one")}
    for method in ("post", "put", "patch", "delete")
}


def test_no_write_is_sent_before_the_tests(run: Run, tmp_path: Path) -> None:
    paths = {**WRITES, "/items": {"get": operation("list"), "head": operation("look")}}
    _, calls = run_suite(run, tmp_path, paths, 200)
    assert {call.partition(" ")[0] for call in calls} <= {"GET", "HEAD"}
    assert "GET /items" in calls and "HEAD /items" in calls


def test_description_of_writes_only_sends_none(run: Run, tmp_path: Path) -> None:
    _, calls = run_suite(run, tmp_path, dict(WRITES), 401)
    assert calls and not any(path in call for call in calls for path in WRITES)


@pytest.mark.parametrize("other", ["one", "two"])
def test_401_ends_the_run_if_every_way_to_authenticate_was_tried(
    other: str, run: Run, tmp_path: Path
) -> None:
    paths: dict[str, object] = {
        "/a": {"get": operation("a", "one")},
        "/b": {"post": operation("b", other)},
    }
    output, _ = run_suite(run, tmp_path, paths, 401)
    assert ("401 to every credential: check CONFORMANCE_ONE" in output) is (
        other == "one"
    )


def test_every_way_to_authenticate_is_probed_first(run: Run, tmp_path: Path) -> None:
    paths: dict[str, object] = {
        f"/a{index}": {"get": operation(f"a{index}", "one")} for index in range(12)
    }
    paths["/z"] = {"get": operation("z", "two")}
    output, calls = run_suite(run, tmp_path, paths, 401)
    assert "GET /z" in calls and len(calls) == 10
    assert "401 to every credential" in output
    assert "never reached" not in output  # nothing was tested, so there is no table


@pytest.mark.parametrize(("declared", "ends"), [("404", False), ("409", True)])
def test_one_404_that_is_declared_does_not_end_the_run(
    declared: str, ends: bool, run: Run, tmp_path: Path
) -> None:
    paths = {**WRITES, "/current": {"get": operation("current", status=declared)}}
    output, _ = run_suite(run, tmp_path, paths, 404)
    assert ("404 to everything" in output) is ends


@pytest.mark.parametrize("status", [401, 200])
def test_rejected_credentials_of_writes_are_one_failure(
    status: int, run: Run, tmp_path: Path
) -> None:
    """No request is sent before the tests, so the first test of all finds out."""
    schemes = {"one": {"type": "http", "scheme": "bearer"}}
    write_package(tmp_path, described(WRITES, securitySchemes=schemes), SERVER)
    done = run(
        *("small/conformance/test_server.py", "--app", "served:app"),
        *("-k", "valid_request_gets"),
        folder=tmp_path,
        environment={"STATUS": str(status), "CONFORMANCE_ONE": "s3cret"},
    )
    failed = done.stdout.count("FAILED ")
    assert failed == (1 if status == 401 else 0), done.stdout
    advice = "401 to every credential so far: check CONFORMANCE_ONE"
    assert (advice in done.stdout) is (status == 401)


def test_rejection_of_every_way_to_authenticate_is_one_failure(
    run: Run, tmp_path: Path
) -> None:
    scheme = {"type": "http", "scheme": "bearer"}
    paths: dict[str, object] = {
        f"/{name}": {"post": operation(name, name)} for name in ("one", "two")
    }
    schemes = {"one": scheme, "two": scheme}
    write_package(tmp_path, described(paths, securitySchemes=schemes), SERVER)
    done = run(
        *("small/conformance/test_server.py", "--app", "served:app"),
        *("-k", "valid_request_gets"),
        folder=tmp_path,
        environment={"STATUS": "401", "CONFORMANCE_ONE": "a", "CONFORMANCE_TWO": "b"},
    )
    assert done.stdout.count("FAILED ") == 1, done.stdout
    assert "check CONFORMANCE_ONE or CONFORMANCE_TWO" in done.stdout
