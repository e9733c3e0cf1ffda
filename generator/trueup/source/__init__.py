"""Load: one file to one `Document`. Knows YAML and JSON; knows nothing of OpenAPI.

| module | holds |
|---|---|
| `document` | `Document`, `Pointer`, and how a place becomes a `Span` |
| `node` | `Node`: one value in one document |
| `remote` | `RemoteDocuments`: which URLs may be fetched, and the limits of a run |
| `https` | one HTTPS request to a checked address, before a deadline |
| `reading` | `load` (a path), `parse` (a text): which syntax, which failure |
| `encoding` | bytes to text: UTF-8, UTF-16, byte order marks, control characters |
| `limits` | bounds that guard later stages |
| `yaml_builder` | YAML events to values and packed positions |
| `yaml_places` | positions in YAML, packed |
| `yaml_events` | PyYAML's parsers, typed |
| `yaml_characters` | characters that YAML 1.2 takes for text and libyaml does not |
| `yaml_scalars` | what a plain scalar means |
| `json_reader` | JSON text to values |
| `json_places` | positions in JSON, found when one is asked for |
"""

from .document import Document, Extent, Json, Places, Pointer, pointer_text
from .node import Key, Node
from .reading import display_path, load, parse
from .remote import RemoteDocuments, is_url
from .yaml_scalars import resolve_plain

__all__ = [
    "Document",
    "Extent",
    "Json",
    "Key",
    "Node",
    "Places",
    "Pointer",
    "RemoteDocuments",
    "display_path",
    "is_url",
    "load",
    "parse",
    "pointer_text",
    "resolve_plain",
]
