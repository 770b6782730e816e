#!/usr/bin/env python3
"""Cuts the embedded faces out of Debian's fonts-noto-core.

    apt-get download fonts-noto-core=20201225-1
    dpkg-deb -x fonts-noto-core_20201225-1_all.deb unpacked
    python3 subset.py unpacked/usr/share/fonts/truetype/noto

Needs fonttools 4.68. The same input gives the same bytes: the time stamps of the originals are
kept. Hinting is dropped (outlines are drawn unhinted), kerning and mark placement are kept.
"""
import sys
from pathlib import Path

from fontTools import subset

EUROPE = (
    "U+0020-007E,U+00A0-024F,U+0250-02AF,U+02B0-02FF,U+0300-036F,U+0370-03FF,U+0400-052F,"
    "U+1E00-1EFF,U+1F00-1FFF,U+2000-206F,U+2070-209F,U+20A0-20BF,U+2100-214F,U+2150-218F,"
    "U+2190-2193,U+2200-22FF,U+25A0-25FF,U+FB00-FB06,U+FFFD"
)
ARMENIAN = "U+0020,U+0530-058F,U+FB13-FB17"
ARABIC = "U+0020,U+00A0,U+0600-06FF,U+200C-200F,U+FDFC"
HEBREW = "U+0020,U+00A0,U+0590-05FF,U+200C-200F,U+FB1D-FB4F"
GEORGIAN = "U+0020,U+10A0-10FF,U+1C90-1CBF,U+2D00-2D2F"
SIGNS = (
    "U+0020,U+2190-2199,U+21D0-21D5,U+25A0-25FF,U+2600-2606,U+2620,U+2690-2693,U+2694,U+26A0,"
    "U+2708,U+2713-2718,U+271A,U+2736,U+27F5-27F7"
)
FACES = {
    "NotoSans-Regular": EUROPE,
    "NotoSans-Bold": EUROPE,
    "NotoSans-Italic": EUROPE,
    "NotoSansArmenian-Regular": ARMENIAN,
    "NotoSansArmenian-Bold": ARMENIAN,
    "NotoSansGeorgian-Regular": GEORGIAN,
    "NotoSansGeorgian-Bold": GEORGIAN,
    "NotoSansArabic-Regular": ARABIC,
    "NotoSansArabic-Bold": ARABIC,
    "NotoSansHebrew-Regular": HEBREW,
    "NotoSansHebrew-Bold": HEBREW,
    "NotoSansSymbols-Regular": SIGNS,
    "NotoSansSymbols2-Regular": SIGNS,
}


def main() -> None:
    source = Path(sys.argv[1])
    here = Path(__file__).parent
    for name, unicodes in FACES.items():
        subset.main([
            str(source / f"{name}.ttf"),
            f"--unicodes={unicodes}",
            "--layout-features=kern,mark,mkmk,ccmp,locl,liga,clig,calt,rlig,init,medi,fina,isol",
            "--no-hinting",
            "--name-IDs=0,1,2,3,4,5,6,13,14,16,17",
            "--name-languages=0x409",
            "--notdef-outline",
            "--no-recalc-timestamp",
            f"--output-file={here / f'{name}.ttf'}",
        ])


main()
