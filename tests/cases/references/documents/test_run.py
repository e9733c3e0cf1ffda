import loop
from api import models
from api.operations import default as operations
from api.server.handlers import default as handlers


def test_one_schema_is_one_class_however_it_is_reached():
    assert set(models.__all__) == {"Pet", "Local", "Owner"}
    pet = models.Pet(id="a")
    pet = models.Pet(id="b", owner=models.Owner(pets=[pet], pet=pet), parent=pet)
    assert loop.asked(operations.add_pet(body=models.Local(pet=pet))).body.pet == pet
    call = operations.list_pets(limit=9)
    assert loop.answered(call, handlers.ListPets200(body=[pet])).data == [pet]
    call = operations.get_pet("a")
    assert loop.answered(call, handlers.GetPet200(body=pet)).data == pet


def test_schemas_of_other_documents_are_validated():
    assert loop.refused("GET", "/pets?limit=10")[0] == 400
    assert loop.refused("GET", "/pets/A1")[0] == 400
    body = {"content": b'{"pet": {"id": "a", "parent": {"id": "A"}}}'}
    assert (
        loop.refused("POST", "/pets", **body, content_type="application/json")[0] == 400
    )
