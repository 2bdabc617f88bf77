"""Decks made at random, all of them valid."""

import unicodedata
from datetime import date

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from alliance_tutor.deck.cards import (
    CARD_TYPES,
    AnyCard,
    BasicCard,
    ChoiceCard,
    ClozeCard,
    DateCard,
    Deck,
    Distractor,
    Exam,
    ExamPart,
    MatchingCard,
    MultipleResponseCard,
    NumericCard,
    OpenCard,
    OrderingCard,
    ShortAnswerCard,
    Source,
    Topic,
    TrueFalseCard,
)
from alliance_tutor.deck.numbers import LARGEST
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
        "points": st.floats(0, 1e6, allow_nan=False),
    }


numbers = (
    st.integers(1 - LARGEST, LARGEST - 1)
    | st.floats(-1e29, 1e29, allow_nan=False)
    | st.sampled_from([0, -0.0, 500_000, 0.1, 1e-7])
)
percentages = st.decimals(0, 999_999_999, places=2).map(lambda share: f"{share} %")
moments = st.dates(date(1, 1, 1)).flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
)


def squeezed(text: str) -> str:
    """What makes two options the same."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def distinct(least: int, most: int, *, ending: str = "") -> SearchStrategy[tuple[str, ...]]:
    """Texts that all differ, each with this ending."""
    each = texts.map(lambda text: f"{text}{ending}")
    return st.lists(each, min_size=least, max_size=most, unique_by=squeezed).map(tuple)


@st.composite
def numeric_cards(draw: st.DrawFn, rest: dict[str, SearchStrategy[object]]) -> NumericCard:
    """Cards that ask for a number; a share is never one of nothing."""
    answer = draw(numbers)
    widths = st.integers(0, LARGEST - 1) | st.floats(0, 1e29, allow_nan=False)
    return draw(
        st.builds(
            NumericCard,
            type=st.just("numeric"),
            prompt=texts,
            answer=st.just(answer),
            tolerance=widths | percentages if answer else widths,
            unit=lines,
            **rest,
        )
    )


def cards(id: str, topics: list[str], sources: list[str]) -> SearchStrategy[AnyCard]:
    """Cards of every type with this id."""
    rest = {"id": st.just(id), **common(topics, sources)}
    wrong = st.builds(Distractor, text=texts, why=lines)
    options = st.lists(wrong, min_size=1, max_size=3, unique_by=lambda option: squeezed(option.text))
    # No text made at random ends so: what does differs from all that does not.
    right = " and so on, as far as anybody can remember it"
    return st.one_of(
        st.builds(BasicCard, prompt=texts, answer=texts, reverse=st.booleans(), **rest),
        st.builds(ClozeCard, type=st.just("cloze"), text=gaps, typed=st.booleans(), **rest),
        st.builds(
            ChoiceCard,
            type=st.just("choice"),
            prompt=texts,
            answer=texts.map(lambda text: f"{text}{right}"),
            distractors=options.map(tuple),
            shuffle=st.booleans(),
            **rest,
        ),
        st.builds(
            MultipleResponseCard,
            type=st.just("multiple-response"),
            prompt=texts,
            answers=distinct(1, 3, ending=right),
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
        numeric_cards(rest),
        st.builds(DateCard, type=st.just("date"), prompt=texts, answer=moments, **rest),
        st.builds(OrderingCard, type=st.just("ordering"), prompt=texts, items=distinct(2, 4), **rest),
        st.builds(
            MatchingCard,
            type=st.just("matching"),
            prompt=texts,
            pairs=st.tuples(distinct(3, 3), distinct(1, 3, ending=right)).map(paired),
            distractors=distinct(0, 2),
            **rest,
        ),
        st.builds(
            OpenCard, type=st.just("open"), prompt=texts, notes=texts, lines=st.integers(1, 100), **rest
        ),
    )


@st.composite
def exams(draw: st.DrawFn, topics: list[str]) -> Exam:
    """Exams whose parts ask for no more than they have."""
    parts = st.builds(
        ExamPart,
        topic=st.sampled_from(["", *topics]),
        level=st.sampled_from([None, "recall", "application"]),
        type=st.sampled_from(["", *CARD_TYPES]),
        items=st.integers(1, 5),
    )
    drawn = tuple(draw(st.lists(parts, max_size=3)))
    least = sum(part.items for part in drawn)
    items = st.integers(max(1, least), 1000)
    certainty = draw(st.booleans())
    return Exam(
        title=draw(lines),
        items=draw(st.none() | items if drawn else items),
        minutes=draw(st.none() | st.integers(1, 1440)),
        item_seconds=draw(st.none() | st.integers(1, 86_400)),
        cut_score=draw(st.none() | st.floats(0, 100)),
        pause=draw(st.booleans()),
        certainty=certainty,
        negative=0 if certainty else draw(st.floats(0, 1)),
        parts=drawn,
    )


def paired(sides: tuple[tuple[str, ...], tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    """Each left side with a right side; where there are fewer of these, some share one."""
    lefts, rights = sides
    return tuple((left, rights[index % len(rights)]) for index, left in enumerate(lefts))


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
        language=draw(st.sampled_from(["en", "ko", "de-AT", ""])),
        version=draw(lines),
        as_of=draw(days),
        sourced=draw(st.booleans()),
        authors=tuple(draw(st.lists(texts, max_size=2))),
        license=draw(lines),
        exam=draw(st.none() | exams(topics)),
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
