"""Plug-ins of other distributions that fail: named as such, never as a bug of trueup."""

from __future__ import annotations

from pathlib import Path

import pytest

from trueup.cli import main

PETS = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      operationId: listPets
      responses: {'204': {description: Done.}}
"""

MODULE = """\
import sys
from pathlib import PurePosixPath
from trueup.diagnostics import Severity
from trueup.emit.quoting import Code
from trueup.lint import Rule, Violation
from trueup.render import Planned
from trueup.targets import Target

"""

RULES = {
    "raises": "def check(spec):\n    raise ValueError('no pets')\n",
    "raises-late": "def check(spec):\n    yield Violation(spec.root, 'x')\n    1 / 0\n",
    "exits": "def check(spec):\n    sys.exit('stop')\n",
    "recurses": "def check(spec):\n    return check(spec)\n",
    "yields-text": "def check(spec):\n    yield 'text'\n",
    "is-not-iterable": "def check(spec):\n    return 3\n",
    "yields-bytes-as-message": "def check(spec):\n    yield Violation(spec.root, b'x')\n",
    "yields-text-as-location": "def check(spec):\n    yield Violation('here', 'x')\n",
}
LOADS = {
    "cannot-be-imported": "import nonsense_that_does_not_exist\n",
    "is-not-a-rule": "check = None\nRULE = TARGET = 'rule'\n",
    "lacks-the-attribute": "",
}
TARGETS = {
    "raises": "def plan(api, package, report):\n    raise ValueError('no pets')\n",
    "yields-text": "def plan(api, package, report):\n    yield 'text'\n",
    "plans-invalid-python": (
        "def plan(api, package, report):\n"
        "    yield Planned(PurePosixPath('x.py'), None, Code('def'))\n"
    ),
    "plans-unquoted-text": (
        "def plan(api, package, report):\n"
        "    yield Planned(PurePosixPath('x.txt'), None, 'text')\n"
    ),
    "plans-an-unknown-template": (
        "def plan(api, package, report):\n"
        "    yield Planned(PurePosixPath('x.py'), 'nonsense.j2', None)\n"
    ),
    "plans-outside": (
        "def plan(api, package, report):\n"
        "    yield Planned(PurePosixPath('../x.txt'), None, Code('x'))\n"
    ),
    "plans-a-file-of-another-target": (
        "def plan(api, package, report):\n"
        "    yield Planned(PurePosixPath('__init__.py'), None, Code('x = 1'))\n"
    ),
}
RULE = "RULE = Rule(check, Severity.WARNING)\n"
TARGET = "TARGET = Target('Files.', plan)\n"


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "project").mkdir()
    (tmp_path / "site").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    Path("pets.yaml").write_text(PETS)
    return tmp_path


def install(work: Path, group: str, module: str, source: str) -> None:
    """Put a distribution `pet-plugins` on the path, without installing anything."""
    site = work / "site"
    (site / f"{module}.py").write_text(source)
    info = site / "pet_plugins-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: pet-plugins\n")
    attribute = "RULE" if group == "trueup.rules" else "TARGET"
    (info / "entry_points.txt").write_text(f"[{group}]\npet-x = {module}:{attribute}\n")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(list(arguments))
    return code, capsys.readouterr().err


@pytest.mark.parametrize("name", [*RULES, *LOADS])
@pytest.mark.parametrize("command", ["lint", "generate", "check"])
def test_failing_rule_is_named(
    command: str, name: str, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = MODULE + (RULES[name] + RULE if name in RULES else LOADS[name])
    install(work, "trueup.rules", f"rule_{name.replace('-', '_')}_{command}", source)
    Path("trueup.toml").write_text('[lint]\npet-x = "note"\ntyped-enums = "off"\n')
    code, errors = run(capsys, command, "pets.yaml")
    assert code in (1, 2)
    assert "error[failed-plugin]: rule `pet-x` of `pet-plugins` failed: " in errors
    assert "internal error" not in errors and "Traceback" not in errors
    assert "typed-enum" in errors, "other diagnostics are reported as well"
    assert not Path("pets").exists()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("yields-text", "TypeError: the rule yields a `str`, not a `Violation`"),
        (
            "yields-bytes-as-message",
            "TypeError: the message of a violation is a `bytes`",
        ),
        (
            "yields-text-as-location",
            "TypeError: the location of a violation is a `str`",
        ),
    ],
)
def test_wrong_type_of_a_rule_is_named(
    name: str, reason: str, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    module = f"rule_type_{name.replace('-', '_')}"
    install(work, "trueup.rules", module, MODULE + RULES[name] + RULE)
    Path("trueup.toml").write_text('[lint]\npet-x = "note"\ninfo-contact = "note"\n')
    _, errors = run(capsys, "lint", "pets.yaml")
    assert reason in errors
    assert "note[info-contact]" in errors, "other rules run"


@pytest.mark.parametrize("name", [*TARGETS, *LOADS])
@pytest.mark.parametrize("command", ["lint", "generate", "check"])
def test_failing_target_is_named(
    command: str, name: str, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = MODULE + (TARGETS[name] + TARGET if name in TARGETS else LOADS[name])
    install(
        work, "trueup.targets", f"target_{name.replace('-', '_')}_{command}", source
    )
    Path("trueup.toml").write_text(
        "[[packages]]\npackage = 'pets'\ndescription = 'pets.yaml'\n"
        "targets = ['client', 'pet-x']\n"
    )
    code, errors = run(capsys, command)
    assert code in (1, 2)
    assert "error[failed-plugin]: target `pet-x` of `pet-plugins` failed: " in errors
    assert "internal error" not in errors and "Traceback" not in errors
    assert not Path("pets").exists()


def test_plugins_that_work_are_used(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check = "def check(spec):\n    yield Violation(spec.root, 'pets are wet')\n"
    install(work, "trueup.rules", "rule_that_works", MODULE + check + RULE)
    Path("trueup.toml").write_text('[lint]\npet-x = "error"\n')
    code, errors = run(capsys, "lint", "pets.yaml")
    assert code == 1
    assert "error[pet-x]: pets are wet" in errors


def test_traceback_of_a_plugin_is_printed_on_request(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRUEUP_DEBUG", "1")
    install(work, "trueup.rules", "rule_to_debug", MODULE + RULES["raises"] + RULE)
    Path("trueup.toml").write_text('[lint]\npet-x = "note"\n')
    code, errors = run(capsys, "lint", "pets.yaml")
    assert code == 1
    assert "Traceback" in errors and "raise ValueError('no pets')" in errors


@pytest.mark.parametrize("arguments", [["explain", "pet-x"], ["rules"]])
def test_documentation_of_a_plugin_that_cannot_be_loaded(
    arguments: list[str], work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(work, "trueup.rules", "rule_undocumented", LOADS["cannot-be-imported"])
    code, errors = run(capsys, *arguments)
    assert code == (2 if arguments[0] == "explain" else 0)
    assert "internal error" not in errors
    if code:
        assert "rule `pet-x` of `pet-plugins` failed: ModuleNotFoundError" in errors
