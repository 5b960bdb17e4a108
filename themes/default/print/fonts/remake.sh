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
