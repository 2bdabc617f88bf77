"""The Card union, Deck, Exam, Topic and Source: what a deck file may hold, checked strictly.

Nothing is coerced and no other key is allowed. A check of one field that looks at another stands on the
later of the two, so that one run finds every fault.
"""

from datetime import date
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    Strict,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from alliance_tutor.deck.fields import (
    Address,
    Day,
    GappedText,
    Id,
    Level,
    Line,
    Many,
    Moment,
    Number,
    Pair,
    Status,
    Text,
    Texts,
    Tolerance,
)
from alliance_tutor.deck.refs import MOST_ITEMS, MOST_POINTS
from alliance_tutor.deck.repeats import repeats

FORMAT = 1
"""The format of deck files that this version reads."""

_Card = TypeVar("_Card", bound="CardBase")


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Topic(_Table):
    """A part of the deck's syllabus."""

    id: Id = Field(description="What cards name it by; unique in the deck.")
    title: Text = Field(description="The heading that a learner sees.")
    summary: Line = Field("", description="A short passage to read before being asked; Markdown.")


class Source(_Table):
    """Where a fact comes from."""

    id: Id = Field(description="What cards name it by; unique in the deck.")
    title: Text = Field(description="The title of the page, book or document.")
    publisher: Line = Field("", description="Who published it.")
    url: Address = Field("", description="Its http or https address.")
    year: int | None = Field(None, ge=1, le=9999, description="The year of publication; left out if undated.")


