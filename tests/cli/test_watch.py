"""`trueup generate --watch` keeps a package up to date until it is interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import watchfiles

from trueup.cli import main
from trueup.cli._watch import _wait as wait
from trueup.digests import digest_of

SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      operationId: listPets
      summary: Lists them
      responses:
        "200":
          description: OK
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Pet"}
components:
  schemas:
    Pet:
      type: object
      properties: {name: {type: string}}
"""
LONGEST = 900
"""Seconds. A guard against hanging only: a busy machine may take minutes."""

posix = pytest.mark.skipif(os.name != "posix", reason="interrupts a process")


class Watch:
    """The command at work in a folder."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        self.output = folder / "said.txt"
        with self.output.open("w", encoding="utf-8") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "trueup", "generate", *arguments, "--watch"],
                cwd=folder,
                stdout=said,
                stderr=subprocess.STDOUT,
                # Whoever runs tests in the background may not be interrupted.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )

    def printed(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def until(self, holds: Callable[[], bool]) -> None:
        for _ in range(50 * LONGEST):
            if holds():
                return
            assert self.process.poll() is None, self.printed()
            time.sleep(0.02)
        raise AssertionError(self.printed())

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(LONGEST)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "api.yaml").write_text(SPEC, encoding="utf-8")
    return tmp_path


@pytest.fixture
def watch(folder: Path) -> Iterator[Watch]:
    command = Watch(folder, "api.yaml", "--package", "pets", "--target", "client")
    try:
        command.until(lambda: "watching" in command.printed())
        yield command
    finally:
        command.process.kill()
        command.process.wait()


def generated(folder: Path, name: str) -> str:
    return (folder / "pets" / name).read_text(encoding="utf-8")


@posix
def test_watch_writes_each_change(watch: Watch) -> None:
    folder, description = watch.folder, watch.folder / "api.yaml"
    resources = "resources/default.py"
    assert "Lists them." in generated(folder, resources)
    description.write_text(SPEC.replace("Lists them", "Names them"), encoding="utf-8")
    watch.until(lambda: "Names them." in generated(folder, resources))

    more = SPEC.replace("name: {type", "label: {type")
    description.write_text(more, encoding="utf-8")
    watch.until(lambda: "label: " in generated(folder, "models.py"))
    watch.until(lambda: "Lists them." in generated(folder, resources))

    assert watch.interrupt() == 0
    assert "Traceback" not in watch.printed()


@posix
def test_watch_reports_an_error_and_recovers(watch: Watch) -> None:
    folder, description = watch.folder, watch.folder / "api.yaml"
    before = generated(folder, "models.py")
    description.write_text(SPEC.replace("schemas/Pet", "schemas/Pot"), encoding="utf-8")
    watch.until(lambda: "error[" in watch.printed())
    assert generated(folder, "models.py") == before
    description.unlink()
    watch.until(lambda: "no such file" in watch.printed())
    assert "no errors any more" not in watch.printed()
    description.write_text(SPEC.replace("name: {", "label: {"), encoding="utf-8")
    watch.until(lambda: "label: " in generated(folder, "models.py"))
    watch.until(lambda: "api.yaml: no errors any more" in watch.printed())
    assert watch.interrupt() == 0


@posix
def test_watch_reports_that_the_former_content_is_valid_again(watch: Watch) -> None:
    """Although no file is written then."""
    description = watch.folder / "api.yaml"
    description.write_text("{", encoding="utf-8")
    watch.until(lambda: "error[" in watch.printed())
    description.write_text(SPEC, encoding="utf-8")
    watch.until(lambda: "api.yaml: no errors any more" in watch.printed())
    assert watch.interrupt() == 0
    assert watch.printed().count("no errors any more") == 1


@posix
def test_referenced_file_that_was_a_folder_for_a_while_is_read_again(
    folder: Path,
) -> None:
    text = SPEC.replace('"#/components/schemas/Pet"', '"pet.yaml"')
    (folder / "api.yaml").write_text(text, encoding="utf-8")
    pet = folder / "pet.yaml"
    pet.mkdir()
    watch = Watch(folder, "api.yaml", "--package", "pets", "--target", "client")
    try:
        watch.until(lambda: "watching" in watch.printed())
        assert "not a file" in watch.printed()
        pet.rmdir()
        pet.write_text("type: object\nproperties: {name: {type: string}}\n")
        watch.until((folder / "pets" / "models.py").exists)
        assert watch.interrupt() == 0
    finally:
        watch.process.kill()
        watch.process.wait()


@posix
def test_watch_rewrites_a_deleted_file(watch: Watch) -> None:
    """Also where the description gives what it gave before."""
    folder = watch.folder
    (folder / "pets" / "models.py").unlink()
    (folder / "api.yaml").write_text(SPEC + "# a remark\n", encoding="utf-8")
    watch.until((folder / "pets" / "models.py").exists)
    assert watch.interrupt() == 0


@posix
def test_watch_does_not_overwrite_an_edited_file(watch: Watch) -> None:
    folder = watch.folder
    path = folder / "pets" / "models.py"
    path.write_text("# mine\n", encoding="utf-8")
    text = SPEC.replace("name: {", "label: {")
    (folder / "api.yaml").write_text(text, encoding="utf-8")
    watch.until(lambda: "was edited by hand" in watch.printed())
    assert path.read_text(encoding="utf-8") == "# mine\n"
    assert watch.interrupt() == 0


@posix
def test_watch_does_not_write_warnings_with_strict(folder: Path) -> None:
    """Also where one operation has changed and the reason stands elsewhere."""
    loose = SPEC + "    Odd: {type: object, type: object}\n"
    (folder / "api.yaml").write_text(loose, encoding="utf-8")
    watch = Watch(folder, "api.yaml", "--package", "pets", "--strict")
    try:
        watch.until(lambda: "watching" in watch.printed())
        assert "warning[" in watch.printed()
        text = loose.replace("Lists them", "Names them")
        (folder / "api.yaml").write_text(text, encoding="utf-8")
        time.sleep(0.3)  # is seen by itself, most likely
        (folder / "api.yaml").write_text("[]", encoding="utf-8")
        watch.until(lambda: "error[" in watch.printed())
        assert not (folder / "pets").exists()
        assert watch.interrupt() == 0
    finally:
        watch.process.kill()
        watch.process.wait()


@posix
def test_watch_follows_configuration_and_referenced_files(folder: Path) -> None:
    text = SPEC.replace('"#/components/schemas/Pet"', '"pet.yaml"')
    (folder / "api.yaml").write_text(text, encoding="utf-8")
    pet = "type: object\nproperties: {%s: {type: string}}\n"
    (folder / "pet.yaml").write_text(pet % "name", encoding="utf-8")
    configuration = folder / "trueup.toml"
    one = '[[packages]]\npackage = "pets"\noutput = "."\ndescription = "api.yaml"\n'
    configuration.write_text(one + 'targets = ["client"]\n', encoding="utf-8")
    watch = Watch(folder)
    try:
        watch.until(lambda: "watching" in watch.printed())
        (folder / "pet.yaml").write_text(pet % "label", encoding="utf-8")
        watch.until(lambda: "label: " in generated(folder, "models.py"))
        configuration.write_text(one + "targets = [\n", encoding="utf-8")
        watch.until(lambda: "error[" in watch.printed())
        configuration.write_text("", encoding="utf-8")
        watch.until(lambda: "configure packages" in watch.printed())
        configuration.write_text(one + 'targets = ["server"]\n', encoding="utf-8")
        watch.until(lambda: (folder / "pets" / "server" / "app.py").exists())
        watch.until(lambda: not (folder / "pets" / "client.py").exists())
        assert watch.interrupt() == 0
    finally:
        watch.process.kill()
        watch.process.wait()


@pytest.mark.parametrize("option", ["--diff", "--dry-run", "--format=json"])
def test_watch_rejects_incompatible_options(
    option: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["generate", str(folder / "api.yaml"), "--watch", option]) == 2
    assert "--watch" in capsys.readouterr().err


def test_change_during_a_run_needs_no_notification(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def watch(*folders: str, **options: object) -> Iterator[object]:
        raise AssertionError("waits for another change")

    monkeypatch.setattr(watchfiles, "watch", watch)
    wait({str(folder / "api.yaml"): "the digest of older content"})


def test_files_behind_links_are_watched(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere := folder / "elsewhere").mkdir()
    description = (folder / "api.yaml").rename(elsewhere / "target.yaml")
    (folder / "api.yaml").symlink_to(description)
    watched: set[str] = set()

    def watch(
        *folders: str, watch_filter: Callable[[object, str], bool], **options: object
    ) -> Iterator[object]:
        watched.update(folders)
        assert watch_filter(None, str(description))
        description.write_text("changed", encoding="utf-8")
        yield set()

    monkeypatch.setattr(watchfiles, "watch", watch)
    path = folder / "api.yaml"
    wait({str(path): digest_of(path)})
    assert {str(folder), str(elsewhere)} <= watched


@posix
@pytest.mark.parametrize("is_folder", [False, True])
def test_refused_templates_are_reported_once(folder: Path, is_folder: bool) -> None:
    ((ours := folder / "ours") / "client").mkdir(parents=True)
    (ours / "client" / "errors.py.j2").write_text("\n", encoding="utf-8")
    templates = folder / "templates"
    if is_folder:
        templates.symlink_to(ours)
    else:
        (templates / "client").mkdir(parents=True)
        name = "client/errors.py.j2"
        (templates / name).symlink_to(ours / name)
    configuration = (
        '[[packages]]\npackage = "pets"\noutput = "."\ndescription = "api.yaml"\n'
        'templates = "templates"\ntemplate_api = 1\n'
    )
    (folder / "trueup.toml").write_text(configuration, encoding="utf-8")
    watch = Watch(folder)
    try:
        watch.until(lambda: "watching" in watch.printed())
        time.sleep(1.5)
        assert watch.printed().count("is a symbolic link") == 1
        assert watch.interrupt() == 0
    finally:
        watch.process.kill()
        watch.process.wait()
