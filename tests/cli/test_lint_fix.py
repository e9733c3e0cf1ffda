"""`lint --fix` and `lint --diff`: which files are changed, and which are not."""

from __future__ import annotations

import codecs
import io
import os
import stat
import sys
from pathlib import Path

import pytest

from trueup.cli import main

BEFORE = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}  # info
servers: [{url: https://example.org/}]
paths:
  /pets/:
    get:
      operationId: listPets
      responses:
        '200': {description: All.}
        '400': {$ref: 'parts/errors.yaml#/Bad'}
"""
AFTER = BEFORE.replace("org/}", "org}").replace("/pets/:", "/pets:")
PART = """\
Bad:
  description: Bad.
  content:
    application/json:
      schema: {type: string, enum: [a, b, a]}  # codes
"""
PART_AFTER = PART.replace("[a, b, a]", "[a, b]")


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "project"
    (folder / "parts").mkdir(parents=True)
    monkeypatch.chdir(folder)
    Path("pets.yaml").write_text(BEFORE)
    Path("parts/errors.yaml").write_text(PART)


def test_fix_changes_the_description_and_its_parts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("pets.yaml").chmod(0o640)
    assert main(["lint", "pets.yaml", "--fix", "--unsafe"]) == 0
    assert Path("pets.yaml").read_text() == AFTER
    assert Path("parts/errors.yaml").read_text() == PART_AFTER
    assert stat.S_IMODE(Path("pets.yaml").stat().st_mode) == 0o640
    printed = capsys.readouterr()
    assert "fixed 3 problems in 2 files" in printed.err and not printed.out
    assert "no problems in 1 file" in printed.err
    assert sorted(os.listdir()) == ["parts", "pets.yaml"]
    status = Path("pets.yaml").stat()
    assert main(["lint", "pets.yaml", "--fix", "--unsafe"]) == 0
    assert Path("pets.yaml").stat().st_mtime_ns == status.st_mtime_ns


def test_diff_writes_nothing_and_fails_if_there_is_something_to_fix(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["lint", "pets.yaml", "--diff", "--unsafe"]) == 1
    printed = capsys.readouterr().out
    assert "--- a/pets.yaml\n+++ b/pets.yaml\n" in printed
    assert "-  /pets/:\n+  /pets:\n" in printed
    assert "+++ b/parts/errors.yaml\n" in printed
    assert Path("pets.yaml").read_text() == BEFORE
    assert Path("parts/errors.yaml").read_text() == PART
    main(["lint", "pets.yaml", "--fix", "--unsafe"])
    capsys.readouterr()
    assert main(["lint", "pets.yaml", "--diff", "--unsafe"]) == 0
    assert capsys.readouterr().out == ""


def test_diff_of_a_file_that_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.yaml").write_text("a: [")
    assert main(["lint", "bad.yaml", "--diff"]) == 2
    assert "error[" in capsys.readouterr().err
    assert main(["lint", "bad.yaml", "--fix"]) == 2


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("All.", "\u00e9\U0001f600\u2028").encode(),
        lambda text: text.rstrip().encode(),
    ],
    ids=["mark", "utf-16", "crlf", "characters", "no break at the end"],
)
def test_encoding_and_line_breaks_are_kept(encode: object) -> None:
    assert callable(encode)
    Path("pets.yaml").write_bytes(encode(BEFORE))
    main(["lint", "pets.yaml", "--fix", "--unsafe"])
    assert Path("pets.yaml").read_bytes() == encode(AFTER)


def test_link_and_file_outside_the_project_are_not_changed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text(PART)
    Path("parts/errors.yaml").unlink()
    Path("parts/errors.yaml").symlink_to(outside)
    main(["lint", "pets.yaml", "--fix", "--unsafe", "--allow-outside"])
    assert outside.read_text() == PART and Path("parts/errors.yaml").is_symlink()
    Path("pets.yaml").write_text(BEFORE.replace("parts/errors", "../outside"))
    main(["lint", "pets.yaml", "--fix", "--unsafe", "--allow-outside"])
    assert outside.read_text() == PART
    (tmp_path / "real.yaml").write_text(BEFORE)
    Path("link.yaml").symlink_to("../real.yaml")
    main(["lint", "link.yaml", "--fix", "--unsafe"])
    assert (tmp_path / "real.yaml").read_text() == BEFORE


def test_link_within_the_project_is_not_changed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("link.yaml").symlink_to("pets.yaml")
    assert main(["lint", "link.yaml", "--fix", "--unsafe"]) == 0
    assert Path("pets.yaml").read_text() == BEFORE and Path("link.yaml").is_symlink()
    message = "link.yaml: not fixed, since it is a symbolic link\n"
    assert message in capsys.readouterr().err


def test_path_is_another_url_without_its_slash() -> None:
    assert main(["lint", "pets.yaml", "--fix"]) == 0
    assert Path("pets.yaml").read_text() == BEFORE.replace("org/}", "org}")


def test_hidden_and_ignored_problems_are_not_fixed() -> None:
    options = ["lint", "pets.yaml", "--baseline", "baseline"]
    main([*options, "--update-baseline"])
    assert main([*options, "--fix", "--unsafe"]) == 0
    assert Path("pets.yaml").read_text() == BEFORE
    Path("trueup.toml").write_text(
        '[[ignore]]\nrule = "path-keys-no-trailing-slash"\nreason = "a"\n'
        '[lint]\noas3-server-trailing-slash = "off"\n'
    )
    main(["lint", "pets.yaml", "--fix", "--unsafe"])
    assert Path("pets.yaml").read_text() == BEFORE


def test_unused_components_are_removed_with_unsafe_only() -> None:
    unused = (
        "components:\n  schemas:\n    A: {$ref: '#/components/schemas/B'}\n    B: {}\n"
    )
    Path("pets.yaml").write_text(AFTER + unused)
    main(["lint", "pets.yaml", "--fix"])
    assert Path("pets.yaml").read_text() == AFTER + unused
    main(["lint", "pets.yaml", "--fix", "--unsafe"])
    assert Path("pets.yaml").read_text() == AFTER


def test_more_problems_than_are_shown_are_fixed() -> None:
    paths = "".join(f"  /p{number}/: {{}}\n" for number in range(150))
    Path("pets.yaml").write_text(BEFORE + paths)
    main(["lint", "pets.yaml", "--fix", "--unsafe"])
    assert Path("pets.yaml").read_text() == AFTER + paths.replace("/: ", ": ")


def test_file_that_cannot_be_written_is_a_diagnostic(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("trueup.output.directory.os.replace", refuse)
    assert main(["lint", "pets.yaml", "--fix", "--unsafe"]) == 2
    assert "error[cannot-write]" in capsys.readouterr().err
    assert Path("pets.yaml").read_text() == BEFORE
    assert sorted(os.listdir()) == ["parts", "pets.yaml"]


def test_file_that_is_removed_meanwhile_is_not_fixed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def remove(path: Path, *_: object) -> bool:
        path.unlink()
        return True

    monkeypatch.setattr("trueup.resolve.is_in_project", remove)
    Path("alone.yaml").write_text("openapi: 3.1.0\npaths: {/a/: {}}\n")
    assert main(["lint", "alone.yaml", "--fix", "--unsafe"]) in (0, 1)
    assert not Path("alone.yaml").exists()


def test_file_that_changes_meanwhile_is_not_overwritten(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from trueup.cli import _fixed_files

    write = _fixed_files.write_files

    def edit_first(*arguments: object) -> bool:
        Path("pets.yaml").write_text("a: 1\n")
        return write(*arguments)  # type: ignore[arg-type] - passed through

    monkeypatch.setattr("trueup.cli.lint.write_files", edit_first)
    assert main(["lint", "pets.yaml", "--fix", "--unsafe"]) == 2
    assert "it has changed meanwhile" in capsys.readouterr().err
    assert Path("pets.yaml").read_text() == "a: 1\n"


class Stdin:
    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


def test_standard_input_is_printed(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for text in (BEFORE, AFTER):
        monkeypatch.setattr(sys, "stdin", Stdin(text.encode()))
        main(["lint", "-", "--stdin-filename", "pets.yaml", "--fix", "--unsafe"])
        assert capfdbinary.readouterr().out == AFTER.encode()
    assert Path("pets.yaml").read_text() == BEFORE
    monkeypatch.setattr(sys, "stdin", Stdin(BEFORE.encode()))
    assert (
        main(["lint", "-", "--stdin-filename", "pets.yaml", "--diff", "--unsafe"]) == 1
    )
    assert b"-  /pets/:" in capfdbinary.readouterr().out


@pytest.mark.parametrize(
    "options",
    [
        ["--fix", "--diff"],
        ["--unsafe"],
        ["--diff", "--format", "json"],
        ["--fix", "--baseline", "b", "--update-baseline"],
    ],
)
def test_options_without_a_meaning_are_refused(options: list[str]) -> None:
    assert main(["lint", "pets.yaml", *options]) == 2
    assert Path("pets.yaml").read_text() == BEFORE
