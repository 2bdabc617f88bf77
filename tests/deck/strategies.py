"""Decks made at random, all of them valid."""

from datetime import date

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from alliance_tutor.deck.cards import (
    AnyCard,
    BasicCard,
    ChoiceCard,
    ClozeCard,
    Deck,
    Distractor,
    ShortAnswerCard,
    Source,
    Topic,
    TrueFalseCard,
)
from alliance_tutor.text import FORBIDDEN

MARKUP = (
    "[/nope]",
    "[@click=app.quit]",
    "[X]",
    "[[link]]",
    '"""',
    "'''",
    "\\",
    "{{x}}",
    "[[card]]",
    "# no",
    "’",
)

forbidden = [chr(code) for code in range(0x3000) if FORBIDDEN.match(chr(code))]
words = st.text(st.characters(codec="utf-8", exclude_characters=forbidden), max_size=6)
lines = st.lists(st.sampled_from((*MARKUP, "\n", "\t", " ")) | words, max_size=4).map("".join)
texts = lines.filter(lambda text: bool(text.strip()))
ids = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,8}", fullmatch=True)
days = st.none() | st.dates(date(1, 1, 1))
gaps = st.lists(
    st.sampled_from(["{{1961}}", "{{a::hint}}", r"\{{", "words", "[X]", "\n"]), min_size=1, max_size=5
).map(lambda parts: " ".join([*parts, "{{last}}"]))


def common(topics: list[str], sources: list[str]) -> dict[str, SearchStrategy[object]]:
    """What a card of any type may have."""
    return {
        "topic": st.sampled_from(["", *topics]),
        "explanation": lines,
        "sources": st.lists(st.sampled_from(sources), max_size=2).map(tuple) if sources else st.just(()),
        "status": st.sampled_from([None, "documented", "disputed"]),
        "attributed_to": lines,
        "level": st.sampled_from([None, "recall", "application"]),
        "when": st.sampled_from([None, "1948-10-12", "1948-10", "1948", "1950..1953-07-27"]),
        "as_of": days,
        "tags": st.lists(texts, max_size=2).map(tuple),
        "hint": lines,
        "points": st.floats(0, 1e9, allow_nan=False),
    }


def cards(id: str, topics: list[str], sources: list[str]) -> SearchStrategy[AnyCard]:
    """Cards of every type with this id."""
    rest = {"id": st.just(id), **common(topics, sources)}
    wrong = st.builds(Distractor, text=texts, why=lines)
    options = st.lists(wrong, min_size=1, max_size=3, unique_by=lambda option: " ".join(option.text.split()))
    return st.one_of(
        st.builds(BasicCard, prompt=texts, answer=texts, reverse=st.booleans(), **rest),
        st.builds(ClozeCard, type=st.just("cloze"), text=gaps, typed=st.booleans(), **rest),
        st.builds(
            ChoiceCard,
            type=st.just("choice"),
            prompt=texts,
            # Longer than any distractor can be, so that it differs from all.
            answer=texts.map(lambda text: f"{text} and so on"),
            distractors=options.map(tuple),
            shuffle=st.booleans(),
            **rest,
        ),
        st.builds(TrueFalseCard, type=st.just("true-false"), prompt=texts, answer=st.booleans(), **rest),
        st.builds(
            ShortAnswerCard,
            type=st.just("short-answer"),
            prompt=texts,
            answer=texts,
            accept=st.lists(texts, max_size=2).map(tuple),
            case_sensitive=st.booleans(),
            **rest,
        ),
    )


@st.composite
def decks(draw: st.DrawFn) -> Deck:
    """A deck with a few topics, sources and cards."""
    topics = draw(st.lists(ids, max_size=3, unique=True))
    sources = draw(st.lists(ids, max_size=3, unique=True))
    names = draw(st.lists(ids, max_size=4, unique=True))
    years = st.none() | st.integers(1, 9999)
    return Deck(
        id=draw(ids),
        title=draw(texts),
        description=draw(lines),
        language=draw(st.sampled_from(["en", "ko", ""])),
        version=draw(lines),
        as_of=draw(days),
        sourced=draw(st.booleans()),
        authors=tuple(draw(st.lists(texts, max_size=2))),
        license=draw(lines),
        topics=tuple(Topic(id=id, title=draw(texts), summary=draw(lines)) for id in topics),
        sources=tuple(
            Source(
                id=id,
                title=draw(texts),
                publisher=draw(lines),
                url=draw(st.sampled_from(["", "https://example.org/a?b#c", "HTTP://[::1]/"])),
                year=draw(years),
            )
            for id in sources
        ),
        cards=tuple(draw(cards(name, topics, sources)) for name in names),
    )
