"""A quiz is set up in line mode: question by question, each with what an empty line takes."""

from random import randrange

from alliance_tutor.desk import Desk
from alliance_tutor.insight.wording import number
from alliance_tutor.plain.fields import ask_field
from alliance_tutor.plain.talk import Talk
from alliance_tutor.study.choices import Field
from alliance_tutor.study.quiz_setup import FIELDS, Setup
from alliance_tutor.study.wish import SEEDS, QuizWish


def fresh(wish: QuizWish) -> QuizWish:
    """The same quiz with a seed that nobody chose."""
    return wish.seeded(randrange(SEEDS))


def set_up(desk: Desk, talk: Talk, wish: QuizWish) -> QuizWish | None:
    """The quiz that the learner wants, with a fresh seed; None where they leave, or nothing can be asked.

    What is wanted of decks, topics, types and levels already is not asked again. Raises EndOfInput.
    """
    setup = Setup(wish, desk.shelf.library.decks, desk.quiz_stock)
    if setup.ready:
        talk.say("\nA quiz. An empty line takes what is proposed; :quit leaves.")
        for field in FIELDS:
            if not _settled(setup, field) and not ask_field(talk, setup, field, _typed(setup)):
                return None
    talk.say(setup.told)
    return fresh(setup.wish._replace(setup=False)) if setup.ready else None


def _settled(setup: Setup, field: Field) -> bool:
    """Whether there is nothing to choose any more."""
    return field.several and (bool(setup.value(field)) or len(setup.choices(field)) < 2)


def _typed(setup: Setup) -> str:
    return f"A number, or all, of {number(setup.stock.available, 'question')}"
