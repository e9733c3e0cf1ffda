import asyncio
import inspect
import warnings

import httpx2
from api import UNSET, AsyncClient, Client, models
from api.operations import default as operations


def test_deprecation_is_documented():
    assert "Deprecated." in operations.x.__doc__
    assert "old: Deprecated." in operations.x.__doc__
    assert inspect.getdoc(models.Old) == "Was good.\n\nDeprecated."
    assert inspect.getsource(models.Old).count("Deprecated.") == 2


CONTENTS = {"/x": b"{}", "/y": b"x"}
TRANSPORT = httpx2.MockTransport(
    lambda request: httpx2.Response(200, content=CONTENTS[request.url.path])
)
OPTIONS = {"base_url": "https://api.test", "transport": TRANSPORT}


def warned(function):
    """The deprecations that a function is warned of, all of them in this file."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        function()
    assert {warning.filename for warning in caught} <= {__file__}
    return [
        str(warning.message)
        for warning in caught
        if warning.category is DeprecationWarning
    ]


OLD = ["query parameter `old` of `GET /y` is deprecated"]


def test_argument_for_a_deprecated_parameter_emits_a_warning():
    client = Client(**OPTIONS)
    assert warned(lambda: client.default.y(needed="a", old="b")) == OLD
    assert warned(lambda: client.default.raw.y(needed="a", old="b")) == OLD
    assert warned(lambda: client.send(operations.y(needed="a", old="b"))) == OLD
    both = warned(lambda: client.default.y(needed="a", old="b", x_old="c"))
    assert both == [*OLD, "header parameter `X-Old` of `GET /y` is deprecated"]

    def stream():
        with client.default.stream.y(needed="a", old="b") as chunks:
            assert list(chunks) == [b"x"]

    assert warned(stream) == OLD


def test_both_warnings_of_a_deprecated_operation_are_at_the_call():
    client = Client(**OPTIONS)
    operation = "`GET /x` is deprecated"
    both = [operation, f"query parameter `old` of {operation}"]
    assert warned(lambda: client.default.x(old="b")) == both
    assert warned(lambda: client.default.raw.x(old="b")) == both


def test_asynchronous_argument_emits_a_warning():
    async def main():
        client = AsyncClient(**OPTIONS)
        await client.default.y(needed="a", old="b")
        await client.default.raw.y(needed="a", old="b")
        async with client.default.stream.y(needed="a", old="b") as chunks:
            assert [chunk async for chunk in chunks] == [b"x"]

    assert warned(lambda: asyncio.run(main())) == 3 * OLD


def test_no_other_call_emits_a_warning():
    client = Client(**OPTIONS)
    assert not warned(lambda: client.default.y(needed="a", new="b", old=UNSET))
    assert not warned(lambda: operations.y(needed="a", old="b").request())
