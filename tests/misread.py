"""Text read with the wrong language, enough of it to be taken for such, and what the shipped models make of what follows."""

from corpus.records import Source
from ingest.repair import repair

TEXT = "Kommunen ska ge aldre personer st6d i hemmet och f6lja upp att malen nas for alla som far vard och omsorg. " * 4


def mend(text):
    for change in reversed(repair(Source(text, (), "text"))[0]):
        text = text[: change.start] + change.text + text[change.end :]
    return text
