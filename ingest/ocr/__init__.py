"""Pages that are pictures -> the text that stands on them, read by Tesseract."""
