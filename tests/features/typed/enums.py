from typing import assert_type

from enums import UNSET, Client, from_json, models, to_json
from enums.operations import pets

PLAIN: list[models.Kind] = [models.Kind.DOG]


def call(client: Client) -> None:
    read = client.pets.get()
    assert_type(read, models.Read)
    client.pets.list("cat", size=1)
    client.pets.list(
        read.kind, size=models.ListSize.VALUE_2, sort="-name", not_=["cat"]
    )
    client.pets.list(models.Kind.CAT, size=3, sort=None, not_=PLAIN)
    pet = client.pets.put(body=models.Pet(kind="cat", size=2, mood="calm", code="dog"))
    client.pets.put(body=models.Pet(kind=read.kind, mood=None, code=7))
    client.pets.put(body=models.Pet(kind=pet.kind, size=pet.size, mood=UNSET))
    models.Pet(kind=1)  # type: ignore[arg-type]  # an integer is not a kind


def run() -> None:
    pet = models.Pet(kind="cat", size=2, mood="calm", code="dog")
    data = b'{"kind":"cat","size":2,"mood":"calm","code":"dog"}'
    assert to_json(pet) == data
    decoded = from_json(models.Pet, data)
    assert decoded == pet and decoded.kind is models.Kind.CAT
    assert decoded.size is models.PetSize.VALUE_2
    unknown = from_json(models.Pet, b'{"kind":"cow"}')
    assert models.Kind(unknown.kind).is_known is False
    request = pets.list("cat", size=1, sort="-name", not_=["cat", "dog"]).request()
    assert request.target == "/pets/cat?size=1&sort=-name&not=cat&not=dog"
