import httpx2
import loop
from api import Client, errors, models
from api.operations import default as operations
from api.server.handlers import default as handlers
from pytest import raises

PROBLEM = models.Problem(message="m")


def call(name, status):
    def answer(request):
        if status == 200 and name == "numbers":
            return httpx2.Response(200, text="ok")
        return httpx2.Response(status, json={"message": "m"})

    with Client(
        base_url="http://x", retries=0, transport=httpx2.MockTransport(answer)
    ) as api:
        return getattr(api.default, name)()


def test_numbers_and_ranges():
    assert call("numbers", 200) == "ok"
    for status, expected in [
        (404, errors.NotFoundError), (418, errors.ClientError), (503, errors.ServerError),
    ]:  # fmt: skip
        with raises(expected) as caught:
            call("numbers", status)
        assert type(caught.value) is expected and caught.value.status == status
        assert caught.value.body == (PROBLEM if status < 500 else None)


def test_a_range_of_successes():
    assert call("range", 200) == call("range", 206) == PROBLEM


def test_default_alone_is_success_and_failure():
    assert call("only_default", 200) == PROBLEM
    with raises(errors.DefaultError) as caught:
        call("only_default", 500)
    assert caught.value.body == PROBLEM


def test_the_server_answers_them():
    reply = handlers.Range2XX(body=PROBLEM, status=206)
    assert loop.answered(operations.range(), reply).status == 206
    reply = handlers.OnlyDefaultDefault(body=PROBLEM, status=203)
    assert loop.answered(operations.only_default(), reply).data == PROBLEM
    with raises(ValueError):
        handlers.Range2XX(body=PROBLEM, status=404)
