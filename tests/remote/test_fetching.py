"""What `--allow-remote` fetches, and what it refuses."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from pathlib import Path

import pytest
import trustme

from trueup.cli import main
from trueup.source import https, remote

from .conftest import GLOBAL, SPEC, Page, Site, response


def lint(reference: str, *options: str) -> int:
    Path("spec.yaml").write_text(SPEC.replace("REF", reference))
    return main(["lint", "spec.yaml", *options])


def refusal(
    capsys: pytest.CaptureFixture[str], reference: str, *options: str
) -> tuple[str, str]:
    """The code and the text of the one diagnostic, which is at the reference."""
    assert lint(reference, *(options or ("--allow-remote",))) == 1
    text = capsys.readouterr().err
    assert text.count("error[") == 1, text
    return text.partition("error[")[2].partition("]")[0], text


def test_documents_are_fetched_once_and_refer_to_each_other(site: Site) -> None:
    site.pages["/a/pet.yaml"] = response("$ref: 'name.json#/Name'\n")
    site.pages["/a/name.json"] = response('{"Name": {"$ref": "pet2.yaml"}}')
    site.pages["/a/pet2.yaml"] = response("{items: {$ref: 'name.json#/Name'}}")
    assert lint("https://api.example/a/pet.yaml", "--allow-remote") == 0
    assert site.paths == ["/a/pet.yaml", "/a/name.json", "/a/pet2.yaml"]
    assert set(site.connected) == {(GLOBAL, 443)}


def test_request_carries_nothing_of_the_user(
    site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".netrc").write_text("machine api.example login me password secret\n")
    monkeypatch.setenv("HOME", str(folder))
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://user:secret@127.0.0.1:9")
    cookie = "Set-Cookie: session=secret"
    site.pages["/a"] = response("", "302 Found", "Location: /b?q=%C3%A9", cookie)
    site.pages["/b?q=%C3%A9"] = response("type: string")
    assert lint("https://api.example/a", "--allow-remote") == 0
    assert len(site.requests) == 2
    for request in site.requests:
        names = [line.partition(":")[0] for line in request.split("\r\n")[1:-2]]
        assert sorted(names) == sorted(
            ["Host", "Accept", "Accept-Encoding", "User-Agent", "Connection"]
        )
        assert "Host: api.example\r\n" in request
        assert "Accept-Encoding: identity\r\n" in request


@pytest.mark.parametrize(
    ("url", "options", "reason", "hint"),
    [
        ("https://api.example/a", ["--strict"], "not allowed", "api.example`"),
        ("http://api.example/a", [], "only `https`", "use an `https` URL"),
        ("HTTP://api.example/a", [], "only `https`", "use an `https` URL"),
        ("https://me:secret@api.example/a", [], "credentials", "remove"),
        ("https://api.example@evil.example/a", [], "credentials", "remove"),
        ("https://api.example:8443/a", [], "port", "=api.example:8443`"),
        ("https://api.example:0/a", [], "not a valid host", "DNS name"),
        ("https://api.example:99999/a", [], "not a valid host", "DNS name"),
        ("https://api.example:x/a", [], "not a valid host", "DNS name"),
        ("https:///a", [], "not a valid host", "DNS name"),
        ("https://2130706433/a", [], "not a valid host", "DNS name"),
        ("https://0x7f.1/a", [], "not a valid host", "DNS name"),
        ("https://0177.0.0.1/a", [], "not a valid host", "DNS name"),
        ("https://[fe80::1%25lo]/a", [], "not a valid host", "DNS name"),
        ("https://bücher.example/a", [], "not a valid host", "xn--"),
        ("https://①②⑦.0.0.1/a", [], "not a valid host", "xn--"),
        ("https://api.example\\\\@evil.example/a", [], "backslash", None),
        ("https://api.example/a b", [], "a space", None),
        (
            "https://evil.example/a",
            ["--allow-remote=api.example"],
            "not one of the allowed hosts",
            "--allow-remote=evil.example`",
        ),
        (
            "https://api.example:8443/a",
            ["--allow-remote=api.example"],
            "not one of the allowed hosts",
            "=api.example:8443`",
        ),
    ],
)
def test_rejected_url_is_not_requested(
    site: Site,
    url: str,
    options: list[str],
    reason: str,
    hint: str | None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, text = refusal(capsys, url, *options)
    assert code == "remote-ref"
    assert "--> spec.yaml:10:" in text
    assert reason in text
    assert hint is None or hint in text.partition("= help: ")[2]
    assert site.resolved == [] and site.connected == []


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "169.254.169.254", "::1", "fe80::1%lo"]
)
@pytest.mark.parametrize("option", ["--allow-remote", "--allow-remote=api.example"])
def test_host_with_a_non_global_address_is_not_contacted(
    site: Site, address: str, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for addresses in ([address], [GLOBAL, address], [address, GLOBAL]):
        site.addresses = lambda host, addresses=addresses: addresses
        code, text = refusal(capsys, "https://api.example/a", option)
        assert code == "remote-ref" and "which is not global" in text
    assert site.connected == []


@pytest.mark.parametrize("name", ["localhost", "localhost.", "127.0.0.1", "[::1]"])
def test_loopback_is_not_contacted(
    site: Site,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    network = https.Network(https._resolve, site.network().connect, ssl.SSLContext)
    monkeypatch.setattr(https, "NETWORK", network)
    refusal(capsys, f"https://{name}/a")
    assert site.connected == []


def test_each_connection_is_to_the_addresses_that_were_checked_for_it(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter([["1.1.1.1"], ["127.0.0.1"]])
    site.addresses = lambda host: next(answers)
    site.pages["/a"] = response("", "302 Found", "Location: /b")
    site.pages["/b"] = response("type: string")
    code, _ = refusal(capsys, "https://api.example/a")
    assert code == "remote-ref"
    assert site.connected == [("1.1.1.1", 443)]
    assert site.paths == ["/a"]


def test_next_address_is_tried_where_one_does_not_answer(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = site.network()

    def connect(address: str, port: int, timeout: float) -> socket.socket:
        if address == "1.1.1.1":
            raise ConnectionRefusedError
        return network.connect(address, port, timeout)

    monkeypatch.setattr(
        https, "NETWORK", https.Network(network.resolve, connect, network.tls_context)
    )
    site.addresses = lambda host: ["1.1.1.1", GLOBAL]
    site.pages["/a"] = response("type: string")
    assert lint("https://api.example/a", "--allow-remote") == 0
    assert site.connected == [(GLOBAL, 443)]


@pytest.mark.parametrize("fault", ["host", "authority"])
def test_certificate_must_be_valid(
    site: Site, fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/a"] = response("type: string")
    if fault == "authority":
        site.authority = trustme.CA()
    host = "api.example" if fault == "authority" else "other.test"
    code, text = refusal(capsys, f"https://{host}/a")
    assert code == "unreadable-file" and "the certificate is not valid" in text
    assert site.requests == []


# ------------------------------------------------------------------------- redirects


def test_redirect_within_the_origin_changes_the_base(site: Site) -> None:
    moved = "Location: https://API.example:443/v2/pet.yaml"
    site.pages["/pet.yaml"] = response("", "301 Moved", moved)
    site.pages["/v2/pet.yaml"] = response("items: {$ref: 'name.yaml'}")
    site.pages["/v2/name.yaml"] = response("items: {$ref: 'pet.yaml'}")
    assert lint("https://api.example/pet.yaml", "--allow-remote") == 0
    assert site.paths == ["/pet.yaml", "/v2/pet.yaml", "/v2/name.yaml"]


@pytest.mark.parametrize(
    "target",
    [
        "https://other.example/a",
        "//other.example/a",
        "https://api.example:8443/a",
        "http://api.example/a",
        "file:///etc/passwd",
        "https://127.0.0.1/a",
        "https://[/a",
        "https://me@api.example/a",
    ],
)
def test_redirect_to_another_origin_is_rejected(
    site: Site, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/a"] = response("", "302 Found", f"Location: {target}")
    code, text = refusal(capsys, "https://api.example/a")
    assert code == "remote-ref" and "it redirects to " in text
    assert set(site.resolved) == {"api.example"}
    assert set(site.connected) == {(GLOBAL, 443)}


@pytest.mark.parametrize("target", ["/a", "a", "#b", ""])
def test_number_of_redirects_is_bounded(
    site: Site, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/a"] = response("", "302 Found", f"Location: {target}")
    code, text = refusal(capsys, "https://api.example/a")
    assert code == "remote-ref" and "more than 5 redirects" in text
    assert len(site.requests) == 6


# ---------------------------------------------------------------------------- bounds


def chunked(client: ssl.SSLSocket) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(100):
        client.sendall(b"64\r\n" + b"a" * 100 + b"\r\n")
    client.sendall(b"0\r\n\r\n")


@pytest.mark.parametrize(
    "page",
    [response("a" * 10_000), chunked, b"HTTP/1.1 200 OK\r\n\r\n" + b"a" * 10_000],
)
def test_size_of_a_response_is_bounded(
    site: Site,
    page: Page,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(https, "MAX_BYTES", 9_999)
    site.pages["/a"] = page
    code, text = refusal(capsys, "https://api.example/a")
    assert code == "remote-ref" and "more than 9,999 bytes" in text


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (response("", "404 Not Found"), "status 404"),
        (response("", "304 Not Modified"), "status 304"),
        (response("", "302 Found"), "status 302"),
        (response("type: string")[:-1], "closed within the response"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\na", "valid HTTP"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nz\r\na", "valid HTTP"),
        (b"SSH-2.0-OpenSSH\r\n", "not valid HTTP"),
        (b"", "closed connection without response"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n", "not valid HTTP"),
        (b"HTTP/1.1 200 OK\r\nA: " + b"b" * 70_000 + b"\r\n\r\n", "not valid HTTP"),
        (response("a: [", "200 OK"), "error[invalid-yaml]"),
        (response("x", "200 OK", "Content-Encoding: gzip"), "compressed"),
    ],
)
def test_unusable_response_is_a_diagnostic(
    site: Site, page: bytes, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/a"] = page
    assert reason in refusal(capsys, "https://api.example/a")[1]


def drip(head: bytes) -> Page:
    """A page that sends a byte now and then, for a minute unless the client leaves."""

    def page(client: ssl.SSLSocket) -> None:
        client.sendall(head)
        for _ in range(1200):
            client.sendall(b"a")
            time.sleep(0.05)
        client.sendall(b"\r\n\r\n")

    return page


@pytest.mark.parametrize("phase", ["resolve", "connect", "status", "headers", "body"])
def test_one_deadline_holds_for_all_phases(
    site: Site,
    phase: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each phase would take a minute, and all bytes would come within any timeout of
    a single read."""
    monkeypatch.setattr(remote, "TIMEOUT_SECONDS", 1.0)
    heads = {
        "status": b"",
        "headers": b"HTTP/1.1 200 OK\r\nA: ",
        "body": b"HTTP/1.1 200 OK\r\n\r\n",
    }
    ended = threading.Event()
    if phase in heads:
        site.pages["/a"] = drip(heads[phase])
    elif phase == "resolve":
        site.addresses = lambda host: (ended.wait(60) and []) or [GLOBAL]
    silent = socket.create_server(("127.0.0.1", 0))
    if phase == "connect":  # accepted by the system, and no handshake follows
        network = site.network()
        there = silent.getsockname()
        monkeypatch.setattr(
            https,
            "NETWORK",
            https.Network(
                network.resolve,
                lambda address, port, timeout: socket.create_connection(there, timeout),
                network.tls_context,
            ),
        )
    try:
        code, text = refusal(capsys, "https://api.example/a")
    finally:
        ended.set()
        silent.close()
    assert code == "unreadable-file"
    assert "no complete response within 1 second" in text


