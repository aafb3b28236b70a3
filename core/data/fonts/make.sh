#!/bin/sh
# Makes the fonts of this folder from their sources: Debian's fonts-noto-core and npm's @fontsource/noto-emoji.
# Needs apt-get, npm, Python with fonttools and brotli. Usage: make.sh; run in an empty folder, then copy *.ttf here.
set -eu
apt-get download fonts-noto-core
dpkg -x fonts-noto-core_*.deb noto
npm pack --silent @fontsource/noto-emoji@5.3.2
tar xzf fontsource-noto-emoji-5.3.2.tgz
noto=noto/usr/share/fonts/truetype/noto
plain="--no-hinting --notdef-outline --name-IDs=0,1,2,3,4,5,6,13,14"
bare="$plain --layout-features= --drop-tables+=GSUB,GPOS,GDEF,MATH"
latin="U+0000-024F,U+0259,U+02B0-036F,U+0370-03FF,U+0400-04FF,U+1E00-1EFF,U+2000-206F,U+2070-209F,U+20A0-20CF"
latin="$latin,U+2100-214F,U+FB00-FB06,U+FFFC-FFFD,U+25CC"
for weight in Regular Bold; do
  pyftsubset "$noto/NotoSans-$weight.ttf" --unicodes="$latin" $plain \
    --layout-features=kern,mark,mkmk,ccmp,locl --output-file="NotoSans-$weight.ttf"
done
pyftsubset "$noto/NotoSansHebrew-Regular.ttf" --unicodes='*' $plain --output-file=NotoSansHebrew-Regular.ttf
pyftsubset "$noto/NotoSansArabic-Regular.ttf" $plain --output-file=NotoSansArabic-Regular.ttf \
  --unicodes=U+0020,U+0600-06FF,U+0750-077F,U+200C-200F,U+25CC,U+FDF0-FDFF
pyftsubset "$noto/NotoSansMath-Regular.ttf" --unicodes=U+0020,U+2190-21FF,U+2200-22FF $bare \
  --output-file=NotoSansMath-Regular.ttf
pyftsubset "$noto/NotoSansSymbols2-Regular.ttf" --unicodes=U+0020,U+25A0-25FF,U+2600-27BF $bare \
  --output-file=NotoSansSymbols2-Regular.ttf
fonttools ttLib.woff2 decompress -o emoji.ttf package/files/noto-emoji-emoji-400-normal.woff2
pyftsubset emoji.ttf --unicodes='*' $bare --output-file=NotoEmoji-Regular.ttf
