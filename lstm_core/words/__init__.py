"""Numbers, symbols, equations, sentences and tables, in the page's language."""