def test_number_of_documents_is_bounded(
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(remote, "MAX_DOCUMENTS", 3)
    for number in range(9):
        site.pages[f"/{number}"] = response(f"$ref: '/{number + 1}'")
    code, text = refusal(capsys, "https://api.example/0")
    assert code == "remote-ref" and "the limit is 3 remote documents" in text
    assert site.paths == ["/0", "/1", "/2"]


# ----------------------------------------------------------- what documents may refer to


@pytest.mark.parametrize(
    "reference",
    ["file://{root}/local.yaml", "file:{root}/local.yaml", "file:local.yaml"],
)
@pytest.mark.parametrize("is_read_before", [False, True])
def test_remote_document_may_not_refer_to_a_local_file(
    site: Site,
    folder: Path,
    reference: str,
    is_read_before: bool,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (folder / "local.yaml").write_text("type: string\n")
    target = reference.format(root=folder.as_posix())
    site.pages["/a"] = response(f"$ref: '{target}'")
    text = SPEC.replace("REF", "https://api.example/a")
    if is_read_before:
        text += "components: {schemas: {A: {$ref: local.yaml}}}\n"
    Path("spec.yaml").write_text(text)
    options = ["--allow-remote", "--allow-outside", "--allow-missing"]
    assert main(["lint", "spec.yaml", *options]) == 1
    (line,) = [line for line in capsys.readouterr().err.split("\n") if "error[" in line]
    assert (
        line.startswith("error[remote-ref]") and "must not refer to local file" in line
    )


def test_path_in_a_remote_document_is_one_of_its_host(site: Site) -> None:
    site.pages["/v1/a"] = response("$ref: '/etc/passwd'")
    site.pages["/etc/passwd"] = response("type: string")
    assert lint("https://api.example/v1/a", "--allow-remote") == 0
    assert site.paths == ["/v1/a", "/etc/passwd"]


def test_remote_document_may_refer_to_allowed_hosts_only(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/a"] = response("$ref: '//other.example/b'")
    site.pages["/b"] = response("type: string")
    code, text = refusal(capsys, "https://api.example/a", "--allow-remote=api.example")
    assert code == "remote-ref" and "--> https://api.example/a:1:7" in text
    assert site.paths == ["/a"]
    both = ["--allow-remote=api.example", "--allow-remote=other.example"]
    assert lint("https://api.example/a", *both) == 0


@pytest.mark.parametrize(
    "reference", ["//{host}/a.yaml", "file://{host}/{root}/a.yaml"]
)
def test_file_on_another_machine_is_not_a_local_file(
    folder: Path, reference: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.yaml").write_text("type: string\n")
    there = reference.format(host="files.example", root=folder.as_posix())
    assert lint(there, "--allow-outside") == 1
    assert "error[unresolved-ref]" in capsys.readouterr().err
