"""The trie by itself: which template a raw path belongs to, and its raw values."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any

import pytest


@pytest.fixture(scope="module")
def routing(server: ModuleType) -> ModuleType:
    return importlib.import_module("served_jobs._runtime.server.routing")


TEMPLATES = (
    "/",
    "/a/{x}",
    "/a/mine",
    "/a/{x}:stop",
    "/a/{x}.{y}",
    "/a/v{x}",
    "/a/{x}/b/{y}",
    "/a/mine/c",
    "/a%20b/é",
    "/{x}/z",
)


@pytest.mark.parametrize(
    ("path", "template", "values"),
    [
        ("/", "/", ()),
        ("/a/1", "/a/{x}", ("1",)),
        ("/a/mine", "/a/mine", ()),
        ("/a/m%69ne", "/a/mine", ()),
        ("/a/mine/b/2", "/a/{x}/b/{y}", ("mine", "2")),
        ("/a/mine/c", "/a/mine/c", ()),
        ("/a/1:stop", "/a/{x}:stop", ("1",)),
        ("/a/1%3astop", "/a/{x}:stop", ("1",)),
        ("/a/:stop", "/a/{x}", (":stop",)),
        ("/a/1.2.3", "/a/{x}.{y}", ("1.2", "3")),
        ("/a/.3", "/a/{x}", (".3",)),
        ("/a/v2", "/a/v{x}", ("2",)),
        ("/a/1%2F2", "/a/{x}", ("1%2F2",)),
        ("/a%20b/%C3%A9", "/a%20b/é", ()),
        ("/a/z", "/a/{x}", ("z",)),
        ("/b/z", "/{x}/z", ("b",)),
        ("/a/", None, ()),
        ("/a", None, ()),
        ("", None, ()),
    ],
)
def test_match(
    routing: Any, path: str, template: str | None, values: tuple[str, ...]
) -> None:
    router = routing.Router()
    for each in TEMPLATES:
        router.add("GET", each, each)
    found = router.match(path, "GET")
    if template is None:
        assert found is None or path == ""
        return
    assert (found.target, tuple(found.values.values())) == (template, values)


def test_a_template_without_the_method_leaves_it_to_the_next(routing: Any) -> None:
    router = routing.Router()
    router.add("PUT", "/a/mine", "mine")
    router.add("GET", "/a/{x}", "any")
    assert router.match("/a/mine", "PUT").target == "mine"
    for method in ("GET", "get", "HEAD"):
        match = router.match("/a/mine", method)
        assert (match.target, match.values) == ("any", {"x": "mine"})
    refused = router.match("/a/mine", "DELETE")
    assert refused.target is None
    assert refused.allow == "GET, HEAD, OPTIONS, PUT"


@pytest.mark.parametrize(
    ("template", "path", "values"),
    [
        ("/a/{x}{ending}", "/a/one.json", ("one", ".json")),
        ("/a/{x}{ending}", "/a/one.json.xml", ("one.json", ".xml")),
        ("/a/{ending}{x}", "/a/.xml.json", (".xml", ".json")),
        ("/a/{x}{ending}!", "/a/one.json!", ("one", ".json")),
        ("/a/{x}{ending}", "/a/one.txt", ("one.tx", "t")),
        ("/a/{x}{y}", "/a/one", ("on", "e")),
    ],
)
def test_known_texts_tell_where_a_parameter_begins(
    routing: Any, template: str, path: str, values: tuple[str, ...]
) -> None:
    router = routing.Router()
    router.add("GET", template, template, {"ending": (".json", ".xml")})
    assert tuple(router.match(path, "GET").values.values()) == values


def test_many_delimiters_are_not_slow(routing: Any) -> None:
    """Searching anew from every delimiter would take hours."""
    router = routing.Router()
    router.add("GET", "/{a}.{b}.{c}.{d}.{e}x", "target")
    assert router.match("/" + "." * 60_000, "GET") is None


@pytest.mark.parametrize(
    ("root", "path", "raw", "below"),
    [
        ("", "/a/b", b"/a/b", "/a/b"),
        ("/v1", "/v1/a", b"/v1/a", "/a"),
        ("/v1", "/v1", b"/v1", ""),
        ("/v1", "/a", b"/a", "/a"),
        ("/v 1", "/v 1/a/b", b"/v%201/a%2Fb", "/a%2Fb"),
        ("/v1", "/v1/a b", None, "/a%20b"),
        ("", "/a", b"/a?b=/c", "/a"),
        ("/v1", "/v1/a", b"/%761/a", "/a"),
        ("", "/a\udcff", None, "/a%3F"),
        ("", "/a/%2F", b"/a%2F%252F", "/a%2F%252F"),
    ],
)
def test_path_below_the_mount(
    routing: Any, root: str, path: str, raw: bytes | None, below: str
) -> None:
    scope = {"root_path": root, "path": path, "raw_path": raw}
    assert routing.path_of(scope) == below
