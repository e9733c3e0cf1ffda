import loop
from api import models
from api.operations import default as operations


def test_pinned_names_come_first():
    assert set(models.__all__) == {"Pet", "PetModel", "OwnerOfPet"}
    assert models.Pet.__struct_fields__ == ("name", "name_2", "keeper")
    assert models.PetModel.__struct_fields__ == ("y",)


def test_pinned_names_change_nothing_on_the_wire():
    call = operations.find_all(query="a", at_most=3)
    assert (call.operation.method, call.request().query) == ("GET", "q=a&max=3")
    assert loop.asked(call).at_most == 3
    pet = models.Pet(name="a", name_2="b", keeper=models.OwnerOfPet(x="c"))
    call = operations.post_pets(body=pet, at_most=1)
    assert call.request().content == b'{"nm":"a","name":"b","owner":{"x":"c"}}'
    assert loop.asked(call).body == pet
