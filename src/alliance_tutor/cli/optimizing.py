"""`optimize`: the schedule fitted to one's own answers."""

import click

from alliance_tutor.cli import output
from alliance_tutor.cli.entry import PROGRAM
from alliance_tutor.cli.options import Chosen, json_option
from alliance_tutor.errors import UsageError


@click.command()
@click.option("--apply", "applied", is_flag=True, help="Let the fit decide from now on, if it is better.")
@click.option("--defaults", is_flag=True, help="Go back to the schedule as shipped.")
@json_option
@click.pass_obj
def optimize(chosen: Chosen, applied: bool, defaults: bool, as_json: bool) -> None:
    """Fit the schedule (FSRS-6) to your own answers.

    It is fitted to the earlier answers, judged by the latest fifth, and shown with what would
    change. Nothing changes before --apply, and nothing at all if the fit is no better.

    \b
    Examples:
      alliance-tutor optimize
      alliance-tutor optimize --apply
      alliance-tutor optimize --defaults
    """
    from alliance_tutor.desk import Desk, fitting

    if applied and defaults:
        raise UsageError("--apply and --defaults exclude each other", hint="name one of them")
    with Desk.open(chosen.home or None, write=applied or defaults) as desk:
        if defaults:
            fitting.back(desk)
            output.talk("the schedule is as shipped again")
            return
        found = fitting.fit(desk)
        if as_json:
            output.echo_json({**fitting.to_json(found), "applied": applied and found.better})
        else:
            for line in fitting.lines(found):
                output.echo(line)
        if applied:
            fitting.apply(desk, found)
            output.talk("the fit decides from now on")
            output.talk(f"hint: {PROGRAM} optimize --defaults takes it back")
        elif found.better and not as_json:
            output.talk(f"hint: {PROGRAM} optimize --apply lets it decide")
