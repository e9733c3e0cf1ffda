"""Load YAML and JSON files as `Document`s, with a source location for every value.

| module | contents |
|---|---|
| `document` | `Document`, `Pointer`, and the conversion of offsets to a `Span` |
| `node` | `Node`: a value in a document |
| `enclosing` | search for the value at a position of a text |
| `remote` | `RemoteDocuments`: allowed URLs, redirects, limits |
| `https` | HTTPS requests to checked addresses, with a deadline |
| `files` | `load` and `parse`: detection of the syntax |
| `similar_paths` | suggestions for misspelled paths |
| `includers` | whether a file is a description, and which one includes it |
| `encoding` | decoding of UTF-8 and UTF-16, control characters |
| `limits` | limits on size and nesting |
| `yaml_parser`, `yaml_builder` | construction of values from YAML events |
| `yaml_tags` | explicit tags |
| `yaml_extents` | source extents in YAML |
| `yaml_events` | PyYAML's parsers, with types |
| `yaml_characters` | characters that YAML 1.2 allows and libyaml rejects |
| `yaml_scalars` | types of plain scalars |
| `yaml_problems`, `json_problems` | syntax errors in plain words |
| `json_reader` | parsing of JSON |
| `json_extents` | source extents in JSON |
"""

from ..hosts import is_url
from ..json_values import Json
from ..relative_paths import relative_path
from .document import Document, Extent, Extents, Pointer, pointer_text
from .enclosing import EnclosingValues
from .encoding import encode_like
from .files import (
    content_of,
    display_path,
    load,
    parse,
    parse_bytes,
    replaced_contents,
)
from .includers import Includers, find_includer, is_description
from .node import Key, Node
from .remote import RemoteDocuments, path_of
from .similar_paths import similar_path
from .yaml_scalars import resolve_plain

__all__ = [
    "Document",
    "EnclosingValues",
    "Extent",
    "Extents",
    "Includers",
    "Json",
    "Key",
    "Node",
    "Pointer",
    "RemoteDocuments",
    "content_of",
    "display_path",
    "encode_like",
    "find_includer",
    "is_description",
    "is_url",
    "load",
    "parse",
    "parse_bytes",
    "path_of",
    "pointer_text",
    "relative_path",
    "replaced_contents",
    "resolve_plain",
    "similar_path",
]
