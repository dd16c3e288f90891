"""The promises of docs/reliability.md put to the test, each on its own seed: `python -m tests.torture`, or `make torture`."""
