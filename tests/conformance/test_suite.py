"""The emitted suite as its users run it: options, folders, a server of theirs."""

from __future__ import annotations

import json
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

correct = Replaced(b'{"is_success": true}')
wrong_type = Replaced(b'{"is_success": "yes"}')
wrong_value = Replaced(b'{"is_success": true, "error_code": null}')
"""
SECRET = {"CONFORMANCE_TOKEN": "s3cret"}


@pytest.fixture
def app(packages: Path) -> str:
    (packages / "served.py").write_text(APP, encoding="utf-8")
    return "served"


@pytest.mark.parametrize("mode", ["prepend", "importlib"])
def test_all_packages_in_one_run(
    mode: str, run: Run, packages: Path, tmp_path: Path
) -> None:
    done = run(f"--import-mode={mode}", str(packages), folder=tmp_path)
    assert done.returncode == 0, done.stdout[-3000:]
    for name in ("azure_digital_twins", "otc_modelarts", "workshop"):
        assert f"{name}.conformance: " in done.stdout


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
    assert ("DecodeError" in done.stdout) is (code == 1)


def test_501_for_an_invalid_request_is_a_failure(run: Run, app: str) -> None:
    done = run("otc_modelarts/conformance", "--app", f"{app}:eager", environment=SECRET)
    assert done.returncode == 1
    assert "not implemented" in done.stdout
    assert "refused-unknown-path" in done.stdout


def test_a_server_that_lets_nobody_in_ends_the_run(run: Run, app: str) -> None:
    done = run("otc_modelarts/conformance", "--app", f"{app}:closed")
    assert done.returncode == 2
    assert "CONFORMANCE_<SCHEME>" in done.stdout + done.stderr


def test_a_live_server_is_only_read(run: Run) -> None:
    """Nothing listens there: what was tried would fail."""
    done = run(
        "otc_modelarts/conformance/test_loop.py",
        "--base-url",
        "http://127.0.0.1:9",
        "-k",
        "not unknown",
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert "skipped" in done.stdout and "passed" not in done.stdout


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
