"""Raw WordprocessingML, and nothing else: every tag this backend writes is written here (or stands in assets/word).

The functions give strings, not trees: a document is written once and never changed, and joining strings is some twenty
times quicker than building elements. What Word expects, and what the validators do not all say:

- The children of `w:pPr`, `w:rPr`, `w:tblPr`, `w:tcPr` and `w:sectPr` have one order; Word calls a file with another order
  unreadable. The functions here keep it.
- A table cell ends with a paragraph, and so does the body; two tables that touch become one.
- Ids of bookmarks and of drawings (`wp:docPr`) are unique in the whole document, not in a part. Bookmark names are unique
  whatever their case, begin with a letter or `_`, hold letters, digits and `_` only, and have at most 40 characters.
- Footnotes -1 and 0 are the separators; a footnote cannot call a footnote.
- Paragraphs join into one bordered box where their borders and indents are the same; the spacing between them is tinted.
- Lengths are twentieths of a point, type sizes half points, border widths eighths of a point, drawings EMU (12,700 a point).
- `left` and `right` of indents and alignment mean start and end where the paragraph is right-to-left; of paragraph borders
  they mean left and right.
"""
