"""An understood question -> passages and areas, best first, each with its reasons."""
