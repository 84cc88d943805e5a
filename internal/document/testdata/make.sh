#!/bin/sh
# Makes the PDF and Word documents of the tests from src/ with programs that
# people make them with, and the notices of testdata/notices as letters. Needs
# root on Debian for the packages. The results are committed: run it only to
# change them.
set -eu
cd "$(dirname "$0")"
top=../../..

apt-get update
apt-get install -y --no-install-recommends chromium libreoffice-writer-nogui \
	fonts-ipafont fonts-noto-cjk qpdf poppler-utils python3-fonttools

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# print PAGE.html OUT.pdf [OPTION...]: as the browser prints it.
print() {
	page=$(realpath "$1") pdf=$2
	shift 2
	chromium --headless --no-sandbox --disable-gpu --user-data-dir="$work/chromium" \
		"$@" --print-to-pdf="$pdf" "file://$page" 2>/dev/null
}

for name in letter columns vertical web; do
	print src/$name.html $name.pdf --no-pdf-header-footer
done
print src/running.html running.pdf

soffice --headless -env:UserInstallation="file://$work/office" --convert-to pdf --outdir "$work" src/letter.fodt
soffice --headless -env:UserInstallation="file://$work/office" --convert-to docx --outdir "$work" src/letter.fodt
cp "$work/letter.pdf" office.pdf
cp "$work/letter.docx" office.docx

qpdf --encrypt "" owner 256 -- columns.pdf owner-password.pdf
qpdf --encrypt user owner 256 -- columns.pdf user-password.pdf
qpdf --rotate=90 columns.pdf rotated.pdf

# A scanned page is a picture.
pdftoppm -r 60 -gray -singlefile -jpeg columns.pdf "$work/scan"
echo "<style>@page{size:A4;margin:0}body{margin:0}img{width:100%}</style><img src=scan.jpg>" >"$work/scan.html"
print "$work/scan.html" scanned.pdf --no-pdf-header-footer
qpdf --empty --pages columns.pdf scanned.pdf -- partly-scanned.pdf

# The notices as letters, each in one of three designs, in fonts that take little
# room.
/usr/bin/python3 boxes.py /usr/share/fonts/opentype/ipafont-mincho/ipam.ttf "$work/mincho.ttf"
/usr/bin/python3 boxes.py /usr/share/fonts/opentype/ipafont-gothic/ipagp.ttf "$work/gothic.ttf"
/usr/bin/python3 boxes.py /usr/share/fonts/opentype/ipafont-mincho/ipamp.ttf "$work/pmincho.ttf"
out=$top/internal/ingest/testdata/pdf
mkdir -p "$out"
rm -f "$out"/*.pdf
n=0
for notice in "$top"/testdata/notices/*.txt; do
	case $((n % 3)) in
	0) design=letter font=mincho.ttf ;;
	1) design=web font=gothic.ttf ;;
	2) design=newsletter font=pmincho.ttf ;;
	esac
	n=$((n + 1))
	name=$(basename "$notice" .txt)
	go run ./render $design $font "$work" "$notice"
	print "$work/$name.html" "$work/$name.pdf" --no-pdf-header-footer
	qpdf --object-streams=generate --recompress-flate --compression-level=9 "$work/$name.pdf" "$out/$name.pdf"
done
