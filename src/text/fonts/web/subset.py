#!/usr/bin/env python3
"""Cuts the faces of web pages out of the embedded ones beside this folder, as WOFF2.

Needs fonttools 4.68 and brotli 1.2. The same input gives the same bytes.
"""
from pathlib import Path

from fontTools import subset

LATIN = (
    "U+0020-007E,U+00A0-017F,U+018F,U+0192,U+01C4-01CC,U+01CD-01DC,U+01E6-01E7,U+0218-021B,"
    "U+0259,U+02BB-02BF,U+02C6-02C7,U+02D8-02DD,U+1E9E,U+2002-200A,U+2010-2015,U+2018-201E,"
    "U+2020-2022,U+2026,U+202F,U+2032-2033,U+2039-203A,U+2044,U+20AC,U+2116,U+2122,U+2190-2193,"
    "U+2212,U+2248,U+2264-2265"
)
ARABIC = (
    "U+0020,U+060C,U+061B,U+061F,U+0621-063A,U+0640-0655,U+0660-066D,U+0670,U+0671,U+0679,"
    "U+067E,U+0686,U+0688,U+0691,U+0698,U+06A9,U+06AF,U+06BA,U+06BE,U+06C0-06C3,U+06CC,U+06CE,"
    "U+06D2,U+06D5,U+06F0-06F9,U+200C-200F"
)
HEBREW = "U+0020,U+05B0-05C7,U+05D0-05EA,U+05EF-05F4,U+200E-200F"
FACES = {
    "NotoSans-Regular": LATIN,
    "NotoSans-Bold": LATIN,
    "NotoSans-Italic": LATIN,
    "NotoSansArmenian-Regular": "*",
    "NotoSansArmenian-Bold": "*",
    "NotoSansGeorgian-Regular": "*",
    "NotoSansGeorgian-Bold": "*",
    "NotoSansArabic-Regular": ARABIC,
    "NotoSansArabic-Bold": ARABIC,
    "NotoSansHebrew-Regular": HEBREW,
    "NotoSansHebrew-Bold": HEBREW,
}


def main() -> None:
    here = Path(__file__).parent
    for name, unicodes in FACES.items():
        subset.main([
            str(here.parent / f"{name}.ttf"),
            f"--unicodes={unicodes}",
            "--layout-features=kern,mark,mkmk,ccmp,locl,liga,clig,calt,rlig,init,medi,fina,isol",
            "--no-hinting",
            "--flavor=woff2",
            "--name-IDs=0,1,2,13,14",
            "--name-languages=0x409",
            "--notdef-outline",
            "--no-recalc-timestamp",
            f"--output-file={here / f'{name}.woff2'}",
        ])


main()
