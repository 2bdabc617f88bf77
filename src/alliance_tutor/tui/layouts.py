"""Keys of other keyboard layouts: the learner of Russian or Korean need not switch to press `u`."""

_LATIN = "qwertyuiopasdfghjklzxcvbnm"
_OTHERS = (
    "йцукенгшщзфывапролдячсмить",  # Russian
    "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ",  # Korean, two-set
)
LATIN = {other: latin for layout in _OTHERS for other, latin in zip(layout, _LATIN, strict=True)}
"""The Latin letter on the key that gives each of the other layouts' letters."""
