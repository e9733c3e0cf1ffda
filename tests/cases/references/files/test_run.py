import loop
from api import errors, models
from api.operations import default as operations
from api.server.handlers import default as handlers
from pytest import raises

PET = models.Pet(
    name="a", owner=models.Owner(pets=[models.Pet(name="b")]), kind=models.Kind.CAT
)


def test_one_schema_is_one_class():
    assert loop.answered(
        operations.list_pets(limit=3), handlers.ListPets200(body=[PET])
    ).data == [PET]
    owner = models.Owner(pets=[PET])
    assert (
        loop.answered(operations.get_owner(), handlers.GetOwner200(body=owner)).data
        == owner
    )
    assert sorted(models.__all__) == ["Kind", "Owner", "Pet", "Problem"]


def test_parameters_and_responses():
    assert operations.list_pets(limit=3).request().target == "/pets?limit=3"
    assert loop.refused("GET", "/pets?limit=101")[0] == 400
    with raises(errors.DefaultError) as caught:
        loop.answered(
            operations.list_pets(),
            handlers.ListPetsDefault(status=500, body=models.Problem(title="x")),
        )
    assert caught.value.body == models.Problem(title="x")
