"""Bytes of honest files, spoilt in the ways in which files are spoilt, by chance or on purpose."""

from __future__ import annotations

import codecs
import random
import re

PIECES = (
    *(b"\0", b'"', b'""', b",", b";", b"\t", b"\r", b"\n", b"\r\n", b"\xff\xfe", b"\xfe\xff"),
    *(codecs.BOM_UTF8, b"\x81", b"\xc3", b"\xe2\x80", b"\xed\xa0\x80", b"=1+1", b"#N/A", b"1e309"),
    *(b"nan", b"-0", b"\xe2\x80\xae", b"99999999999999999999", b"31/02/1996", b"00/00/0000"),
    *(b"result: ", b"Total", b"UPN", b"Surname", b"KS2", b"Y99", b"%", b"&l9;", b"<!DOCTYPE x>"),
    *(b"<Pupil>", b"</Pupil>", b"<![CDATA[", b"]]>", b"&#0;", b"&#x110000;", b"<?xml?>"),
)


_TEXTS = re.compile(rb">([^<>]+)<")
_SAID = (
    *(
        b"",
        b"0",
        b"-1",
        b"13",
        b"99",
        b"2007",
        b"9999",
        b"20 07",
        b"\xc2\xb2",
        b"\xd9\xa3",
        b"true",
    ),
    *(b"KS1", b"KS2", b"Y7", b"MAT", b"SS", b"4", b"4b", b"79", b"100", b"121", b"A", b"x" * 300),
    *(b"1996-04-03", b"0000-00-00", b"&lt;", b"&#x202e;", b"FRE", b"ZZZ", b"  ", b"Year 9"),
)


def respoken(data: bytes, dice: random.Random) -> bytes:
    """XML that stays whole, with other texts in some of its parts."""
    chance = dice.choice((0.02, 0.2))
    return _TEXTS.sub(
        lambda text: b">" + dice.choice(_SAID) + b"<" if dice.random() < chance else text[0], data
    )


def spoilt(data: bytes, dice: random.Random) -> bytes:
    """A few cuts, flips, repetitions and insertions."""
    now = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(now) + 1)
        end = min(len(now), at + dice.choice((1, 2, 8, 60)))
        match dice.randrange(6):
            case 0:
                del now[at:end]
            case 1:
                now[at:at] = dice.choice(PIECES)
            case 2:
                now[at:end] = dice.choice(PIECES)
            case 3 if at < len(now):
                now[at] ^= 1 << dice.randrange(8)
            case 4:
                now[at:at] = now[at:end] * dice.choice((2, 9))
            case 5 if dice.random() < 0.1:
                del now[at:]
    return bytes(now)
