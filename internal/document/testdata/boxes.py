# Makes a font whose glyphs are boxes of the size of those of another, with the
# same widths: the text of a PDF in it is read like any other, and its outlines
# take no room.
#
#	python3 boxes.py FROM.ttf TO.ttf
import sys
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

font = TTFont(sys.argv[1])
glyphs = font["glyf"]
for name in font.getGlyphOrder():
    glyph = glyphs[name]
    if glyph.numberOfContours == 0:
        continue
    x0, y0, x1, y1 = glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax
    pen = TTGlyphPen(None)
    pen.moveTo((x0, y0))
    for point in ((x0, y1), (x1, y1), (x1, y0)):
        pen.lineTo(point)
    pen.closePath()
    glyphs[name] = pen.glyph()
for table in ("fpgm", "prep", "cvt ", "gasp", "hdmx"):
    if table in font:
        del font[table]
for record in font["name"].names:
    if record.nameID in (1, 3, 4, 6, 16):
        record.string = "Boxes"
font.save(sys.argv[2])
