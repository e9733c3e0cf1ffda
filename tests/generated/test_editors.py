"""What editors, notebooks and type checkers see of a generated client."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import jedi
import pytest

GENERATED = Path(__file__).parents[2] / "generated"
GOLDEN = Path(__file__).parents[1] / "golden"

EXAMPLE = """
from azure_digital_twins import AsyncClient, Client, models
from kitchen_sink import Client as Kitchen
from typing import assert_type
from uuid import UUID

Kitchen().orders.delete(UUID(int=1))  # pyright: ignore[reportDeprecated]
Kitchen().orders.get(UUID(int=1))

client = Client()
assert_type(client.import_jobs.cancel("x"), models.ImportJob)
assert_type(client.import_jobs.delete("x", traceparent=None), None)
assert_type(client.import_jobs.raw.cancel("x").data, models.ImportJob)
assert_type(client.import_jobs.cancel("x", timeout=None), models.ImportJob)
client.import_jobs.raw.cancel("x", extra_headers={"X-A": "1"}, extra_query={"a": "1"})
client.import_jobs.cancel("x", timeout="1")  # pyright: ignore[reportArgumentType]
client.import_jobs.raw.cancel("x", other=1)  # pyright: ignore[reportCallIssue]


async def call(client: AsyncClient) -> None:
    assert_type(await client.import_jobs.cancel("x"), models.ImportJob)
"""


def script(code: str) -> jedi.Script:
    paths = [str(GENERATED), str(GOLDEN)]
    project = jedi.Project(str(GENERATED), added_sys_path=paths)
    return jedi.Script(code, project=project)


@pytest.mark.parametrize("client", ["Client", "AsyncClient"])
def test_jedi_sees_signature_and_docstring_of_a_method(client: str) -> None:
    code = f"from azure_digital_twins import {client}\n{client}().import_jobs.cancel("
    (signature,) = script(code).get_signatures()
    assert signature.to_string() == (
        "cancel(id: str, *, traceparent: str | None | UnsetType=None,"
        " tracestate: str | None | UnsetType=None,"
        " **call_options: Unpack[CallOptions]) -> models.ImportJob"
    )
    assert signature.docstring(raw=True).startswith("Cancel an import job.")


def test_jedi_sees_the_signature_of_a_deprecated_method() -> None:
    code = "from kitchen_sink import Client\nClient().orders.delete("
    (signature,) = script(code).get_signatures()
    assert signature.to_string().startswith("delete(order_id: uuid.UUID, ")
    assert "Delete an order." in signature.docstring(raw=True)


def test_jedi_sees_the_type_of_a_result() -> None:
    code = (
        "from azure_digital_twins import Client\n"
        "job = Client().import_jobs.cancel('x')\n"
        "job."
    )
    names = {completion.name for completion in script(code).complete()}
    assert {"id", "status", "created_date_time"} <= names


def test_pyright_sees_the_types_of_results(tmp_path: Path) -> None:
    example = tmp_path / "example.py"
    example.write_text(EXAMPLE, encoding="utf-8")
    (tmp_path / "pyrightconfig.json").write_text(
        f'{{"extraPaths": ["{GENERATED.as_posix()}", "{GOLDEN.as_posix()}"],'
        ' "typeCheckingMode": "strict", "reportDeprecated": "error",'
        ' "reportUnnecessaryTypeIgnoreComment": "error"}'
    )
    done = subprocess.run(
        [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "."],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
