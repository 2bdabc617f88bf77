"""After days away: which order of a backlog keeps most in memory? `python -m tests.bench.backlog [SEEDS]`.

A learner whose memory is FSRS-6 itself comes back after 90 days to 1,500 questions and gives 60 answers a
day; a question that is not recalled costs a second answer. Printed is the mean chance of recall over all
questions and the next 90 days.
"""

import sys
from collections.abc import Callable
from random import Random
from statistics import mean

from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.scheduler import Scheduler, retrievability
from alliance_tutor.memory.standing import Memory, Stage
from alliance_tutor.memory.worth import worth

QUESTIONS, AWAY, ANSWERS, DAYS, BACK = 1_500, 90, 60, 90, 1_000

Order = Callable[[Memory, int], float]

ORDERS: dict[str, Order] = {
    "worth (what the program does)": lambda memory, day: -worth(memory, day),
    "due day": lambda memory, day: memory.due_day,
    "likeliest first": lambda memory, day: -retrievability(memory, day),
    "least likely first": retrievability,
}


def main(seeds: int) -> None:
    """Print the table."""
    for name, order in ORDERS.items():
        print(f"{name:32}{mean(recall(order, seed) for seed in range(seeds)):6.3f}", flush=True)


def recall(order: Order, seed: int) -> float:
    """Mean chance of recall over all questions and days, backlog worked off in `order`."""
    random, scheduler = Random(seed), Scheduler()
    memories = {f"deck/{number}": _left_behind(random) for number in range(QUESTIONS)}
    total = 0.0
    for day in range(BACK, BACK + DAYS):
        due = [question for question, memory in memories.items() if memory.due_day <= day]
        left = ANSWERS
        for question in sorted(due, key=lambda question: order(memories[question], day)):
            if left <= 0:
                break
            recalled = random.random() < retrievability(memories[question], day)
            left -= 1 if recalled else 2
            rating = Rating.GOOD if recalled else Rating.AGAIN
            memory = scheduler.review(memories[question], question, rating, day, 0)
            while memory.learning:
                memory = scheduler.review(memory, question, Rating.GOOD, day, 0)
            memories[question] = memory
        total += mean(retrievability(memory, day) for memory in memories.values())
    return total / DAYS


def _left_behind(random: Random) -> Memory:
    stability = min(200.0, random.lognormvariate(2.3, 1.0))
    interval = max(1, round(stability))
    last = BACK - AWAY - random.randrange(interval)
    return Memory(
        Stage.REVIEW, 0, stability, random.uniform(2, 8), last, last + interval, 0, interval, reps=3, lapses=0
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4)
