"""Sources in a cell: `title :: publisher :: year :: address`, of which all but the title may be left out."""

import re
from typing import Any

from alliance_tutor.deck.cards import Source
from alliance_tutor.exchange.naming import numbered, single, slug
from alliance_tutor.exchange.tables.cells import PARTS, joined, line, parts

_YEAR = re.compile(r"[0-9]{1,4}")
_ADDRESS = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)


class Sources:
    """The sources that rows have cited so far, each once, in their order."""

    def __init__(self) -> None:
        self._found: dict[str, Source] = {}
        self._ids: set[str] = set()

    def id_of(self, item: str) -> str:
        """The id of the source that an item of a cell says."""
        keys = parsed(item)
        said = repr(keys)
        if said not in self._found:
            id = numbered(slug(keys["title"]) or "source", self._ids)
            self._ids.add(id)
            self._found[said] = Source(id=id, **keys)
        return self._found[said].id

    def all(self) -> tuple[Source, ...]:
        """Every source that was cited."""
        return tuple(self._found.values())


def parsed(item: str) -> dict[str, Any]:
    """The keys of the source that an item says, but for its id."""
    title, *rest = map(single, parts(item))
    url = rest.pop() if rest and _ADDRESS.fullmatch(rest[-1]) else ""
    year = int(rest.pop()) if rest and _YEAR.fullmatch(rest[-1]) and int(rest[-1]) else None
    return {"title": title or "?", "publisher": PARTS.join(filter(None, rest)), "url": url, "year": year}


def written(source: Source) -> str:
    """A source as an item of a cell."""
    year = str(source.year) if source.year else ""
    return joined([part for part in (source.title, source.publisher, year, source.url) if part.strip()])


def is_kept(source: Source) -> bool:
    """Whether an item says all of a source but its id."""
    keys = {"title": line(source.title), "publisher": line(source.publisher)}
    return parsed(written(source)) == {**keys, "url": source.url, "year": source.year}
