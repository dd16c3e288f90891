"""Files -> the text that they have, page by page, with marks for what a reader's eye sees."""
