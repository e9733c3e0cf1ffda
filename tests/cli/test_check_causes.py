"""`check` names what changed since a package was generated, and the command that repairs."""

from __future__ import annotations

import json
import os
import shlex
from pathlib import Path
from typing import Any

import pytest

from trueup import provenance
from trueup.access import Access
from trueup.cli import main
from trueup.config import Config, Package
from trueup.library.repair_command import repair_command
from trueup.library.run_settings import RunRequest

PETS = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200":
          description: Pets.
          content: {application/json: {schema: {$ref: parts/pet.yaml}}}
"""
CONFIGURATION = """\
[[packages]]
description = "pets.yaml"
package = "pets"
output = "out"
targets = ["client"]
runtime = "package"
"""

MANIFEST = Path("out/pets/.trueup.json")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    Path("parts").mkdir()
    Path("pets.yaml").write_text(PETS)
    Path("parts/pet.yaml").write_text(
        "{type: object, properties: {a: {type: string}}}\n"
    )
    Path("trueup.toml").write_text(CONFIGURATION)
    assert main(["generate", "-q"]) == 0
    return tmp_path


def check(
    capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, list[dict[str, Any]]]:
    capsys.readouterr()
    code = main(["check", *arguments, "--format", "json"])
    return code, json.loads(capsys.readouterr().out)["diagnostics"]


def causes(found: list[dict[str, Any]]) -> list[str]:
    return [d["message"] for d in found if d["code"] == "changed-since-generation"]


def replace(path: str, old: str, new: str) -> None:
    text = Path(path).read_text()
    assert old in text
    Path(path).write_text(text.replace(old, new))


SINCE = "since `out/pets` was generated, "


def test_manifest_records_what_a_package_was_generated_from() -> None:
    manifest = json.loads(MANIFEST.read_text())
    assert list(manifest) == ["trueup", "templates", "configuration", "inputs", "files"]
    assert list(manifest["inputs"]) == ["parts/pet.yaml", "pets.yaml"]


def test_package_that_is_up_to_date_has_no_diagnostics(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert check(capsys) == (0, [])


def test_changed_part_of_the_description_is_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    replace("parts/pet.yaml", "a:", "b:")
    code, found = check(capsys)
    assert code == 1
    assert causes(found) == [f"{SINCE}the description changed (`parts/pet.yaml`)"]


def test_paths_are_relative_to_the_working_directory(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    replace("parts/pet.yaml", "a:", "b:")
    monkeypatch.chdir("out")
    (cause,) = causes(check(capsys, "--config", "../trueup.toml")[1])
    assert cause.endswith(
        " was generated, the description changed (`../parts/pet.yaml`)"
    )


def test_changed_configuration_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    replace("trueup.toml", '"client"]', '"client", "server"]')
    code, found = check(capsys)
    assert code == 1
    assert causes(found) == [f"{SINCE}the configuration of the package changed"]


def test_changed_version_and_description_are_both_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provenance, "__version__", "0.9")
    replace("pets.yaml", "listPets", "searchPets")
    _, found = check(capsys)
    (message,) = causes(found)
    assert message.startswith(
        f"{SINCE}the description changed (`pets.yaml`) and trueup"
    )
    assert message.endswith("now 0.9)")


def test_changed_templates_are_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provenance, "_templates", lambda: "0" * 64)
    assert check(capsys) == (0, [])  # since the files are the same
    path = Path("out/pets/client.py")
    path.write_text(path.read_text() + "#\n")  # as an older template would write it
    replace(str(MANIFEST), _listed("client.py"), provenance.digest(path.read_bytes()))
    code, found = check(capsys)
    assert code == 1
    assert causes(found) == [f"{SINCE}the templates of trueup changed"]


def _listed(name: str) -> str:
    return str(json.loads(MANIFEST.read_text())["files"][name])


def test_edited_file_needs_no_cause(capsys: pytest.CaptureFixture[str]) -> None:
    path = Path("out/pets/client.py")
    path.write_text(path.read_text() + "#\n")
    code, found = check(capsys)
    assert (code, [d["code"] for d in found]) == (1, ["edited-file"])


def test_comment_in_the_description_leaves_the_package_up_to_date(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("pets.yaml").write_text(PETS + "# reviewed\n")
    assert check(capsys) == (0, [])
    assert main(["generate", "-q"]) == 0
    replace("parts/pet.yaml", "a:", "b:")
    assert causes(check(capsys)[1]) == [
        f"{SINCE}the description changed (`parts/pet.yaml`)"
    ]


@pytest.mark.parametrize("text", ['{"inputs": 1, "files": {}}', '{"files": {}}'])
def test_manifest_without_provenance_names_no_cause(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    MANIFEST.write_text(text)
    code, found = check(capsys)
    assert code == 1
    assert causes(found) == []


OVERLAY = """\
overlay: 1.0.0
info: {title: Pets, version: "1"}
actions: [{target: $.info, update: {description: Overlaid.}}]
"""


@pytest.mark.parametrize("is_part_edited", [False, True])
def test_moved_description_is_named_without_the_files_that_stayed(
    is_part_edited: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("deep").mkdir()
    Path("pets.yaml").rename("deep/pets.yaml")
    replace("deep/pets.yaml", "parts/", "../parts/")
    replace("deep/pets.yaml", "listPets", "searchPets")
    replace("trueup.toml", '"pets.yaml"', '"deep/pets.yaml"')
    expected = "`deep/pets.yaml`"
    if is_part_edited:
        replace("parts/pet.yaml", "a:", "b:")
        expected = f"`parts/pet.yaml`, {expected}"
    (cause,) = causes(check(capsys)[1])
    assert cause == f"{SINCE}the description changed ({expected})"


def test_renamed_description_is_not_named_if_another_file_was_edited(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("pets.yaml").rename("animals.yaml")
    replace("trueup.toml", '"pets.yaml"', '"animals.yaml"')
    replace("parts/pet.yaml", "a:", "b:")
    (cause,) = causes(check(capsys)[1])
    assert cause == f"{SINCE}the description changed (`parts/pet.yaml`)"


def test_files_that_were_moved_are_a_cause_without_another(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("pets.yaml").rename("animals.yaml")
    replace("trueup.toml", '"pets.yaml"', '"animals.yaml"')
    path = Path("out/pets/client.py")
    path.write_text(path.read_text() + "#\n")  # as the older name would have it
    replace(str(MANIFEST), _listed("client.py"), provenance.digest(path.read_bytes()))
    (cause,) = causes(check(capsys)[1])
    assert cause == f"{SINCE}files of the description were moved (`animals.yaml`)"


@pytest.mark.parametrize("is_deleted", [False, True])
def test_overlay_that_is_no_longer_configured_is_not_the_description(
    is_deleted: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("overlay.yaml").write_text(OVERLAY)
    Path("trueup.toml").write_text(f'{CONFIGURATION}overlays = ["overlay.yaml"]\n')
    assert main(["generate", "-q"]) == 0
    Path("trueup.toml").write_text(CONFIGURATION)
    if is_deleted:
        Path("overlay.yaml").unlink()
    assert causes(check(capsys)[1]) == [
        f"{SINCE}the overlays changed (`overlay.yaml`) and the configuration of the"
        " package changed"
    ]


@pytest.mark.parametrize("allow", ["--allow-outside", "--allow-missing"])
def test_printed_command_has_the_permissions_of_the_run(
    allow: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "other").mkdir()
    (project / "other" / "trueup.toml").touch()
    reference = "../parts/pet.yaml" if allow == "--allow-outside" else "none.yaml"
    text = PETS.replace("parts/pet.yaml", reference)
    (project / "other" / "pets.yaml").write_text(text)
    os.chdir("other")
    arguments = ("pets.yaml", "-p", "pets", "-t", "client", allow)
    assert main(["generate", *arguments, "-q"]) == 0
    replace("pets.yaml", "listPets", "searchPets")
    code, found = check(capsys, *arguments)
    (command,) = {d["help"] for d in found if d["code"] == "stale-file"}
    assert code == 1
    words = shlex.split(command.removeprefix("run `trueup ").removesuffix("`"))
    assert main([*words, "-q"]) == 0
    assert check(capsys, *arguments)[0] == 0


def test_printed_command_omits_the_nearest_configuration(
    capsys: pytest.CaptureFixture[str],
) -> None:
    replace("pets.yaml", "listPets", "searchPets")
    _, found = check(capsys, "--config", "trueup.toml")
    assert {diagnostic["help"] for diagnostic in found} == {"run `trueup generate`"}


def test_printed_command_has_the_hosts_of_the_run() -> None:
    package = Package("pets", Path(), Path("pets.yaml"))
    for allowed, words in (
        (True, "--allow-remote"),
        (
            ("a.example", "b.example"),
            "--allow-remote=a.example --allow-remote=b.example",
        ),
    ):
        request = RunRequest((package,), Access(allowed), Config((package,)))
        assert repair_command(package, request) == f"trueup generate {words}"


@pytest.mark.parametrize(
    "arguments", [(), ("pets.yaml", "-o", "it's", "-p", "acme.pets", "-t", "client")]
)
def test_printed_command_repairs_the_package(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["generate", *arguments, "-q"]) == 0
    replace("pets.yaml", "listPets", "searchPets")
    code, found = check(capsys, *arguments)
    assert code == 1
    (command,) = {diagnostic["help"] for diagnostic in found}
    words = shlex.split(command.removeprefix("run `").removesuffix("`"))
    assert words[0] == "trueup"
    assert main([*words[1:], "-q"]) == 0
    assert check(capsys, *arguments) == (0, [])


def test_folder_without_the_package_is_an_input_error(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "empty" / "pets").mkdir(parents=True)
    for folder in ("empty", "nowhere"):
        code, found = check(capsys, "--output", folder)
        assert (code, [d["code"] for d in found]) == (2, ["missing-file"])
    assert not (project / "nowhere").exists()


def test_folder_of_another_package_is_an_input_error(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "wrong" / "pets").mkdir(parents=True)
    (project / "wrong" / "pets" / "__init__.py").touch()
    (project / "wrong" / "pets" / "py.typed").touch()
    (project / "wrong" / "pets" / "client.py").write_text("# ours\n")
    code, found = check(capsys, "--output", "wrong")
    messages = [diagnostic["message"] for diagnostic in found]
    assert code == 2
    assert messages[0].startswith("`wrong/pets` is not generated: ")
    assert messages[0].endswith(" files are missing")
    assert [d["code"] for d in found[1:]] == ["foreign-file", "foreign-file"]


def test_run_without_changes_touches_the_manifest_alone() -> None:
    files = [path for path in Path("out").rglob("*") if path.is_file()]
    for path in files:
        os.utime(path, (1, 1))
    assert main(["generate", "-q"]) == 0
    assert [path for path in files if path.stat().st_mtime > 1] == [MANIFEST]
    os.utime(MANIFEST, (1, 1))
    assert main(["generate", "-q", "--force"]) == 0  # which does not use the record
    assert [path for path in files if path.stat().st_mtime > 1] == [MANIFEST]


def test_recorded_url_has_no_credentials() -> None:
    name = provenance._name("https://user:secret@example.org/a.yaml?token=x#/b", "/")
    assert name == "https://example.org/a.yaml"


def test_json_has_the_differences_on_request(
    capsys: pytest.CaptureFixture[str],
) -> None:
    replace("out/pets/errors.py", "class", "klass")
    for arguments, keys in (
        ([], {"change", "path"}),
        (
            ["--diff"],
            {"change", "path", "diff"},
        ),
    ):
        capsys.readouterr()
        assert main(["check", "--format", "json", *arguments]) == 1
        (change,) = json.loads(capsys.readouterr().out)["changes"]
        assert change.keys() == keys
        assert change["change"] == "edited"
        assert change["path"] == "out/pets/errors.py"
    assert change["diff"].startswith("--- a/out/pets/errors.py\n+++ b/out/pets/")
    assert main(["check", "--format", "sarif", "--diff"]) == 2


def test_generate_prints_what_changes_for_callers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    replace("pets.yaml", "/pets:", "/pets/{id}:")
    replace(
        "pets.yaml",
        "      responses",
        "      parameters: [{$ref: parts/id.yaml}]\n      responses",
    )
    Path("parts/id.yaml").write_text(
        "{name: id, in: path, required: true, schema: {type: string}}\n"
    )
    printed = []
    for arguments in (["--dry-run"], ["--quiet", "--dry-run"], [], []):
        capsys.readouterr()
        assert main(["generate", *arguments]) == 0
        printed.append(capsys.readouterr().err)
    message = "sends `GET /pets/{id}` instead of `GET /pets`"
    assert [message in err for err in printed] == [True, False, True, False]
