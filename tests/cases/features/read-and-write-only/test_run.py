import loop
from api import models
from api.operations import default as operations
from api.server.handlers import default as handlers


def test_two_forms_where_members_are_required():
    assert list(models.User.__annotations__) == ["id", "name"]
    assert list(models.UserInput.__annotations__) == ["name", "password"]
    call = operations.create(body=models.UserInput(name="n", password="p"))
    assert call.request().content == b'{"name":"n","password":"p"}'
    assert loop.asked(call).body == models.UserInput(name="n", password="p")
    user = models.User(id=1, name="n")
    assert loop.answered(call, handlers.Create200(body=user)).data == user


def test_schema_that_is_equal_in_both_directions_has_one_class():
    assert not hasattr(models, "NoteInput")
    note = models.Note(text="x")
    assert loop.asked(operations.note(body=note)).body == note
    full = models.Note(text="x", created="now")
    assert (
        loop.answered(operations.note(body=note), handlers.Note200(body=full)).data
        == full
    )


def test_containing_schema_has_a_request_variant():
    team = models.TeamInput(users=[models.UserInput(name="n", password="p")])
    assert loop.asked(operations.put_team(body=team)).body == team
    team = models.Team(users=[], lead=models.User(id=1, name="n"))
    assert loop.answered(operations.teams(), handlers.Teams200(body=team)).data == team