class Distractor(_Table):
    """A wrong option; in the file either its text alone or a table with `text` and `why`."""

    text: Text = Field(description="The wrong option; Markdown.")
    why: Line = Field("", description="Why it is wrong, shown to who picks it; Markdown.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


class CardBase(_Table):
    """What every type of card has."""

    id: Id | None = Field(None, description="Its name for good: the learner's history belongs to it.")
    topic: Line = Field("", description="The id of the topic that it belongs to.")
    explanation: Line = Field("", description="Why the answer is right, shown after it; Markdown.")
    sources: Texts = Field((), description="The ids of the sources of the fact.")
    status: Status | None = Field(None, description="How well the fact is established.")
    attributed_to: Line = Field("", description="Who reports, claims or judges it so.")
    level: Level | None = Field(None, description="What answering takes.")
    when: Moment | None = Field(
        None, description="When it happened: 1948-10-12, 1948-10, 1948 or a range such as 1950..1953."
    )
    as_of: date | None = Field(None, description="The day for which a figure that moves holds.")
    tags: Texts = Field((), description="Words to find it by.")
    hint: Line = Field("", description="Help that a learner may ask for; Markdown.")
    points: float = Field(
        1, ge=0, le=MOST_POINTS, allow_inf_nan=False, description="What it is worth in an exam."
    )
    ignore: Texts = Field((), description="Codes of findings that are not wanted here.")
    reason: Line = Field("", validate_default=True, description="Why these findings are ignored.")

    @field_validator("reason")
    @classmethod
    def _owed(cls, reason: str, info: ValidationInfo) -> str:
        if info.data.get("ignore") and not reason.strip():
            raise PydanticCustomError("reason_owed", "`ignore` needs a `reason`")
        return reason


def _distinct(card: _Card) -> _Card:
    """Refuse a card with a part that stands in it twice; `deckfile` names each, sound or not."""
    if any(repeats(vars(card))):
        raise PydanticCustomError("repeat", "a part of the card stands there twice")
    return card


class BasicCard(CardBase):
    """Prompt and answer, recalled and rated by the learner."""

    type: Literal["basic"] = Field("basic", description="The type of card.")
    prompt: Text = Field(description="What is asked; Markdown.")
    answer: Text = Field(description="What is to be recalled; Markdown.")
    reverse: bool = Field(False, description="Whether the prompt is asked for, too.")


class ClozeCard(CardBase):
    """A sentence with gaps, each of which is a question."""

    type: Literal["cloze"] = Field(description="The type of card.")
    text: GappedText = Field(
        description="The sentence, its gaps as {{1961}}, {{1961::hint}} or {{c1::1961::hint}}; Markdown."
    )
    typed: bool = Field(False, description="Whether the gap is typed instead of recalled.")


_SHUFFLE = (
    "Whether the options are shown in a new order each time; if not, dates and numbers rise, and other"
    " options stand in the order of the alphabet."
)


class ChoiceCard(CardBase):
    """One option is to be picked."""

    type: Literal["choice"] = Field(description="The type of card.")
    prompt: Text = Field(description="What is asked; Markdown.")
    answer: Text = Field(description="The right option; Markdown.")
    distractors: Many[Distractor] = Field(min_length=1, description="The wrong options.")
    shuffle: bool = Field(True, description=_SHUFFLE)

    _differ = model_validator(mode="after")(_distinct)


class MultipleResponseCard(CardBase):
    """All right options are to be picked."""

    type: Literal["multiple-response"] = Field(description="The type of card.")
    prompt: Text = Field(description="What is asked; Markdown.")
    answers: Texts = Field(min_length=1, description="The right options; Markdown.")
    distractors: Many[Distractor] = Field(min_length=1, description="The wrong options.")
    shuffle: bool = Field(True, description=_SHUFFLE)

    _differ = model_validator(mode="after")(_distinct)


class TrueFalseCard(CardBase):
    """A statement that is true or false."""

    type: Literal["true-false"] = Field(description="The type of card.")
    prompt: Text = Field(description="The statement; Markdown.")
    answer: bool = Field(description="Whether it is true.")


class ShortAnswerCard(CardBase):
    """The answer is typed."""

    type: Literal["short-answer"] = Field(description="The type of card.")
    prompt: Text = Field(description="What is asked; Markdown.")
    answer: Text = Field(description="The answer, as it is shown.")
    accept: Texts = Field((), description="Other answers that are right.")
    case_sensitive: bool = Field(False, description="Whether capitals matter.")


class NumericCard(CardBase):
    """A number is typed."""

    type: Literal["numeric"] = Field(description="The type of card.")
    prompt: Text = Field(description="What is asked; Markdown.")
    answer: Number = Field(description="The number.")
    tolerance: Tolerance = Field(
        0, description="How far off a right answer may be: a number, or a percentage such as `5 %`."
    )
    unit: Line = Field("", description="What the number counts or measures.")

    @field_validator("tolerance")
    @classmethod
    def _of_something(cls, tolerance: int | float | str, info: ValidationInfo) -> int | float | str:
        if isinstance(tolerance, str) and info.data.get("answer") == 0:
            raise PydanticCustomError("share_of_nothing", "a percentage of 0 is 0")
        return tolerance


class DateCard(CardBase):
    """A day, a month or a year is typed."""

    type: Literal["date"] = Field(description="The type of card.")
    prompt: Text = Field(description="What is asked; Markdown.")
    answer: Day = Field(description="The day, month or year: 1961-07-06, 1961-07 or 1961.")


class OrderingCard(CardBase):
    """Items are to be put in order."""

    type: Literal["ordering"] = Field(description="The type of card.")
    prompt: Text = Field(description="What is asked; Markdown.")
    items: Texts = Field(min_length=2, description="The items in the right order; Markdown.")

    _differ = model_validator(mode="after")(_distinct)


class MatchingCard(CardBase):
    """Each item is to be given its partner."""

    type: Literal["matching"] = Field(description="The type of card.")
    prompt: Text = Field(description="What is asked; Markdown.")
    pairs: Many[Pair] = Field(min_length=2, description="Each item with its partner; Markdown.")
    distractors: Texts = Field((), description="Partners that belong to no item; Markdown.")

    _differ = model_validator(mode="after")(_distinct)


class OpenCard(CardBase):
    """An answer in the learner's own words, on paper or in an exam, which the learner marks."""

    type: Literal["open"] = Field(description="The type of card.")
    prompt: Text = Field(description="What is asked; Markdown.")
    notes: Text = Field(description="What a full answer says, for marking; Markdown.")
    lines: int = Field(8, ge=1, le=100, description="How many lines a printed paper leaves for the answer.")


AnyCard = (
    BasicCard
    | ClozeCard
    | ChoiceCard
    | MultipleResponseCard
    | TrueFalseCard
    | ShortAnswerCard
    | NumericCard
    | DateCard
    | OrderingCard
    | MatchingCard
    | OpenCard
)
"""Every type of card: a further one is added here, and asked in `asking.py`."""

Card = Annotated[AnyCard, Field(discriminator="type")]

CARD_TYPES: dict[str, type[AnyCard]] = {
    get_args(card.model_fields["type"].annotation)[0]: card for card in get_args(AnyCard)
}
"""The class of each `type`."""


class ExamPart(_Table):
    """So many questions of one topic, level and type; of any where none is named."""

    topic: Line = Field("", description="The id of the topic; left out for any.")
    level: Level | None = Field(None, description="The level; left out for any.")
    type: Line = Field("", description="The type of card; left out for all that the program can mark.")
    items: int = Field(ge=1, le=MOST_ITEMS, description="How many questions.")

    @field_validator("type")
    @classmethod
    def _there_is(cls, type: str) -> str:
        if type and type not in CARD_TYPES:
            raise PydanticCustomError("card_type", "there is no such type of card")
        return type


class Exam(_Table):
    """The exam that the deck proposes: how many questions of what, in which time, marked how."""

    title: Line = Field("", description="Its name, as a learner sees it; the deck's if left out.")
    items: int | None = Field(
        None, ge=1, le=MOST_ITEMS, description="How many questions; as many as the parts have if left out."
    )
    minutes: int | None = Field(
        None, ge=1, le=1440, description="How long it takes; no time limit if left out."
    )
    item_seconds: int | None = Field(
        None, ge=1, le=86_400, description="How long each question may take; no limit if left out."
    )
    cut_score: float | None = Field(
        None, ge=0, le=100, description="The pass mark, as a percentage of the points; none if left out."
    )
    pause: bool = Field(False, description="Whether the clock may be stopped.")
    certainty: bool = Field(
        False, description="Whether to ask how sure the learner is, and to mark by certainty."
    )
    negative: float = Field(
        0, ge=0, le=1, description="What a wrong answer costs, as a share of the question's points."
    )
    parts: Annotated[tuple[ExamPart, ...], Strict(False)] = Field(
        (), description="What is asked of which topic, level and type."
    )

    @field_validator("negative")
    @classmethod
    def _one_of_both(cls, negative: float, info: ValidationInfo) -> float:
        if negative and info.data.get("certainty"):
            raise PydanticCustomError("marked_twice", "marking by certainty marks wrong answers already")
        return negative


class Deck(_Table):
    """An authored file: its `[deck]` table, and all the other tables in the file's order."""

    format: int = Field(FORMAT, ge=FORMAT, le=FORMAT, description="The format of the file.")
    id: Id = Field(description="Part of every question's id: it stays when the file is renamed.")
    title: Text = Field(description="The deck's name, as a learner sees it.")
    description: Line = Field("", description="One sentence on what it teaches.")
    language: Line = Field("en", description="The language of its text, as a BCP 47 tag.")
    version: Line = Field("", description="The deck's own version.")
    as_of: date | None = Field(None, description="The day on which its facts were checked.")
    sourced: bool = Field(
        False, description="Whether every card owes explanation, sources, status and level."
    )
    authors: Texts = Field((), description="Who wrote it.")
    license: Line = Field("", description="Its licence, as an SPDX identifier.")
    ignore: Texts = Field((), description="Codes of findings that are not wanted in this deck.")
    exam: Exam | None = Field(None, description="The exam that the deck proposes.")
    topics: Annotated[tuple[Topic, ...], Strict(False)] = Field((), description="In teaching order.")
    sources: Annotated[tuple[Source, ...], Strict(False)] = Field((), description="What cards cite.")
    cards: Annotated[tuple[Card, ...], Strict(False)] = Field((), description="In learning order.")


DECK_KEYS = frozenset(Deck.model_fields) - {"exam", "topics", "sources", "cards"}
"""The keys of the `[deck]` table."""
