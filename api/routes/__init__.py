"""The HTTP contract: addresses, the shapes of what goes in and out, and how errors look."""
