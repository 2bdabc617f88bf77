"""Names that are written in Latin letters in more than one way."""

from collections.abc import Iterator

from alliance_tutor.deck.lint.words import Words

_GROUPS = """
    amnok yalu
    tumen tuman
    rajin najin
    rason rajin-sonbong najin-sonbong
    panmunjom panmunjeom panmunjŏm
    chongjin ch'ongjin cheongjin
    kaesong gaeseong
    kumgang geumgang
    paektu baekdu
    hamhung hamheung
    pyongan pyeongan
    koguryo goguryeo
    choson joseon
    silla shilla
    busan pusan
    incheon inchon
    daegu taegu
    gwangju kwangju
    jeju cheju
    gyeongju kyongju
    beijing peking
    nanjing nanking
    guangzhou canton
    chongqing chungking
    tianjin tientsin
    kyiv kiev
    kharkiv kharkov
    lviv lvov
    odesa odessa
    gorbachev gorbachov gorbatchev
    khrushchev khrushchov khruschev
    yeltsin eltsin
    shoigu shoygu
    dostoevsky dostoyevsky dostoevskii
    tchaikovsky chaikovsky
    tolstoy tolstoi
    trotsky trotskii trotzky
    chekhov tchekhov
    mayakovsky maiakovskii
    eisenstein eizenshtein
    prokofiev prokofyev
    rachmaninoff rachmaninov
    kandinsky kandinskii
    mendeleev mendeleyev
    mao_zedong mao_tse-tung
    zhou_enlai chou_en-lai
    deng_xiaoping teng_hsiao-ping
    chiang_kai-shek jiang_jieshi
    sun_yat-sen sun_zhongshan
    syngman_rhee yi_sung-man
    roh_tae-woo no_tae-u
    park_chung-hee pak_chung-hui
    kim_il-sung kim_il-song
    juche chuch'e
    songun seongun
    gaddafi qaddafi kadhafi
    muhammad mohammed mohammad
    quran koran
    tehran teheran
    mumbai bombay
    kolkata calcutta
    chennai madras
    myanmar burma
    yangon rangoon
    genghis_khan chinggis_khan
    tao_te_ching dao_de_jing
    hanukkah chanukah
    omar_khayyam omar_khayam
    avicenna ibn_sina
    averroes ibn_rushd
"""


def _flat(spelling: str) -> str:
    """A spelling as its words are compared."""
    return spelling.replace("_", " ").replace("-", " ").replace("'", "")


_SPELLINGS = {
    _flat(spelling): tuple(_flat(other) for other in group if other != spelling)
    for group in map(str.split, _GROUPS.strip().splitlines())
    for spelling in group
}
_LONGEST = max(len(spelling.split()) for spelling in _SPELLINGS)


def variants(name: Words) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each stretch of an answer's words that is also written otherwise, and how."""
    for start in range(len(name)):
        for end in range(start + 1, min(len(name), start + _LONGEST) + 1):
            spelling = " ".join(name[start:end])
            if spelling in _SPELLINGS:
                yield spelling, _SPELLINGS[spelling]
