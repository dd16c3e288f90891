"""Thin shells around the product: command line, HTTP, web page."""
