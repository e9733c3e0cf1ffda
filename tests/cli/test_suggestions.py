"""Suggestions for misspelled arguments, and for files that are parts of a description."""

from __future__ import annotations

from pathlib import Path

import pytest

from trueup.cli import main
from trueup.source import find_includer, includers

PETS = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets: {$ref: "paths.yaml#/pets"}
"""
PATHS = """\
pets:
  get:
    operationId: listPets
    responses:
      '200':
        description: Done.
        content: {application/json: {schema: {"$ref": 'schemas/a%20pet.yaml#'}}}
"""


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "work"
    (folder / "specs" / "schemas").mkdir(parents=True)
    monkeypatch.chdir(folder)
    Path("specs/pets.yaml").write_text(PETS)
    Path("specs/paths.yaml").write_text(PATHS)
    Path("specs/schemas/a pet.yaml").write_text("type: object\n")
    Path("specs/schemas/components.yaml").write_text("components: {schemas: {}}\n")
    return folder


@pytest.mark.parametrize("command", ["lint", "generate", "check"])
@pytest.mark.parametrize("part", ["specs/paths.yaml", "specs/schemas/a pet.yaml"])
def test_description_that_includes_a_part_is_named(
    command: str, part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, part]) == 2
    error = capsys.readouterr().err
    assert "error[not-a-description]" in error and f"--> {part}:1:1" in error
    assert "= help: name `specs/pets.yaml` instead" in error


def test_part_that_is_a_list_is_recognized(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("specs/schemas/a pet.yaml").write_text("- type\n")
    assert main(["lint", "specs/schemas/a pet.yaml"]) == 2
    assert "name `specs/pets.yaml` instead" in capsys.readouterr().err


def test_configured_description_is_searched_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("other").mkdir()
    Path("other/main.json").write_text(
        '{"openapi": "3.1.0", "paths": {"/a": {"$ref": "../specs/paths.yaml#/pets"}}}'
    )
    Path("trueup.toml").write_text("[[packages]]\ndescription = 'other/main.json'\n")
    assert main(["lint", "specs/paths.yaml"]) == 2
    assert "name `other/main.json` instead" in capsys.readouterr().err


def test_part_that_no_description_includes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "specs/schemas/components.yaml"]) == 2
    error = capsys.readouterr().err
    assert "or name the description that includes this file" in error


def test_search_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    content = includers._content

    def counted(path: str, limit: int) -> bytes:
        read.append(path)
        return content(path, limit)

    monkeypatch.setattr(includers, "_content", counted)
    monkeypatch.setattr(includers, "MAX_FILES", 20)
    for number in range(100):
        Path(f"specs/{number:03}.yaml").write_text(
            PETS.replace("paths.yaml", f"{number + 1:03}.yaml")
        )
    assert find_includer(Path("specs/schemas/components.yaml"), ()) is None
    assert len(read) == 20


@pytest.mark.parametrize(
    ("argument", "similar"),
    [
        ("specs/pet.yaml", "specs/pets.yaml"),
        ("specs/pets.yml", "specs/pets.yaml"),
        ("spec/pets.yaml", "specs/pets.yaml"),
        ("specs/schema/component.yaml", "specs/schemas/components.yaml"),
        ("./specs/petz.yaml", "specs/pets.yaml"),
    ],
)
@pytest.mark.parametrize("command", ["lint", "generate", "check"])
def test_misspelled_path_is_suggested(
    command: str, argument: str, similar: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, argument]) == 2
    assert f"did you mean `{similar}`?" in capsys.readouterr().err


def test_misspelled_path_in_a_reference_is_suggested(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("specs/pets.yaml").write_text(PETS.replace("paths.yaml", "path.yaml"))
    assert main(["lint", "specs/pets.yaml"]) == 1
    assert "did you mean `specs/paths.yaml`?" in capsys.readouterr().err


def test_folder_is_completed_by_its_description(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("specs/openapi.yaml").write_text(PETS)
    assert main(["lint", "specs"]) == 2
    assert "did you mean `specs/openapi.yaml`?" in capsys.readouterr().err


def test_path_that_resembles_nothing_gets_no_suggestion(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["lint", "nonsense/x.json"]) == 2
    assert "did you mean" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["lnt"], "did you mean `lint`?"),
        (["genrate", "a.yaml"], "did you mean `generate`?"),
        (["generate", "-p", "pet"], "did you mean `pets`?"),
        (["init", "--server", "petz"], "did you mean `pets`?"),
        (["generate", "specs/pets.yaml", "-t", "cleint"], "did you mean `client`?"),
        (["generate", "--strct"], "--strict"),
        (["explain", "typed-enums"], "did you mean `typed-enum`?"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_misspelled_names_are_usage_errors_with_a_suggestion(
    arguments: list[str], hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("trueup.toml").write_text(
        "[[packages]]\ndescription = 'specs/pets.yaml'\npackage = 'pets'\n"
    )
    assert main(arguments) == 2
    assert hint in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (
            ["generate", "specs/pets.yaml", "-t", "client,server"],
            "--target client --target server",
        ),
        (
            ["check", "specs/pets.yaml", "--target", "client, conformance"],
            "--target client --target conformance",
        ),
        (
            ["lint", "specs/pets.yaml", "--only", "path-params,no-responses"],
            "--only path-params --only no-responses",
        ),
    ],
)
def test_joined_values_of_an_option_are_shown_separately(
    arguments: list[str], hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert f"repeat the option: `{hint}`" in capsys.readouterr().err


def test_joined_targets_in_the_configuration_are_shown_separately(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("trueup.toml").write_text(
        '[[packages]]\ndescription = "specs/pets.yaml"\npackage = "pets"\n'
        'targets = ["client,server"]\n'
    )
    assert main(["generate"]) == 1
    assert "= help: write `client` and `server` separately" in capsys.readouterr().err


def test_joined_names_with_a_mistake_are_compared_as_one_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["generate", "specs/pets.yaml", "-t", "client,serve"]) == 2
    assert "repeat the option" not in capsys.readouterr().err
