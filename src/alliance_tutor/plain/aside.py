"""What can be asked for beside a question: where it belongs, its hint, its topic's passage."""

from alliance_tutor.deck.questions import Question
from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.desk import Desk
from alliance_tutor.insight.wording import single
from alliance_tutor.text import plain


def place(desk: Desk, ref: QuestionRef) -> str:
    """Where a question belongs: `History: Early ties`, or the deck's title alone."""
    titles = (desk.shelf.deck_title(ref.deck), desk.shelf.topic_title(ref))
    return ": ".join(single(title) for title in titles if title)


def hint_line(question: Question) -> str:
    """The hint, or that there is none."""
    return f"Hint: {plain(question.hint)}" if question.hint else "This card has no hint."


def passage_lines(desk: Desk, ref: QuestionRef) -> list[str]:
    """The passage of a question's topic under its title, or that there is none."""
    for topic in desk.shelf.index.topics(ref.deck):
        if topic.id == ref.topic and topic.summary:
            return [single(topic.title), "", *plain(topic.summary).split("\n")]
    return ["There is nothing to read on this card's topic."]
