"""Packages that import `trueup-runtime`, and the check of its version."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from trueup.cli import main
from trueup.emit.runtime import AT_LEAST, BELOW
from trueup_runtime.requirements import require

ROOT = Path(__file__).parents[2]
RUNTIME = ROOT / "generator" / "trueup_runtime"
SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: A pet.
          headers: {X-Rate: {schema: {type: integer}}}
          content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}}}
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
security: [{key: []}]
"""


def generate(folder: Path, *more: str) -> Path:
    spec = folder / "pets.yaml"
    spec.write_text(SPEC, encoding="utf-8")
    arguments = ["generate", "-q", str(spec), "-o", str(folder), "-p", "pets", *more]
    assert main(arguments) == 0
    return folder / "pets"


@pytest.fixture(scope="module", params=["vendored", "package"])
def package(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp(request.param)
    return generate(folder, "--runtime", request.param)


def test_vendored_runtime_is_a_copy() -> None:
    copy = ROOT / "generated" / "azure_digital_twins" / "_runtime"
    names = {path.relative_to(copy).as_posix() for path in copy.rglob("*.py")}
    own = {path.relative_to(RUNTIME).as_posix() for path in RUNTIME.rglob("*.py")}
    assert names == own - {"requirements.py"}
    for name in names:
        assert (copy / name).read_bytes() == (RUNTIME / name).read_bytes()


def test_package_with_an_installed_runtime_has_no_copy(tmp_path: Path) -> None:
    pets = generate(tmp_path, "--runtime", "package")
    for path in pets.rglob("*.py"):
        assert "_runtime" not in path.relative_to(pets).parts
        assert "._runtime" not in path.read_text(encoding="utf-8")
    for name, extra in (("README.md", "trueup-runtime[server]"),):
        assert extra in (pets / name).read_text(encoding="utf-8")


def test_client_only_output_has_the_client_runtime_only(tmp_path: Path) -> None:
    pets = generate(tmp_path, "--target", "client")
    parts = {path.name for path in (pets / "_runtime").iterdir()}
    assert parts == {"__init__.py", "client"}


def test_server_only_package_checks_the_version(tmp_path: Path) -> None:
    pets = generate(tmp_path, "--target", "server", "--runtime", "package")
    assert "_requirements" in (pets / "__init__.py").read_text(encoding="utf-8")
    done = python(tmp_path, "import trueup_runtime as r; r.__version__ = '9.0.0'")
    assert "9.0.0 is installed" in done.stderr


def test_names_of_the_client_are_imported_from_where_they_were(tmp_path: Path) -> None:
    generate(tmp_path, "--target", "client")
    script = (
        "import pets._runtime as runtime\n"
        "from pets._runtime import ClientCredentials, decode\n"
        "from pets._runtime.client import ClientCredentials as same\n"
        "assert ClientCredentials is same\n"
        "assert not hasattr(runtime, 'no_such_name')\n"
        "from pets._runtime import client\n"
        "assert client.__name__ == 'pets._runtime.client'\n"
    )
    done = python(tmp_path, script)
    assert done.returncode == 0, done.stderr


def test_suite_passes_with_either_runtime(package: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    command.append("pets/conformance")
    done = subprocess.run(command, cwd=package.parent, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:]
    assert "pets.conformance: " in done.stdout


# ---------------------------------------------------------------------- versions


def python(folder: Path, before: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", f"{before}\nimport pets"],
        cwd=folder,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("before", "message"),
    [
        (
            "import sys; sys.modules['trueup_runtime'] = None",
            "pets needs trueup-runtime>={range}, which is not installed:",
        ),
        (
            "import trueup_runtime as r; r.__version__ = '0.0.9'",
            "pets needs trueup-runtime>={range}, and 0.0.9 is installed:",
        ),
        (
            "import trueup_runtime as r; r.__version__ = '99.1.0rc1'",
            "pets needs trueup-runtime>={range}, and 99.1.0rc1 is installed:",
        ),
    ],
)
def test_wrong_version_is_one_line(tmp_path: Path, before: str, message: str) -> None:
    generate(tmp_path, "--runtime", "package")
    done = python(tmp_path, before)
    lowest, end = (".".join(map(str, version)) for version in (AT_LEAST, BELOW))
    wanted = f"{lowest},<{end}"
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        f"ImportError: {message.format(range=wanted)} "
        f'run `pip install "trueup-runtime>={wanted}"`'
    )
    assert python(tmp_path, "").returncode == 0


def test_generated_code_accepts_the_runtime_of_this_checkout() -> None:
    require("this", at_least=AT_LEAST, below=BELOW)
