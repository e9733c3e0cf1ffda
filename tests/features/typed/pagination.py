from pagination import UNSET, AsyncClient, Client, models
from pagination.operations import pets


def follow(client: Client) -> None:
    page = client.pets.list()
    while page.next:
        page = client.pets.list(cursor=page.next, limit=page.limit, x_trace=page.trace)
    client.pets.list(cursor=page.next)
    client.pets.raw.list(cursor=page.next, x_trace=UNSET)


async def follow_async(client: AsyncClient) -> None:
    page = await client.pets.list()
    while page.next:
        page = await client.pets.list(cursor=page.next, x_trace=page.trace)


def run() -> None:
    page = models.Page(items=[])
    request = pets.list(cursor=page.next, limit=page.limit, x_trace=UNSET).request()
    assert request.query == "" and "X-Trace" not in request.headers
    request = pets.list(cursor="a", x_trace=None).request()
    assert request.query == "cursor=a" and "X-Trace" not in request.headers
