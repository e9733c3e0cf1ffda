from api import models
from api._runtime.client.codec import decode, encode


def test_the_parent_stands_for_its_heirs():
    data = (
        b'{"pets":[{"petType":"kitty","lives":9},{"petType":"Dog","bark":"wau"},'
        b'{"petType":"Puppy","bark":"wuff","weeks":3},{"petType":"Fish","name":"Bo"}],'
        b'"dog":{"petType":"Puppy","bark":"x","weeks":1}}'
    )
    home = decode(models.Home, data)
    assert [type(pet).__name__ for pet in home.pets] == [
        "Cat",
        "DogBase",
        "Puppy",
        "PetBase",
    ]
    assert type(home.dog) is models.Puppy
    assert encode(home) == data


def test_an_heir_has_all_members():
    assert models.Cat(pet_type="kitty", name="x", lives=3).name == "x"
