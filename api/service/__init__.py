"""The running service: its processes, its open collections, its worker."""
