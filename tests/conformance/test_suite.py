"""The emitted suite as its users run it: options, folders, a server of theirs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from .conftest import Run

APP = """
from otc_modelarts.server import KeyCredential, Principal, Security, create_app

class Mine(Security):
    async def token(self, credential: KeyCredential, /) -> Principal | None:
        return Principal("me") if credential.key == "s3cret" else None

app = create_app(security=Mine())
closed = create_app()

class Eager:
    \"\"\"Says 501 before it has looked at the request.\"\"\"
    async def __call__(self, scope, receive, send):
        await send({"type": "http.response.start", "status": 501, "headers": []})
        await send({"type": "http.response.body", "body": b""})

eager = Eager()


class Replaced:
    \"\"\"Answers a valid request with 200 and a body of its own.\"\"\"
    def __init__(self, body):
        self.body = body

    async def __call__(self, scope, receive, send):
        replaced = False

        async def replace(message):
            nonlocal replaced
            if message.get("status") == 501:
                replaced = True
                headers = [(b"content-type", b"application/json")]
                await send({**message, "status": 200, "headers": headers})
            elif replaced:
                await send({"type": "http.response.body", "body": self.body})
            else:
                await send(message)

        await app(scope, receive, replace)

APP_NAME = "served"
correct = Replaced(b'{"is_success": true}')
wrong_type = Replaced(b'{"is_success": "yes"}')
wrong_value = Replaced(b'{"is_success": true, "error_code": null}')
"""
SECRET = {"CONFORMANCE_TOKEN": "s3cret"}


@pytest.fixture
def app(packages: Path) -> str:
    (packages / "served.py").write_text(APP, encoding="utf-8")
    return "served"


@pytest.mark.parametrize(
    ("mode", "names"),
    [
        ("prepend", ("azure_digital_twins", "otc_modelarts")),
        ("importlib", ("azure_digital_twins", "otc_modelarts", "workshop")),
    ],
)
def test_packages_in_one_run(
    mode: str, names: tuple[str, ...], run: Run, vendored: Path, tmp_path: Path
) -> None:
    suites = [str(vendored / name / "conformance") for name in names]
    done = run(f"--import-mode={mode}", *suites, folder=tmp_path)
    assert done.returncode == 0, done.stdout[-3000:]
    for name in names:
        assert f"{name}.conformance: " in done.stdout


@pytest.mark.parametrize("name", ["bentley_itwin", "oracle_ess", "workshop"])
def test_generated_server_passes_over_a_socket(name: str, run: Run) -> None:
    done = run(f"{name}/conformance/test_loop.py", "--socket")
    assert done.returncode == 0, done.stdout[-3000:]
    assert " passed" in done.stdout


def test_a_stub_passes_what_it_can(run: Run, app: str) -> None:
    """Positive tests are counted as not implemented; refusals have to pass."""
    done = run("otc_modelarts/conformance", "--app", f"{app}:app", environment=SECRET)
    assert done.returncode == 0, done.stdout[-3000:]
    assert "6 not implemented" in done.stdout


@pytest.mark.parametrize(
    ("server", "code"), [("correct", 0), ("wrong_type", 1), ("wrong_value", 1)]
)
def test_responses_of_a_server_are_validated(
    run: Run, app: str, server: str, code: int
) -> None:
    done = run(
        "otc_modelarts/conformance", "--app", f"{app}:{server}", environment=SECRET
    )
    assert done.returncode == code, done.stdout[-3000:]
    assert ("the body is not valid" in done.stdout) is (code == 1)


def test_501_for_an_invalid_request_is_a_failure(run: Run, app: str) -> None:
    done = run("otc_modelarts/conformance", "--app", f"{app}:eager", environment=SECRET)
    assert done.returncode == 1
    assert "not implemented" in done.stdout
    assert "refused-unknown-path" in done.stdout


def test_missing_credentials_are_one_line(run: Run, app: str) -> None:
    done = run("otc_modelarts/conformance", "--app", f"{app}:closed")
    assert done.returncode == 2
    assert "set CONFORMANCE_TOKEN" in done.stdout + done.stderr
    assert "FAILED" not in done.stdout


def test_rejected_credentials_are_one_failure(run: Run, app: str) -> None:
    """The API has no safe operation with which they could be checked before the tests."""
    done = run(
        "otc_modelarts/conformance", "--app", f"{app}:closed", environment=SECRET
    )
    assert done.returncode == 1
    assert done.stdout.count("\nFAILED ") == 1
    assert "s3cret" not in done.stdout


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere:app", "no module `nowhere`"),
        ("served:absent", "`served` has no attribute `absent`"),
        ("served:APP_NAME", "`served:APP_NAME` is not an ASGI application"),
        ("broken:app", "importing `broken` raised ZeroDivisionError"),
    ],
)
def test_unusable_application_is_one_line(
    run: Run, app: str, packages: Path, name: str, reason: str
) -> None:
    (packages / "broken.py").write_text("1 / 0\n", encoding="utf-8")
    done = run("otc_modelarts/conformance", "--app", name)
    assert done.returncode == 4
    (line,) = [line for line in done.stderr.splitlines() if line]
    assert line.startswith(f"ERROR: --app {name}: {reason}")


def test_closed_port_is_one_line(run: Run) -> None:
    done = run(
        "otc_modelarts/conformance/test_server.py",
        "--base-url=http://127.0.0.1:9",
        "--allow-writes",
        environment=SECRET,
    )
    assert done.returncode == 2
    assert "cannot connect to http://127.0.0.1:9" in done.stdout
    assert "FAILED" not in done.stdout


def test_live_server_gets_safe_requests_only(run: Run) -> None:
    methods: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            methods.append(self.command)
            self.send_error(404)

        do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        module = "otc_modelarts/conformance/test_server.py"
        done = run(module, "--base-url", url, "-rs", environment=SECRET)
        server.shutdown()
    assert set(methods) == {"GET"}
    assert "DELETE may change data; set --allow-writes" in done.stdout


def test_plain_pytest_does_not_collect_the_suite(run: Run, packages: Path) -> None:
    """The project's own test runs; the suite needs its path or a server."""
    project = packages.parent / "project"
    shutil.copytree(packages / "otc_modelarts", project / "otc_modelarts")
    (project / "test_own.py").write_text("def test_own() -> None: ...\n", "utf-8")
    (project / "served.py").write_text(APP, "utf-8")
    done = run(folder=project)
    assert done.returncode == 0 and "1 passed" in done.stdout, done.stdout[-3000:]
    plugin = 'pytest_plugins = ["otc_modelarts.conformance.plugin"]\n'
    (project / "conftest.py").write_text(plugin, "utf-8")
    done = run("--app", "served:app", folder=project, environment=SECRET)
    assert done.returncode == 0, done.stdout[-3000:]
    assert "6 not implemented" in done.stdout
    done = run("--app", "served:nothing", folder=project)
    assert (done.returncode, done.stdout.strip()) == (4, ""), done.stdout[-3000:]
    assert done.stderr.strip() == (
        "ERROR: --app served:nothing: `served` has no attribute `nothing`"
    )


