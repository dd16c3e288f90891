"""The web page: one file a page, its texts, templates and scripts."""
