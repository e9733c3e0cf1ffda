"""Names of packages must not hide modules that Python or generated code imports."""

from __future__ import annotations

import ast
import sys
import tomllib
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from trueup import config
from trueup.cli import main

ROOT = Path(__file__).parents[2]
RUNTIME = ROOT / "generator" / "trueup_runtime"
DESCRIPTION = """\
openapi: 3.1.0
info: {title: Calendar, version: '1'}
paths: {/days: {get: {responses: {'204': {description: Done.}}}}}
"""
HIDING = [
    ("calendar", "calendar_api"),
    ("Calendar", "calendar_api"),
    ("\uff4ason", "json_api"),
    ("CPROFILE", "cprofile_api"),
    ("__future__", "future_api"),
    ("__main__", "main_api"),
    ("__pycache__", "pycache_api"),
    ("httpx2", "httpx2_api"),
    ("jsonschema_rs", "jsonschema_rs_api"),
    ("Trueup_Runtime", "trueup_runtime_api"),
    ("email.v2", "email_api.v2"),
]


@pytest.mark.parametrize(("name", "other"), HIDING)
def test_package_that_hides_a_module_is_rejected(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    other: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(DESCRIPTION)
    for command in ("generate", "check"):
        assert main([command, "a.yaml", "--package", name]) == 2
        assert f"name it `{other}`" in capsys.readouterr().err.replace("\n", " ")
    Path("trueup.toml").write_text(
        f'[[packages]]\ndescription = "a.yaml"\npackage = "{name}"\n', encoding="utf-8"
    )
    assert main(["generate"]) == 2
    printed = capsys.readouterr().err
    assert "trueup.toml:3:1" in printed and f"name it `{other}`" in printed
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "trueup.toml"]


@pytest.mark.parametrize(
    "name", ["pets", "calendar_api", "acme.calendar", "acme.json.httpx2", "cal"]
)
def test_name_that_hides_nothing_is_accepted(name: str) -> None:
    assert config.name_error(name) is None


@pytest.mark.parametrize("title", ["Calendar", "JSON", "pytest", "msgspec", "Chunk"])
def test_default_name_that_would_hide_a_module_gets_a_suffix(title: str) -> None:
    expected = f"{title.lower()}_api"
    assert config.package_name(title, Path("x.yaml")) == expected
    assert config.package_name("", Path(f"{title}.yaml")) == expected
    assert config.package_name("", Path(title, "openapi.yaml")) == expected
    assert config.name_error(expected) is None


def test_default_name_is_used_by_each_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(DESCRIPTION)
    assert main(["generate", "-q", "a.yaml"]) == 0
    assert main(["check", "a.yaml"]) == 0
    assert main(["init", "a.yaml"]) == 0
    assert Path("calendar_api", "client.py").exists()
    assert 'package = "calendar_api"' in Path("trueup.toml").read_text()


def test_each_module_of_the_standard_library_is_protected() -> None:
    names = sorted(sys.stdlib_module_names)
    assert [name for name in names if config.name_error(name) is None] == []


def test_names_do_not_depend_on_the_version_of_python() -> None:
    for name in ("distutils", "cgi", "telnetlib", "compression", "annotationlib"):
        assert config.name_error(name) is not None


def test_each_module_that_emitted_code_imports_is_protected() -> None:
    imported = set()
    generated = (ROOT / "generated").rglob("*.py")
    for path in (*RUNTIME.rglob("*.py"), *generated):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module)
    own = {path.name for path in (ROOT / "generated").iterdir()}
    names = {name.split(".")[0] for name in imported} - own
    assert {"httpx2", "msgspec", "starlette", "pytest", "uvicorn"} <= names
    assert [name for name in sorted(names) if config.name_error(name) is None] == []


def test_each_module_of_the_dependencies_is_protected() -> None:
    project = tomllib.loads((RUNTIME / "pyproject.toml").read_text())["project"]
    waiting = [*project["dependencies"], "opentelemetry-api"]
    for extra in project["optional-dependencies"].values():
        waiting += [line for line in extra if "trueup-runtime" not in line]
    installed = set()
    while waiting:
        requirement = Requirement(waiting.pop())
        marker, name = requirement.marker, canonicalize_name(requirement.name)
        if name in installed or (marker and not marker.evaluate({"extra": ""})):
            continue
        installed.add(name)
        waiting += distribution(name).requires or ()
    assert {"anyio", "httpcore2", "pluggy"} <= installed
    modules = [
        module
        for module, names in packages_distributions().items()
        if module.isidentifier() and installed & {canonicalize_name(n) for n in names}
    ]
    assert [name for name in sorted(modules) if config.name_error(name) is None] == []
