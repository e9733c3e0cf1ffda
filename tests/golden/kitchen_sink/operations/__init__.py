"""Sans-I/O operations, by group: build a request, parse a response."""
