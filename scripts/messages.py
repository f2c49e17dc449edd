"""Keep the translations: gather the words from the code and the templates, and compile every catalogue.

    python scripts/messages.py            bring the .po files up to date and compile them
    python scripts/messages.py LANGUAGE   the same, and begin another language
    python scripts/messages.py --check    change nothing; fail when that would change something

Babel does the work, so that nothing beside Python is needed. ``locale/en`` is the list of words to translate and is not
compiled: the words in the code are English.
"""

import io
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages import Catalog, extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from cpd_community_xblock import __version__

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "cpd_community_xblock"
SOURCE = "en"
COMMENT = "Translators:"
KEYWORDS = {
    **extract.DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "pgettext_lazy": ((1, "c"), 2),
}


def template_words(file: BinaryIO, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Babel's reader for Django templates: Django turns one into something like Python, line by line."""
    python = templatize(file.read().decode("utf-8"))
    flush_left = "\n".join(line.lstrip() for line in python.splitlines())
    return extract.extract_python(io.BytesIO(flush_left.encode("utf-8")), keywords, comment_tags, options)


def empty(language: str) -> Catalog:
    comment = "# `make messages` keeps this file's words in step with the code; a translator fills in the rest."
    return Catalog(language, "django", comment, project="cpd-community-xblock", version=__version__, fuzzy=False)


def po_path(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def words() -> Catalog:
    """Every word to translate, in the order of the files it is in."""
    catalog = empty(SOURCE)
    readers = [("python", PACKAGE.rglob("*.py")), (template_words, PACKAGE.glob("templates/**/*.*"))]
    for reader, paths in readers:
        for path in sorted(paths):
            found = extract.extract_from_file(reader, path, KEYWORDS, (COMMENT,), strip_comment_tags=True)
            place = (path.relative_to(ROOT).as_posix(), None)
            for _, message, comments, context in found:
                catalog.add(message, locations=[place], auto_comments=comments, context=context)
    return catalog


def updated(po: Path, gathered: Catalog) -> Catalog:
    """The catalogue in ``po`` with every word there is now, and none that has gone."""
    catalog = read(po) if po.exists() else empty(po.parent.parent.name)
    catalog.update(gathered, no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    return catalog


def read(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, locale=po.parent.parent.name, domain="django")


def said_in_po(catalog: Catalog) -> list[Any]:
    """All that a .po file says but its header, which also names Babel's version and a date."""
    return [(m.context, m.id, m.string, m.fuzzy, m.locations, m.auto_comments) for m in catalog if m.id]


def whole(catalog: Catalog) -> Catalog:
    """What can be compiled: Babel would fill the gaps of a plural with English in the wrong number."""
    result = deepcopy(catalog)
    for message in catalog:
        if message.pluralizable and not all(message.string):
            result.delete(message.id, message.context)
    return result


def said_in_mo(file: BinaryIO) -> set[str]:
    """All that a .mo file says but its header."""
    return {repr((message.context, message.id, message.string)) for message in read_mo(file) if message.id}


def is_compiled(catalog: Catalog, mo: Path) -> bool:
    if not mo.exists():
        return False
    afresh = io.BytesIO()
    write_mo(afresh, catalog)
    afresh.seek(0)
    with mo.open("rb") as file:
        return said_in_mo(file) == said_in_mo(afresh)


def stale(*languages: str) -> Iterator[tuple[Path, Callable[[], None]]]:
    """Each file that does not say what it should, with what would put it right."""
    gathered = words()
    source = po_path(SOURCE)
    for po in sorted({source, *map(po_path, languages), *PACKAGE.glob("locale/*/LC_MESSAGES/django.po")}):
        catalog = updated(po, gathered)
        if not po.exists() or said_in_po(read(po)) != said_in_po(catalog):
            yield po, partial(write, po, write_po, catalog, width=100)
        mo = po.with_suffix(".mo")
        if po != source and not is_compiled(whole(catalog), mo):
            yield mo, partial(write, mo, write_mo, whole(catalog))


def write(path: Path, writer: Callable[..., None], catalog: Catalog, **options: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        writer(file, catalog, **options)


def main(arguments: list[str]) -> int:
    check = arguments == ["--check"]
    found = list(stale(*([] if check else arguments)))
    for path, put_right in found:
        print(f"{'Out of date' if check else 'Written'}: {path.relative_to(ROOT)}")
        if not check:
            put_right()
    if check and found:
        print("Run: make messages")
    return 1 if check and found else 0


if __name__ == "__main__":
    settings.configure()
    sys.exit(main(sys.argv[1:]))
