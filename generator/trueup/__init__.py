"""One OpenAPI description in; a typed client, a server stub and a conformance suite out."""

__version__ = "0.1.0"
