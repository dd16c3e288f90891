"""All our errors in one small tree. Each message says, in Swedish, what is wrong with the value in question, and what to do.

`type` is the stable name of the RFC 9457 problem type; `status` the HTTP status. Nothing here knows HTTP otherwise.
"""


class PlanlotsError(Exception):
    """Everything that Planlots itself reports."""

    type = "internt-fel"
    title = "Något gick fel"
    status = 500


class BadRequest(PlanlotsError):
    """The question or argument cannot be used as it is."""

    type = "ogiltig-fraga"
    title = "Något behöver rättas"
    status = 422


class Unknown(PlanlotsError):
    """No document, section or job has that name."""

    type = "finns-inte"
    title = "Finns inte"
    status = 404


class Withdrawn(PlanlotsError):
    """The anchor was there once; `nearest` is the anchor to go to instead."""

    type = "borttagen"
    title = "Avsnittet finns inte längre"
    status = 410

    def __init__(self, message: str, nearest: str | None = None) -> None:
        super().__init__(message)
        self.nearest = nearest


class UnreadableDocument(PlanlotsError):
    """A file that cannot be read: damaged, locked, empty, of another kind."""

    type = "olaslig-fil"
    title = "Filen kunde inte läsas"
    status = 422


class StoreUnavailable(PlanlotsError):
    """The data folder cannot be read or written, or is used by another process."""

    type = "lagring-ej-tillganglig"
    title = "Lagringen kan inte användas"
    status = 503


class IndexUnavailable(PlanlotsError):
    """The search engine does not answer, is damaged or in use."""

    type = "sokindex-ej-tillgangligt"
    title = "Sökindexet kan inte användas"
    status = 503


class IndexDamaged(IndexUnavailable):
    """The engine panicked or its files are damaged: nothing more may be written, the index is rebuilt from the store."""

    type = "sokindex-skadat"
    title = "Sökindexet är skadat"


class InvalidPoint(IndexUnavailable):
    """A passage's vectors are malformed; the engine must never see them."""

    type = "ogiltig-punkt"
    title = "Stycket kan inte indexeras"
    status = 500


class EncoderUnavailable(PlanlotsError):
    """The encoder is missing, damaged or does not match the index. Lexical search goes on."""

    type = "sprakmodell-for-sokning-saknas"
    title = "Modellen för betydelsesökning kan inte användas"
    status = 503


class NotAllowed(PlanlotsError):
    """The key does not allow this, or there is none."""

    type = "ej-tillatet"
    title = "Det är inte tillåtet"
    status = 403
