"""`guide`: the manual on the command line."""

import click
from click.shell_completion import CompletionItem

from alliance_tutor.cli import output


def _complete_page(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from alliance_tutor import guide as pages

    return [
        CompletionItem(page.name, help=page.title)
        for page in pages.pages()
        if page.name.startswith(incomplete)
    ]


@click.command()
@click.argument("page", required=False, shell_complete=_complete_page)
def guide(page: str | None) -> None:
    """The manual: its pages, or one PAGE of it.

    \b
    Examples:
      alliance-tutor guide
      alliance-tutor guide writing-decks
    """
    from alliance_tutor import guide as pages

    if page is not None:
        output.echo(pages.read(page))
        return
    for each in pages.pages():
        output.echo(f"{each.name}: {each.title}")
    output.talk("alliance-tutor guide PAGE shows one.")
