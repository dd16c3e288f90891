"""The same generated cases in every run, so that a red run is a change's fault; `--hypothesis-profile default` draws others."""

from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.load_profile("same")
