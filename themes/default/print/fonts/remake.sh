#!/usr/bin/env bash
# Makes the fonts of printed matter again, from Debian's packages fonts-noto-core and fonts-dejavu-core, with
# pyftsubset of PyPI's fonttools: Latin, Greek, Cyrillic, punctuation and the symbols that forms and lists use.
# Printed matter embeds from these only the letters it uses.
set -euo pipefail
cd "$(dirname "$0")"
letters=U+0020-024F,U+0259,U+02BB-02DD,U+0300-036F,U+0370-03FF,U+0400-045F,U+0490-0491,U+1E00-1EFF,U+2000-206F,U+2070-209F,U+20A0-20BF,U+2100-214F,U+2153-215E,U+2212,U+FFFD
symbols=U+2190-21FF,U+2200-22FF,U+2300-23FF,U+2500-25FF,U+2600-26FF,U+2700-27BF
subset() {
    pyftsubset "$1" --unicodes="$2" --no-hinting --layout-features='*' --output-file="$3" --drop-tables+=DSIG
}
noto=/usr/share/fonts/truetype/noto
for style in Regular Bold Italic BoldItalic; do
    subset "$noto/NotoSans-$style.ttf" "$letters" "noto-sans-${style,,}.ttf"
done
subset "$noto/NotoSerif-Bold.ttf" "$letters" noto-serif-bold.ttf
subset /usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf "U+0020-024F,U+2000-206F,U+FFFD" dejavu-sans-mono.ttf
subset /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf "$symbols" dejavu-sans-symbols.ttf
# The font that answers are typed in: a simple font has the 256 signs of Windows-1252 and no more.
winansi=U+0020-007E,U+00A0-00FF,U+0152-0153,U+0160-0161,U+0178,U+017D-017E,U+0192,U+02C6,U+02DC,U+2013-2014,U+2018-201A,U+201C-201E,U+2020-2022,U+2026,U+2030,U+2039-203A,U+20AC,U+2122
pyftsubset noto-sans-regular.ttf --unicodes="$winansi" --no-hinting --layout-features='' --no-glyph-names --name-IDs=1,2,3,4,5,6,13,14 \
    --drop-tables+=GPOS,GSUB,GDEF,DSIG,STAT,meta --output-file=../../../../src/render/pdf/form.ttf
