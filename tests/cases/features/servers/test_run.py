from pathlib import Path

import httpx2
import loop
import pytest
from api import Client, errors
from api.client import server_url
from api.operations import default as operations
from api.server import create_app


def url(name, **options):
    seen = []

    def answer(request):
        seen.append(str(request.url))
        return httpx2.Response(204)

    with Client(transport=httpx2.MockTransport(answer), **options) as client:
        getattr(client.default, name)()
    return seen[0]


def test_variables_have_defaults_and_arguments():
    assert server_url() == "https://eu.example.com:8443/v1"
    assert server_url(region="us", base_path="v2") == "https://us.example.com:8443/v2"
    assert url("root") == "https://eu.example.com:8443/v1/root"
    assert (
        url("root", base_url=server_url(port="1")) == "https://eu.example.com:1/v1/root"
    )


def test_paths_and_operations_have_servers_of_their_own():
    assert url("path") == "https://path.example.com/base/path"
    assert url("both") == "https://operation.example.com/y/path"
    assert url("relative") == "https://eu.example.com:8443/other/relative"


def test_the_user_knows_better():
    assert url("path", base_url="http://localhost:1/x") == "http://localhost:1/x/path"


def test_the_server_answers_under_the_same_paths():
    paths = {
        (route.endpoint.operation.id, path) for route, path in routes(create_app())
    }
    assert paths == {
        ("root", "/v1/root"),
        ("root", "/relative/root"),
        ("path", "/base/path"),
        ("both", "/y/path"),
        ("relative", "/other/relative"),
    }


def test_an_operation_replaces_a_parameter_of_its_path():
    request = loop.asked(operations.replaced("a", q=1, q_header="h"))
    assert (request.id, request.q, request.q_header) == ("a", 1, "h")
    assert loop.refused("GET", "/v1/a")[0] == 400
    assert loop.refused("GET", "/v1/a?q=x")[0] == 400


def routes(app):
    """Which operation answers at which path, as far as we know what to ask."""
    for path in (
        "/v1/root",
        "/relative/root",
        "/base/path",
        "/y/path",
        "/other/relative",
        "/root",
    ):
        for method in ("GET", "POST"):
            match = app._router.match(path, method)
            if match is not None and match.target is not None:
                yield match.target, path


def test_servers_are_exported_and_documented():
    import api

    assert api.server_url is server_url and {"SERVERS", "server_url"} <= {*api.__all__}
    assert api.SERVERS == (
        "https://eu.example.com:8443/v1",
        "https://eu.example.com:8443/relative",
        "https://beta.example.com/v1",
    )
    assert api.server_url_3(stage="alpha") == "https://alpha.example.com/v1"
    text = Path(api.__file__).with_name("README.md").read_text("utf-8")
    assert 'server_url(region="eu"' in text and "Not yet released" in text
    assert "Not yet released" in api.server_url_3.__doc__


def test_values_of_variables_are_checked():
    for arguments in (
        {"region": "mars"},
        {"region": 5},
        {"port": 8443},
        {"port": "1/evil"},
        {"port": "1@evil.example"},
        {"base_path": "v1?x"},
        {"base_path": "v1#x"},
    ):
        with pytest.raises(errors.ConfigurationError, match="server variable"):
            server_url(**arguments)
