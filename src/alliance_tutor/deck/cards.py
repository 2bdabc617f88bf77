"""The Card union, Deck, Topic and Source: what a deck file may hold, checked strictly.

Nothing is coerced and no other key is allowed. A check of one field that looks at another stands on the
later of the two, so that one run finds every fault.
"""

import re
import unicodedata
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from alliance_tutor.deck import cloze
from alliance_tutor.deck.when import span
from alliance_tutor.text import FORBIDDEN

FORMAT = 1
"""The format of deck files that this version reads."""

LONGEST_LIST = 1000
"""How long a list inside a card may be: every fault in it is reported, and a hostile one has millions."""

_URL = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)


def _harmless(text: str) -> str:
    if FORBIDDEN.search(text):
        raise PydanticCustomError("forbidden_character", "a control character or text-direction mark")
    return text


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "the text is empty")
    return text


def _not_endless(value: Any) -> Any:
    # pydantic's own max_length does not count the parts that are faulty.
    if isinstance(value, list) and len(value) > LONGEST_LIST:
        raise PydanticCustomError("too_long", "the list is too long")
    return value


def _address(url: str) -> str:
    if url and not _URL.fullmatch(url):
        raise PydanticCustomError("url", "only http and https addresses can be opened")
    return url


def _moment(when: str) -> str:
    try:
        span(when)
    except ValueError as error:
        raise PydanticCustomError("when", "{reason}", {"reason": str(error)}) from None
    return when


def _gaps(text: str) -> str:
    try:
        cloze.parse(text)
    except cloze.ClozeError as error:
        raise PydanticCustomError(
            "cloze", "{reason}", {"reason": str(error), "faults": error.faults}
        ) from None
    return text


Line = Annotated[str, AfterValidator(_harmless)]
Text = Annotated[Line, AfterValidator(_not_blank)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]*$")]
# A TOML array is a list, which a strict tuple refuses; what is in it stays strict.
Texts = Annotated[tuple[Text, ...], Strict(False), BeforeValidator(_not_endless)]
Status = Literal["documented", "reported", "claimed", "disputed", "assessment"]
Level = Literal["recall", "understanding", "application"]


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
    url: Annotated[Line, AfterValidator(_address)] = Field("", description="Its http or https address.")
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
    when: Annotated[Line, AfterValidator(_moment)] | None = Field(
        None, description="When it happened: 1948-10-12, 1948-10, 1948 or a range such as 1950..1953."
    )
    as_of: date | None = Field(None, description="The day for which a figure that moves holds.")
    tags: Texts = Field((), description="Words to find it by.")
    hint: Line = Field("", description="Help that a learner may ask for; Markdown.")
    points: float = Field(1, ge=0, allow_inf_nan=False, description="What it is worth in an exam.")
    ignore: Texts = Field((), description="Codes of findings that are not wanted here.")
    reason: Line = Field("", validate_default=True, description="Why these findings are ignored.")

    @field_validator("reason")
    @classmethod
    def _owed(cls, reason: str, info: ValidationInfo) -> str:
        if info.data.get("ignore") and not reason.strip():
            raise PydanticCustomError("reason_owed", "`ignore` needs a `reason`")
        return reason


class BasicCard(CardBase):
    """Prompt and answer, recalled and rated by the learner."""

    type: Literal["basic"] = Field("basic", description="The type of card.")
    prompt: Text = Field(description="What is asked; Markdown.")
    answer: Text = Field(description="What is to be recalled; Markdown.")
    reverse: bool = Field(False, description="Whether the prompt is asked for, too.")


class ClozeCard(CardBase):
    """A sentence with gaps, each of which is a question."""

    type: Literal["cloze"] = Field(description="The type of card.")
    text: Annotated[Text, AfterValidator(_gaps)] = Field(
        description="The sentence, its gaps as {{1961}}, {{1961::hint}} or {{c1::1961::hint}}; Markdown."
    )
    typed: bool = Field(False, description="Whether the gap is typed instead of recalled.")


class ChoiceCard(CardBase):
    """One option is to be picked."""

    type: Literal["choice"] = Field(description="The type of card.")
    prompt: Text = Field(description="What is asked; Markdown.")
    answer: Text = Field(description="The right option; Markdown.")
    distractors: Annotated[tuple[Distractor, ...], Strict(False), BeforeValidator(_not_endless)] = Field(
        min_length=1, description="The wrong options."
    )
    shuffle: bool = Field(True, description="Whether the options are shown in a new order each time.")

    @field_validator("distractors")
    @classmethod
    def _differ(cls, distractors: tuple[Distractor, ...], info: ValidationInfo) -> tuple[Distractor, ...]:
        answer = info.data.get("answer")
        seen = {_squeezed(answer): "the answer"} if isinstance(answer, str) else {}
        same: dict[int, str] = {}
        for index, distractor in enumerate(distractors):
            text = _squeezed(distractor.text)
            if text in seen:
                same[index] = seen[text]
            else:
                seen[text] = f"distractor {index + 1}"
        if same:
            raise PydanticCustomError("same_option", "an option stands twice", {"same": same})
        return distractors


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


AnyCard = BasicCard | ClozeCard | ChoiceCard | TrueFalseCard | ShortAnswerCard
"""Every type of card: a further one is added here, and asked in `questions.py`."""

Card = Annotated[AnyCard, Field(discriminator="type")]

CARD_TYPES: dict[str, type[AnyCard]] = {
    get_args(card.model_fields["type"].annotation)[0]: card for card in get_args(AnyCard)
}
"""The class of each `type`."""


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
    topics: Annotated[tuple[Topic, ...], Strict(False)] = Field((), description="In teaching order.")
    sources: Annotated[tuple[Source, ...], Strict(False)] = Field((), description="What cards cite.")
    cards: Annotated[tuple[Card, ...], Strict(False)] = Field((), description="In learning order.")


DECK_KEYS = frozenset(Deck.model_fields) - {"topics", "sources", "cards"}
"""The keys of the `[deck]` table."""


def _squeezed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())
