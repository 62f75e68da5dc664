"""Products on which decisions are recorded: read from YAML once, then from their compiled form as long as neither they nor what they name has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.reading.compiled_file import digest_of, keep_compiled, read_compiled
from atmpcmp.reading.data_folders import DECISIONS_FILE, TOPICS_FILE, VOCABULARY_FILE, bundled_data, product_files, shown, shown_names

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from atmpcmp.model.decided_product import DecidedProduct
    from atmpcmp.model.library import Library

_KIND = "products"


def read_decided_products(library: Library, further: Iterable[Path] = ()) -> tuple[DecidedProduct, ...]:
    """The bundled products on which decisions are recorded, and those of further files; a decision that is given twice counts once.

    Args:
        library: whose fields, bodies and topics the files use.
        further: files of decisions; their products have a dossier beside the file, or are bundled.

    Raises:
        InvalidInputError: with every mistake of every file.
    """
    further = list(further)
    files = product_files()
    digest = "" if further else _digest(files, library)
    if (compiled := _from_compiled(digest, library)) is not None:
        return compiled
    from atmpcmp.reading.decisions_reader import DecisionsReader

    reader = DecisionsReader(library)
    for path in files:
        if path.name == DECISIONS_FILE:
            reader.file(path, shown(path))
    for path in further:
        reader.file(path, str(path))
    products = reader.products()
    if digest:
        from atmpcmp.reading import compiled_products

        keep_compiled(_KIND, digest, compiled_products.written(products))
    return products


def _digest(files: Iterable[Path], library: Library) -> str:
    """What tells these files apart from all others, together with what a library gives names to: fields, topics, bodies and members."""
    data = bundled_data()
    members = [(one.id, [(member.id, member.bodies) for member in one.members]) for one in library.jurisdictions.values()]
    named = repr((list(library.vocabulary.fields), library.vocabulary.topics, library.vocabulary.bodies, members))
    return digest_of(shown_names([data / VOCABULARY_FILE, data / TOPICS_FILE, *files]), named)


def _from_compiled(digest: str, library: Library) -> tuple[DecidedProduct, ...] | None:
    body = read_compiled(_KIND, digest)
    if body is None:
        return None
    from atmpcmp.reading import compiled_products

    try:
        return compiled_products.read(body, library)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        # A checksum that fits is no proof: whoever forges it can forge the checksum as well.
        return None
