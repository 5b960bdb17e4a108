#!/usr/bin/env python3
"""Makes the fonts of the pages again: themes/default/assets/fonts/*.woff2 and themes/default/assets/fonts.css.

In: the fonts of printed matter (themes/default/print/fonts), of which these are parts: the letters of English, Spanish,
Portuguese, French and Dutch, and of names in the neighbouring languages, with the punctuation and signs that texts and
figures use. Out: compressed fonts, and style rules with a fallback for each whose measures are those of the font, so
that nothing moves when the font arrives.

    python3 -m venv venv && venv/bin/pip install fonttools==4.68.0 brotli==1.2.1
    venv/bin/python tools/web-fonts.py
"""

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

THEME = Path(__file__).resolve().parent.parent / "themes/default"
OUT = THEME / "assets/fonts"

LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B, 0x1E9E]
SIGNS = [*range(0x2010, 0x2028), *range(0x2030, 0x2035), 0x2039, 0x203A, 0x202F, 0x2009, 0x2044, 0x2070, *range(0x2074, 0x207A), 0x20AC, 0x2116, 0x2122, 0x2212]
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum", "pnum", "frac", "sups", "ordn"]

# Family, weight, style, file of printed matter.
FACES = [
    ("Noto Sans", 400, "normal", "noto-sans-regular"),
    ("Noto Sans", 700, "normal", "noto-sans-bold"),
    ("Noto Sans", 400, "italic", "noto-sans-italic"),
    ("Noto Serif", 700, "normal", "noto-serif-bold"),
]

# Widths of the small letters a to z and the space, in thousandths: Arial (as Liberation Sans and Helvetica), its bold,
# the bold of Times New Roman (as Liberation Serif), and Roboto, from the fonts' published metrics.
ARIAL = [556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 278]
ARIAL_BOLD = [556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 278]
TIMES_BOLD = [500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 250]
ROBOTO = [544, 561, 523, 564, 530, 347, 561, 551, 243, 239, 507, 243, 876, 552, 570, 561, 568, 338, 516, 327, 551, 484, 751, 496, 473, 496, 248]
# How often each of them comes in the five languages, about, in a thousand.
OFTEN = [70, 12, 32, 38, 110, 10, 14, 20, 58, 3, 5, 42, 22, 58, 60, 22, 5, 52, 55, 55, 32, 11, 8, 3, 8, 3, 180]

# The fallbacks: name, style of the face they stand in for, fonts of the computer, their widths.
FALLBACKS = [
    ("Noto Sans Fallback", 0, ["Arial", "ArialMT", "Liberation Sans", "Helvetica"], ARIAL),
    ("Noto Sans Fallback", 1, ["Arial Bold", "Arial-BoldMT", "Liberation Sans Bold", "Helvetica Bold"], ARIAL_BOLD),
    ("Noto Sans Fallback Roboto", 0, ["Roboto", "Roboto Regular"], ROBOTO),
    ("Noto Serif Fallback", 3, ["Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold", "Times Bold"], TIMES_BOLD),
]


def width(widths):
    return sum(a * b for a, b in zip(widths, OFTEN)) / sum(OFTEN)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    rules, measures = [], []
    for family, weight, style, name in FACES:
        font = TTFont(THEME / f"print/fonts/{name}.ttf", recalcTimestamp=False)
        options = subset.Options(flavor="woff2", layout_features=FEATURES, hinting=False, desubroutinize=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], notdef_outline=True)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=LETTERS + SIGNS)
        cutter.subset(font)
        font.flavor = "woff2"
        font.save(OUT / f"{name}.woff2")
        known, metrics, head, hhea = font.getBestCmap(), font["hmtx"], font["head"], font["hhea"]
        own = [metrics[known[ord(letter)]][0] * 1000 / head.unitsPerEm for letter in "abcdefghijklmnopqrstuvwxyz "]
        measures.append((width(own), hhea.ascent / head.unitsPerEm, -hhea.descent / head.unitsPerEm, hhea.lineGap / head.unitsPerEm, weight))
        rules.append(f'@font-face {{ font-family: "{family}"; font-style: {style}; font-weight: {"100 500" if weight == 400 else "501 900"}; font-display: swap; src: url("fonts/{name}.woff2") format("woff2"); }}')
    for family, face, fonts, widths in FALLBACKS:
        own, ascent, descent, gap, weight = measures[face]
        size = own / width(widths)
        local = ", ".join(f'local("{font}")' for font in fonts)
        rules.append(
            f'@font-face {{ font-family: "{family}"; font-weight: {"100 500" if weight == 400 else "501 900"}; src: {local}; size-adjust: {size:.1%}; '
            f"ascent-override: {ascent / size:.1%}; descent-override: {descent / size:.1%}; line-gap-override: {gap / size:.1%}; }}"
        )
    head = "/* Made by tools/web-fonts.py: the fonts of the pages, and fallbacks of the same measures, so that nothing moves when a font arrives. */\n"
    (THEME / "assets/fonts.css").write_text(head + "\n".join(rules) + "\n", encoding="utf-8")


main()
