"""What a description may make trueup read: its own folder, unless somebody allows more."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from trueup.cli import main

SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: Done.
          content: {application/json: {schema: {$ref: 'REF'}}}
"""


class Site:
    """A web server on this machine, and which paths it was asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                page = site.pages.get(self.path)
                self.send_response(404 if page is None else 200)
                self.end_headers()
                self.wfile.write((page or "").encode())

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    thread = threading.Thread(target=made.server.serve_forever, args=(0.01,))
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "api"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (tmp_path / "outside.yaml").write_text("type: string\n")
    return folder


def lint(reference: str, *options: str) -> int:
    Path("spec.yaml").write_text(SPEC.replace("REF", reference))
    return main(["lint", "spec.yaml", *options])


def test_an_address_is_refused_and_never_contacted(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/pet.yaml"] = "type: string\n"
    assert lint(f"{site.url}/pet.yaml") == 1
    assert site.asked == []
    assert "error[remote-ref]" in capsys.readouterr().err


def test_an_address_is_fetched_once_it_is_allowed(site: Site) -> None:
    site.pages["/a/pet.yaml"] = "$ref: 'name.json#/Name'\n"
    site.pages["/a/name.json"] = '{"Name": {"type": "string"}}'
    assert lint(f"{site.url}/a/pet.yaml", "--allow-remote") == 0
    assert site.asked == ["/a/pet.yaml", "/a/name.json"]


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (None, "unreadable-file"),
        ("a: [", "invalid-yaml"),
        ("$ref: 'file:///etc/passwd'", "ref-outside-root"),
        ("$ref: /etc/passwd", "unreadable-file"),  # of that machine
    ],
)
def test_what_is_fetched_is_not_trusted(
    site: Site, page: str | None, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if page is not None:
        site.pages["/pet.yaml"] = page
    assert lint(f"{site.url}/pet.yaml", "--allow-remote") == 1
    assert f"error[{code}]" in capsys.readouterr().err


def test_a_machine_that_is_not_there_is_a_finding(
    capsys: pytest.CaptureFixture[str],
) -> None:
    # Port 0 is nobody's, and this address never leaves the machine.
    assert lint("http://127.0.0.1:0/pet.yaml", "--allow-remote") == 1
    assert "error[unreadable-file]" in capsys.readouterr().err


@pytest.mark.parametrize(
    "reference", ["../outside.yaml", "link.yaml", "in/outside.yaml"]
)
def test_other_folders_are_refused_unless_they_are_allowed(
    reference: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        os.symlink("../outside.yaml", "link.yaml")
        os.symlink("..", "in", target_is_directory=True)
    except OSError:
        pytest.skip("links cannot be made here")
    assert lint(reference) == 1
    assert "error[ref-outside-root]" in capsys.readouterr().err
    assert lint(reference, "--allow-outside") == 0


def test_the_project_is_where_we_are(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = work / "spec.yaml"
    spec.write_text(SPEC.replace("REF", "../outside.yaml"))
    monkeypatch.chdir(work.parent)
    assert main(["lint", "api/spec.yaml"]) == 0
    spec.write_text(SPEC.replace("REF", "../../further.yaml"))
    assert main(["lint", "api/spec.yaml"]) == 1
    assert "error[ref-outside-root]" in capsys.readouterr().err


def test_the_project_is_where_its_configuration_stands(work: Path) -> None:
    (work.parent / "trueup.toml").touch()
    assert lint("../outside.yaml") == 0


def test_the_whole_machine_is_no_project(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = work / "spec.yaml"
    spec.write_text(SPEC.replace("REF", "../outside.yaml"))
    monkeypatch.chdir(work.anchor)
    assert main(["lint", str(spec)]) == 1
    assert "error[ref-outside-root]" in capsys.readouterr().err


def test_a_link_that_stays_inside_is_no_escape() -> None:
    Path("real.yaml").write_text("type: string\n")
    os.symlink("real.yaml", "link.yaml")
    assert lint("link.yaml") == 0


def test_what_does_not_exist_can_be_anything_once_that_is_allowed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert lint("gone.yaml#/Pet") == 1
    assert "`--allow-missing`" in capsys.readouterr().err
    assert lint("gone.yaml#/Pet", "--allow-missing") == 0
    assert "= help: any value is taken" in capsys.readouterr().err
    Path("gone.yaml").write_text("Cat: {}\n")
    assert lint("gone.yaml#/Pet", "--allow-missing") == 0
    assert "warning[unresolved-ref]" in capsys.readouterr().err


def test_a_package_can_allow_what_does_not_exist() -> None:
    Path("trueup.toml").write_text(
        '[[packages]]\ndescription = "spec.yaml"\nallow_missing = true\n'
    )
    assert lint("gone.yaml") == 0
    Path("spec.yaml").write_text(SPEC.replace("REF", "gone.yaml"))
    assert main(["generate", "--output", "out", "--target", "client"]) == 0


def test_what_is_no_file_is_not_read(capsys: pytest.CaptureFixture[str]) -> None:
    Path("folder.yaml").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo("pipe.yaml")  # reading it would wait for ever
        assert lint("pipe.yaml") == 1
    assert lint("folder.yaml") == 1
    assert "it is no file" in capsys.readouterr().err
