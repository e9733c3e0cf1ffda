from datetime import UTC, datetime

import loop
from api import errors, models
from api.operations import default as operations
from api.server.handlers import default as handlers
from pytest import raises

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def test_every_schema_has_a_class_of_its_own():
    assert len(models.__all__) == len(set(models.__all__))
    for name in models.__all__:
        assert name.isidentifier() and getattr(models, name) is not None
    assert {"Client", "PET", "Pet", "PetModel"} <= set(models.__all__)


def test_models_with_awkward_names_survive_a_call():
    sent = models.All(
        client=models.Client(x="a"),
        datetime=models.Datetime(at=NOW),
        literal=models.LiteralModel(),
        str=models.Str.A,
        int=models.Int.VALUE_2,
        dict=models.Dict(x=1, additional_properties={"y": 2}),
        either=models.Path(path="p"),
    )
    call = operations.put_all(body=sent)
    assert loop.asked(call).body == sent
    assert loop.answered(call, handlers.PutAll200(body=sent, x_rate=3)).data == sent


def test_errors_are_apart_from_models_of_the_same_name():
    call = operations.put_all(body=models.All(client=models.Client()))
    refusal = handlers.PutAll404(body=models.NotFoundError(message="none"))
    with raises(errors.NotFoundError) as caught:
        loop.answered(call, refusal)
    assert caught.value.body == models.NotFoundError(message="none")
    assert errors.NotFoundError is not models.NotFoundError
