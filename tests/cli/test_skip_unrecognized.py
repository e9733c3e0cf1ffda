"""`lint --skip-unrecognized`: what git hooks pass."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from trueup.cli import main
from trueup.source import includers

ROOT = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: Done.
          content: {application/json: {schema: {$ref: 'parts/pet.yaml'}}}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "specs/parts").mkdir(parents=True)
    (tmp_path / "specs/openapi.yaml").write_text(ROOT)
    (tmp_path / "specs/parts/pet.yaml").write_text("type: strnig\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lint(*arguments: str) -> int:
    return main(["lint", "--skip-unrecognized", "--strict", *arguments])


@pytest.mark.parametrize(
    "content",
    [
        "",
        "a: 1\n",
        "- openapi: 3.1.0\n",
        "nested:\n  openapi: 3.1.0\n",
        "openapi: docs/api.yaml\n",
        '{"dependencies": {"openapi": "3.1.0"}}',
        '{"openapi-typescript": "7"}',
        "{",
        "\0\ufffd",
    ],
)
def test_other_files_are_skipped(
    content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("other.yaml").write_text(content)
    assert lint("other.yaml", "other.yaml") == 0
    error = capsys.readouterr().err
    assert error == "no problems in 0 files; skipped 2 files\n"


@pytest.mark.parametrize(
    "content",
    [
        "openapi: 3.1.0\n",
        "---\n# API\nswagger: '2.0'\n",
        '"openapi": "3.0.3"\n',
        '\ufeff{"info": {}, "openapi": "3.1.0"}',
        "{openapi: 3.1.0, info: {}}",
        '{"openapi": "3.1.0", "info": ',
        "openapi: 9.0.0\n",
    ],
)
def test_descriptions_are_linted(content: str) -> None:
    Path("wrong.yaml").write_text(content, encoding="utf-8")
    assert lint("wrong.yaml") in (1, 2)


def test_part_is_linted_with_its_description(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert lint("specs/parts/pet.yaml", "specs/openapi.yaml", "README.md") != 0
    error = capsys.readouterr().err
    assert error.count("--> specs/parts/pet.yaml:1:7") == 1, error


def test_configured_packages_are_not_linted_instead(folder: Path) -> None:
    (folder / "trueup.toml").write_text(
        '[[packages]]\ndescription = "specs/openapi.yaml"\npackage = "pets"\n'
    )
    Path("other.yaml").write_text("a: 1\n")
    assert lint("other.yaml") == 0
    assert lint() != 0


def test_missing_file_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    assert lint("missing.yaml") == 2
    assert "missing.yaml" in capsys.readouterr().err


def test_files_are_read_once_for_many_arguments(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"other{number}.yaml" for number in range(40)]
    for name in names:
        Path(name).write_text("a: 1\n")
    read: Counter[str] = Counter()
    content = includers._content

    def counted(path: str, limit: int) -> bytes:
        read[os.path.basename(path)] += 1
        return content(path, limit)

    monkeypatch.setattr(includers, "_content", counted)
    assert lint(*names) == 0
    # As an argument and as a possible description.
    assert read.keys() >= {*names} and max(read[name] for name in names) <= 2


def test_argument_that_cannot_be_a_path_is_a_diagnostic(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert lint("x" * 300) == 2
    assert "error[unreadable-file]" in capsys.readouterr().err


@pytest.mark.parametrize("options", [[], ["--package", "acme.pets"]])
def test_generated_copy_of_a_description_is_skipped(
    options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("specs/parts/pet.yaml").write_text("type: string\n")
    main(["generate", "specs/openapi.yaml", "-o", "src", "-t", "server", *options])
    [copy] = map(str, Path("src").rglob("openapi.json"))
    capsys.readouterr()
    assert lint(copy) == 0
    assert "skipped 1 file" in capsys.readouterr().err
    Path(copy).rename("src/openapi.json")
    assert lint("src/openapi.json") == 0
    assert "skipped" not in capsys.readouterr().err
