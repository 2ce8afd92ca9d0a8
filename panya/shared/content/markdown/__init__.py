"""Markdown as a second way to write and to take along what our strict HTML holds (decision 0011).

`markdown_to_html` gives cleaned HTML in the editor's own shape, `html_to_markdown` the way back. One after the other
they lose nothing: what Markdown has no sign for stays as the allowed HTML.
"""

from panya.shared.content.markdown.reading import markdown_to_html
from panya.shared.content.markdown.writing import html_to_markdown

__all__ = ["html_to_markdown", "markdown_to_html"]