def test_suite_is_a_command(packages: Path, app: str) -> None:
    command = [sys.executable, "-m", "otc_modelarts.conformance", "-q"]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", "--app", f"{app}:app"],
        cwd=packages,
        env={**os.environ, **SECRET},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert "6 not implemented" in done.stdout


def test_report_needs_a_server(run: Run) -> None:
    done = run("otc_modelarts/conformance", "--require-success")
    assert done.returncode == 4
    assert "need --app or --base-url" in done.stderr


def test_local_fixtures_replace_those_of_the_suite(run: Run, packages: Path) -> None:
    local = packages / "otc_modelarts/conformance/conformance_local.py"
    local.write_text(
        "import pytest\n\n"
        "@pytest.fixture(scope='session')\n"
        "def stub():\n    pytest.skip('mine')\n",
        encoding="utf-8",
    )
    try:
        done = run("otc_modelarts/conformance", "-k", "stub_rejects", "-rs")
    finally:
        local.unlink()
    assert done.returncode == 0 and "mine" in done.stdout


def test_what_is_not_tried_is_listed(packages: Path) -> None:
    for path in packages.glob("*/conformance/vectors.json"):
        document = json.loads(path.read_text(encoding="utf-8"))
        assert all(row["reason"] for row in document["skipped"])
        ids = [row["id"] for row in document["requests"] + document["responses"]]
        assert len(ids) == len(set(ids))
