import httpx2
import loop
from api import Client, models
from api.operations import default as operations
from api.server.handlers import default as handlers

JSON = {"content-type": "application/json"}


def test_every_value_has_a_member():
    assert len({member.name for member in models.Word}) == len(models.Word)
    for member in models.Word:
        assert models.Word(member.value) is member is models.Word[member.name]
        assert member.name.isidentifier()
    assert [member.value for member in models.Number][-1] == 9007199254740993


def test_enum_members_with_awkward_names_survive_a_call():
    words, numbers = [*models.Word], [*models.Number]
    call = operations.words(body=words)
    assert loop.answered(call, handlers.Words200(body=words)).data == words
    call = operations.numbers(body=numbers)
    assert loop.answered(call, handlers.Numbers200(body=numbers)).data == numbers


def test_the_client_takes_unknown_ones():
    def answer(request):
        return httpx2.Response(200, content=request.content, headers=JSON)

    with Client(base_url="http://x", transport=httpx2.MockTransport(answer)) as api:
        sent = [*models.Word, models.Word("new")]
        assert api.default.words(body=sent) == sent
        assert [one.value for one in api.default.numbers(body=[models.Number(12)])] == [
            12
        ]


def test_the_server_takes_known_ones_alone():
    assert loop.asked(operations.words(body=[*models.Word])).body == [*models.Word]
    status, _ = loop.refused(
        "POST", "/words", content=b'["new"]', content_type="application/json"
    )
    assert status == 400
