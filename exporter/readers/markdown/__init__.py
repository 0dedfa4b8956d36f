"""Reads Markdown: what an article is made of, in the forms people write it in.

- Title: the front matter's, else a level-1 heading that begins the text and is the only one. Standfirst: front matter only.
- Headings: where the text has no (other) `#`, `##` is the outermost level of the article.
- A picture, or several, alone in a paragraph are a figure; its caption is a line `: words` under it, or a line in emphasis, or
  the picture's title. `credit="..."` in braces is its credit. The alternative text is never the caption.
- `**Words:** text` begins with a run-in heading (`__Words:__` does not). A quote's last paragraph with a dash is who said it.
- Takeaways: `::: takeaways Label`, `> [!summary]`, `TL;DR: words`, or a list under a heading (or a line in bold, or in a box
  with a title) that assets/takeaways.toml knows.
- `::: note|tip|important|warning|caution Title`, GitHub's `> [!NOTE]`, `!!! note`: callouts. `::: aside`, `::: pullquote`.
- `[words]{.smallcaps}`, `[words]{lang=fr}`, `{#id lang=fr key="value"}` on a line before a block or at a heading's end.
- Directives and roles of MyST, divisions and callouts of Quarto and Docusaurus, tabs and admonitions of MkDocs, template tags
  of Hugo and Jekyll that show a picture, a film or a box. A tag only its site knows stays as text, with a notice.
- Formulas: `$a$`, `$$`, `\\(a\\)`, `\\[`, `\\begin{align}`. A film or an embedded page is a link with its title.
- Names (`{#fig-plan}`, `$$ {#eq-mass}`) are referred to by `@fig-plan` or a role; citations stay as written, with a notice.
- Lists in letters and numerals, examples, fields; a heading that begins a box is its title, and none in it is a section.
- What prints nothing goes, with a notice: comments (`%% %%` too), `\\newpage`, `[TOC]`, `#|` options of cells, `*[AB]: words`.
- A code block of the language `{=article-json}` holds one block as JSON: what Markdown has no words for.
"""

from __future__ import annotations

from exporter.model import Article
from exporter.readers import Reader, Source
from exporter.report import Report


def read(source: Source, report: Report) -> Article:
    """The article a Markdown text is. Raises SourceError where it is no text or empty.

    The parser is imported here: this module is also loaded to find out which reader a file is for.
    """
    from exporter.readers.markdown import article

    return article.read(source, report)


reader = Reader("markdown", (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".mdx"), "Markdown with front matter", read)
