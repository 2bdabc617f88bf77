"""The theme that leaves colours to the terminal."""

from textual.theme import BUILTIN_THEMES, Theme

from alliance_tutor.settings import AUTO_THEME


def terminal_theme() -> Theme:
    """The terminal's own sixteen colours and background, so that light and dark are its own choice."""
    base = BUILTIN_THEMES["ansi-dark"]
    quiet = dict.fromkeys(("scrollbar", "scrollbar-hover", "scrollbar-active"), "ansi_bright_black")
    behind = ("scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active")
    variables = {
        **base.variables,
        **quiet,
        **dict.fromkeys(behind, "ansi_default"),
        "input-cursor-text-style": "reverse",
        "border": "ansi_blue",
    }
    return Theme(
        name=AUTO_THEME,
        ansi=True,
        dark=True,
        primary="ansi_blue",
        secondary="ansi_cyan",
        warning="ansi_yellow",
        error="ansi_red",
        success="ansi_green",
        accent="ansi_cyan",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        variables=variables,
    )
