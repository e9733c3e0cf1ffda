from typing import Final, Literal, assert_type

import httpx2
from overloads import AsyncClient, Client, ServerSentEvent, errors, models
from overloads.operations import reports

MERGE: Final = "application/merge-patch+json"
CHANGES = [models.ChangeBodyItem(op="remove", path="/title")]


def check(client: Client) -> None:
    assert_type(client.reports.get(), models.Report)
    assert_type(client.reports.get(accept="application/json"), models.Report)
    assert_type(client.reports.get(accept="text/csv"), str)
    assert_type(client.reports.get(accept="image/png"), bytes)
    assert_type(client.reports.raw.get(accept="text/csv").data, str)
    assert_type(client.reports.change(body=CHANGES), models.Report | None)
    assert_type(client.reports.change(body=b"", accept="text/csv"), str | None)
    client.reports.change(body=CHANGES, content_type="application/json-patch+json")
    client.reports.change(body=CHANGES, content_type=MERGE)  # type: ignore  # a list
    client.reports.change(body=CHANGES, content_type=None)
    client.reports.raw.change(body=CHANGES, content_type=None)
    with client.reports.stream.get_image(accept="image/jpeg") as chunks:
        for chunk in chunks:
            assert_type(chunk, bytes)
    client.reports.stream.get(accept="text/csv")  # type: ignore  # cannot be streamed
    with client.reports.stream.get_ticks() as ticks:
        assert_type(list(ticks), list[models.Tick])
    with client.reports.stream.get_ticks(accept="application/octet-stream") as chunks:
        assert_type(list(chunks), list[bytes])
    client.reports.stream.get_ticks(accept="text/csv")  # type: ignore  # no stream
    with client.reports.stream.get_parts() as parts:  # 206 has no JSON lines
        assert_type(list(parts), list[models.Tick | bytes])
    with client.reports.stream.get_parts(accept="image/*") as chunks:
        assert_type(list(chunks), list[bytes])
    with client.reports.stream.get_log() as events:
        assert_type(list(events), list[ServerSentEvent[str]])


def pass_on(
    client: Client,
    accept: Literal["application/json", "text/csv", "image/png"],
    patch: Literal["application/merge-patch+json"] | None,
    content_type: (
        Literal[
            "application/merge-patch+json",
            "application/json-patch+json",
            "text/plain",
            "application/octet-stream",
        ]
        | None
    ),
) -> None:
    """Arguments with several values can be passed on; if only some of them fit the body,
    below `raw`."""
    assert_type(client.reports.get(accept=accept), models.Report | str | bytes)
    client.reports.change(body=models.ReportPatch(title=None), content_type=patch)
    response = client.reports.raw.change(body=CHANGES, content_type=content_type)
    assert_type(response.data, models.Report | None)


async def check_async(client: AsyncClient) -> None:
    assert_type(await client.reports.get(accept="text/csv"), str)
    response = await client.reports.raw.get()
    assert_type(response.data, models.Report)
    async with client.reports.stream.get_ticks() as ticks:
        assert_type([tick async for tick in ticks], list[models.Tick])
    client.reports.stream.get_ticks(accept="application/json")  # type: ignore  # not one


def run() -> None:
    accepted: list[str] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        accepted.append(request.headers["Accept"])
        if request.url.path == "/moved":
            return httpx2.Response(302, headers={"Location": "http://localhost/x"})
        if request.url.path == "/log":
            media_type = request.headers["Accept"]
            assert media_type == "text/event-stream; charset=utf-8"
            headers = {"Content-Type": media_type}
            return httpx2.Response(200, headers=headers, content=b"data: a\n\n")
        return httpx2.Response(
            200, headers={"Content-Type": "image/jpeg"}, content=b"x"
        )

    transport = httpx2.MockTransport(respond)
    with Client(base_url="http://localhost", transport=transport) as client:
        with client.reports.stream.get_image(accept="image/jpeg") as chunks:
            assert b"".join(chunks) == b"x"
        with client.reports.stream.get():
            pass
        with client.reports.stream.get_ticks(accept="application/octet-stream"):
            pass
        png = reports.get_parts(accept="image/png")  # type: ignore  # of the range
        with client.stream(png) as parts:
            assert list(parts) == [b"x"]
        assert accepted == [
            "image/jpeg",
            "image/png",
            "application/octet-stream",
            "image/png",
        ]
        with client.reports.stream.get_log() as events:
            assert [event.data for event in events.events()] == ["a"]
        for accept in ("text/csv", "application/json"):
            try:
                with client.stream(reports.get_ticks(accept=accept)):
                    raise AssertionError(accept)
            except errors.ConfigurationError as error:
                assert f"{accept} cannot be streamed" in str(error), error
        try:
            with client.reports.stream.get_moved():
                raise AssertionError
        except errors.DecodeError as error:
            assert "status 302 to http://localhost/x" in str(error), error
    for body, media_type in (
        (models.ReportPatch(title=None), "application/merge-patch+json"),
        ({"title": "a"}, "application/merge-patch+json"),
        (CHANGES, "application/json-patch+json"),
        ("text", "text/plain"),
        (b"bytes", "application/octet-stream"),
    ):
        request = reports.change(body=body).request()
        assert request.headers["Content-Type"] == media_type, media_type
    request = reports.change(body="x", content_type="text/plain").request()
    assert request.headers["Content-Type"] == "text/plain"
