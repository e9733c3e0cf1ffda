"""The library as trueup generates it, with handlers; `/requests` responds with the number of
requests so far, which it does not count."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import msgspec

models: Any = import_module("measured.models")
server: Any = import_module("measured.server")
api: Any = import_module("measured.server.handlers.library")
client: Any = import_module("measured._runtime.client")

books: dict[int, Any] = {}
loans: dict[int, list[Any]] = {}
created = 0


def with_id(type: Any, data: Any) -> Any:
    """A new resource."""
    global created
    created += 1
    return client.convert(type, {**msgspec.to_builtins(data), "id": created})


def present(book: int, absent: Any) -> None:
    if book not in books:
        raise server.HandlerError(absent(body=models.Problem(title="Not Found")))


async def list_books(self: object, request: Any, /) -> Any:
    genre, limit = request.genre, request.limit
    listed = [book for book in books.values() if genre in (None, book.genre)]
    return api.ListBooks200(body=listed[:limit])


async def create_book(self: object, request: Any, /) -> Any:
    book = with_id(models.Book, request.body)
    books[book.id], loans[book.id] = book, []
    return api.CreateBook201(body=book)


async def get_book(self: object, request: Any, /) -> Any:
    present(request.book_id, api.GetBook404)
    return api.GetBook200(body=books[request.book_id])


async def replace_book(self: object, request: Any, /) -> Any:
    present(request.book_id, api.ReplaceBook404)
    data = {**msgspec.to_builtins(request.body), "id": request.book_id}
    books[request.book_id] = client.convert(models.Book, data)
    return api.ReplaceBook200(body=books[request.book_id])


async def delete_book(self: object, request: Any, /) -> Any:
    present(request.book_id, api.DeleteBook404)
    del books[request.book_id]
    return api.DeleteBook204()


async def list_loans(self: object, request: Any, /) -> Any:
    present(request.book_id, api.ListLoans404)
    return api.ListLoans200(body=loans[request.book_id])


async def create_loan(self: object, request: Any, /) -> Any:
    present(request.book_id, api.CreateLoan404)
    loan = with_id(models.Loan, request.body)
    loans[request.book_id].append(loan)
    return api.CreateLoan201(body=loan)


async def list_readers(self: object, request: Any, /) -> Any:
    readers = {loan.reader for listed in loans.values() for loan in listed}
    return api.ListReaders200(body=sorted(readers))


handlers = (
    list_books,
    create_book,
    get_book,
    replace_book,
    delete_book,
    list_loans,
    create_loan,
    list_readers,
)
Library = type("Library", (), {handler.__name__: handler for handler in handlers})
library = server.create_app(server.Handlers(library=Library()))
requests = 0


async def app(scope: Any, receive: Any, send: Any) -> None:
    global requests
    if scope["type"] == "http" and scope["path"] == "/requests":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        body = str(requests).encode()
        await send({"type": "http.response.body", "body": body})
        return
    requests += scope["type"] == "http"
    await library(scope, receive, send)
