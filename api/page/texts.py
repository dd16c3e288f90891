"""Every text of the web page, Swedish first, English second.

In: a key, a language and values. Out: the text. Plain Swedish: short sentences, the reader's words. Error messages stand where they are
raised (corpus/errors.py and api/routes/problems.py say how), the command line's texts in its commands. Knows nothing of templates.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from api.page.texts_eval import EVAL_TEXTS
from api.page.texts_page import PAGE_TEXTS
from api.page.texts_tools import TOOL_TEXTS

Lang = Literal["sv", "en"]

TEXTS: Mapping[str, tuple[str, str]] = {
    # frame
    "brand": ("Planlots", "Planlots"),
    "tagline": ("Fråga och sök i planerna", "Ask and search the plans"),
    "skip": ("Hoppa till innehållet", "Skip to content"),
    "nav": ("Huvudmeny", "Main menu"),
    "nav.menu": ("Meny", "Menu"),
    "nav.ask": ("Fråga", "Ask"),
    "nav.search": ("Sök", "Search"),
    "nav.areas": ("Utvecklingsområden", "Development areas"),
    "nav.duties": ("Ansvar och tider", "Responsibilities"),
    "nav.compare": ("Jämför", "Compare"),
    "nav.documents": ("Dokument", "Documents"),
    "switch": ("English", "Svenska"),
    "switch.label": ("Show the page in English", "Visa sidan på svenska"),
    "honest": ("Svaren är citat. Ingen språkmodell används.", "Answers are quotations. No language model is used."),
    "honest.kept": ("Frågor sparas inte.", "Questions are not stored."),
    "honest.more": (
        "Du talar med ett datorprogram som söker i dokumenten. Kontrollera alltid mot källan innan du fattar beslut. Frågor sparas inte.",
        "You are using a computer program that searches the documents. Check the source before you decide. Questions are not stored.",
    ),
    "honest.language": ("", "The documents are in Swedish. Quotations are shown as they stand."),
    # ask
    "ask.title": ("Vad vill du veta om planerna?", "What do you want to know about the plans?"),
    "ask.lead": (
        "Skriv med egna ord. Svaret är hämtat ordagrant ur planerna, med källa till varje mening.",
        "Use your own words. The answer is taken word for word from the plans, with a source for each sentence.",
    ),
    "ask.field": ("Din fråga", "Your question"),
    "ask.next": ("Ställ en följdfråga", "Ask a follow-up question"),
    "ask.button": ("Fråga", "Ask"),
    "ask.waiting": ("Söker …", "Searching …"),
    "ask.examples": ("Till exempel", "For example"),
    "ask.scope": ("Söker i {n} dokument", "Searching {n} documents"),
    "ask.scope.one": ("Söker i 1 dokument", "Searching 1 document"),
    "ask.scope.limit": (
        "Kryssa för de dokument som du vill söka i. Utan kryss söks alla.",
        "Tick the documents to search. None ticked searches all.",
    ),
    "ask.new": ("Börja om", "Start over"),
    "ask.history": ("Tidigare i samtalet", "Earlier in the conversation"),
    "ask.forgotten": (
        "Samtalet finns bara på den här sidan. Det sparas inte i tjänsten.",
        "The conversation is only on this page. It is not stored.",
    ),
    # answer
    "answer.title": ("Svar", "Answer"),
    "answer.question": ("Du frågade", "You asked"),
    "answer.read_as": ("Tolkat som: {text}", "Understood as: {text}"),
    "answer.answered": ("Svar ur dokumenten", "Answer from the documents"),
    "answer.partial": ("Dokumenten svarar på en del av frågan", "The documents answer part of the question"),
    "answer.not_found": ("Svaret finns inte i dokumenten", "The answer is not in the documents"),
    "answer.clarify": ("Frågan behöver bli tydligare", "The question needs to be clearer"),
    "answer.missing": ("Det här står inte i dokumenten", "This is not in the documents"),
    "answer.sources": ("Källor", "Sources"),
    "answer.source": ("Visa källa {n}", "Show source {n}"),
    "answer.show": ("Visa i källan", "Show in source"),
    "answer.open": ("Öppna avsnittet", "Open the section"),
    "answer.also": ("Står även i", "Also in"),
    "answer.follow_ups": ("Fråga vidare", "Ask more"),
    "answer.search": ("Sök med samma ord", "Search for the same words"),
    "answer.save": ("Spara svaret", "Save the answer"),
    "answer.table": ("Som tabell", "As a table"),
    "answer.copy": ("Kopiera med källa", "Copy with source"),
    "answer.copied": ("Kopierat", "Copied"),
    "label.verbatim": ("ordagrant", "verbatim"),
    "label.repaired": ("ordagrant, med rättade skannfel", "verbatim, with scanning errors repaired"),
    "label.original": ("visa originalet", "show the original"),
    "label.frame": ("sammanställt utan språkmodell", "compiled without a language model"),
    "label.model": ("sammanfattat av språkmodell {model}", "summarised by language model {model}"),
    "label.interpreted": ("tolkat: {what}", "interpreted: {what}"),
    # source
    "source.title": ("Källa", "Source"),
    "source.path": ("Var i dokumentet", "Where in the document"),
    "source.page": ("Sida {label}", "Page {label}"),
    "source.page_number": ("Sida {number} i filen", "Page {number} of the file"),
    "source.previous": ("Föregående avsnitt", "Previous section"),
    "source.next": ("Nästa avsnitt", "Next section"),
    "source.scanned": ("Visa texten som den står i filen", "Show the text as it stands in the file"),
    "source.clean": ("Visa den rättade texten", "Show the repaired text"),
    "source.scanned.note": (
        "Så här står texten i filen, med skannfel, sidhuvuden och radbrytningar.",
        "This is the text of the file, with scanning errors, page headers and line breaks.",
    ),
    "source.repaired": ("{n} ord är rättade. De är understrukna.", "{n} words are repaired. They are underlined."),
    "source.repaired.one": ("1 ord är rättat. Det är understruket.", "1 word is repaired. It is underlined."),
    "source.was": ("I filen: {text}", "In the file: {text}"),
    "source.doubt": ("Osäker läsning: se originalet", "Uncertain reading: see the original"),
    "source.notes": ("Fotnoter", "Footnotes"),
    "source.empty": (
        "Rubriken har ingen egen text. Texten finns i underavsnitten.",
        "The heading has no text of its own. See the sections below it.",
    ),
    "source.children": ("Underavsnitt", "Sections under this one"),
    "source.opinion": ("Särskilt uttalande, inte beslut", "A separate statement, not the decision"),
    "source.back": ("Till svaret", "To the answer"),
    "source.close": ("Stäng källan", "Close the source"),
    "source.lasting": ("Fast adress till avsnittet", "Lasting address of the section"),
    # search
    "search.title": ("Sök i dokumenten", "Search the documents"),
    "search.field": ("Sökord", "Search words"),
    "search.button": ("Sök", "Search"),
    "search.hits": ("{n} träffar, bäst först", "{n} hits, best first"),
    "search.hits.one": ("1 träff", "1 hit"),
    "search.none": (
        "Inget i dokumenten liknar det du sökte. Prova andra ord.",
        "Nothing in the documents is like your search. Try other words.",
    ),
    "search.unlike": (
        "Inget stycke har de ord som du sökte. Träffarna liknar dem bara till innehållet.",
        "No passage has the words you searched for. The hits are only alike in meaning.",
    ),
    "search.kind": ("Typ av dokument", "Kind of document"),
    "search.why": ("Varför den här träffen?", "Why this hit?"),
    # tables
    "filter.document": ("Dokument", "Document"),
    "filter.all": ("Alla", "All"),
    "filter.focus": ("Fokusområde", "Focus area"),
    "filter.group": ("Gäller för", "Applies to"),
    "filter.text": ("Handlar om", "About"),
    "filter.actor": ("Vem", "Who"),
    "filter.verb": ("Gör", "Does"),
    "filter.order": ("Ordna efter", "Order by"),
    "order.document": ("Dokument", "Document"),
    "order.actor": ("Vem", "Who"),
    "order.verb": ("Vad som görs", "What is done"),
    "order.when": ("När", "When"),
    "filter.button": ("Visa", "Show"),
    "filter.clear": ("Rensa", "Clear"),
    "save": ("Spara som", "Save as"),
    "areas.title": ("Utvecklingsområden", "Development areas"),
    "areas.lead": (
        "Det som planerna åtar sig, ordagrant, med fokusområde och vilka det gäller för.",
        "What the plans commit to, word for word, with focus area and whom it applies to.",
    ),
    "areas.count": ("{n} områden", "{n} areas"),
    "areas.count.one": ("1 område", "1 area"),
    "areas.none": ("Inget utvecklingsområde passar.", "No development area fits."),
    "areas.best": ("Bäst först, för: {q}", "Best first, for: {q}"),
    "duties.title": ("Ansvar och tider", "Responsibilities and times"),
    "duties.lead": (
        "Vem som ska göra vad, hur ofta och till när, med citat.",
        "Who is to do what, how often and by when, with quotations.",
    ),
    "duties.empty": (
        "Inget ansvar är registrerat i de här dokumenten. Ställ i stället en fråga, till exempel: Vem ansvarar för uppföljningen?",
        "No responsibilities are registered for these documents. Ask a question instead, in Swedish: Vem ansvarar för uppföljningen?",
    ),
    "duties.none": ("Inget ansvar i dokumenten passar urvalet.", "No responsibility in the documents fits the selection."),
    "duties.count": ("{n} rader", "{n} rows"),
    "duties.count.one": ("1 rad", "1 row"),
    "duties.nobody": ("anges inte", "not stated"),
    "duties.editions": ("Visa en rad för varje dokument som säger samma sak", "Show a row for each document that says the same"),
    "duties.more": (
        "Här visas de första {n}. Filtrera, eller spara alla som fil.",
        "The first {n} are shown. Narrow the selection, or save all as a file.",
    ),
    "duties.who": ("Vem", "Who"),
    "duties.when": ("När", "When"),
    "duties.where": ("Var det står", "Where it stands"),
    "duties.to": ("till", "to"),
    "duties.with": ("med", "with"),
    "duties.not": ("inte", "not"),
    "compare.title": ("Jämför två planer", "Compare two plans"),
    "compare.lead": (
        "Varje område i den vänstra planen med det närmaste i den högra, eller att inget finns.",
        "Each area of the left plan with the nearest one of the right, or that there is none.",
    ),
    "compare.choose": ("Välj en plan", "Choose a plan"),
    "compare.left": ("Vänster plan", "Left plan"),
    "compare.right": ("Höger plan", "Right plan"),
    "compare.button": ("Jämför", "Compare"),
    "compare.none": ("Den vänstra planen har inga utvecklingsområden.", "The left plan has no development areas."),
    "compare.missing": ("Hittades inte bland {n} områden", "Not found among {n} areas"),
    # documents
    "documents.title": ("Dokument", "Documents"),
    "documents.lead": ("Det här söker Planlots i.", "This is what Planlots searches."),
    "documents.none": (
        "Här finns inga dokument. Lägg till med kommandot planlots ingest.",
        "There are no documents. Add some with the command planlots ingest.",
    ),
    "document.issuer": ("Utgivare", "Issuer"),
    "document.kind": ("Typ", "Kind"),
    "document.status": ("Status", "Standing"),
    "document.date": ("Datum", "Date"),
    "document.valid": ("Gäller", "Valid"),
    "document.diary": ("Diarienummer", "Diary number"),
    "document.pages": ("Sidor", "Pages"),
    "document.sections": ("Avsnitt", "Sections"),
    "document.quality": ("Textkvalitet", "Text quality"),
    "document.family": ("Hör ihop med", "Belongs with"),
    "document.outline": ("Innehåll", "Contents"),
    "document.parts": ("Delar", "Parts"),
    "document.unreadable": ("Sidor som inte kunde läsas", "Pages that could not be read"),
    "document.unreadable.row": ("Sida {number}: {reason}", "Page {number}: {reason}"),
    "document.unknown": ("framgår inte", "not stated"),
    "quality.good": ("god", "good"),
    "quality.repaired": ("skannad, rättad", "scanned, repaired"),
    "quality.wrong language": ("fel språk i skanningen", "scanned as another language"),
    "quality.poor": ("svårläst", "hard to read"),
    "quality.empty": ("tom", "empty"),
    "status.gällande": ("gällande", "in force"),
    "status.beslutad": ("beslutad", "decided"),
    "status.förslag": ("förslag", "proposal"),
    "status.upphävd": ("upphävd", "repealed"),
    "status.okänd": ("status framgår inte", "standing not stated"),
    # signing in
    "sign.title": ("Logga in", "Sign in"),
    "sign.lead": (
        "Med en nyckel kan du lägga till och ta bort dokument. För att fråga och söka behövs ingen, om samlingen är öppen.",
        "With a key you can add and remove documents. To ask and search you need none, if the collection is open.",
    ),
    "sign.key": ("Nyckel", "Key"),
    "sign.button": ("Logga in", "Sign in"),
    "sign.wrong": (
        "Nyckeln gäller inte: den är fel, har gått ut, har dragits in eller hör till en annan samling.",
        "The key does not hold: it is wrong, has expired, was revoked or is for another collection.",
    ),
    "sign.cookie": (
        "När du loggar in sparas en kaka i webbläsaren, högst tio timmar. Den används bara för att känna igen nyckeln.",
        "Signing in stores a cookie in your browser, for ten hours at most. It is used only to recognise the key.",
    ),
    "sign.as": ("Inloggad med nyckeln {name}", "Signed in with the key {name}"),
    "sign.out": ("Logga ut", "Sign out"),
    # errors
    "error.home": ("Till startsidan", "To the start page"),
    "error.documents": ("Alla dokument", "All documents"),
    "error.nearest": ("Gå till närmaste avsnitt", "Go to the nearest section"),
    "error.starting": ("Sidan laddas om av sig själv.", "The page reloads by itself."),
    "problem.title": ("Felmeddelandet ”{type}”", "The error “{type}”"),
    "problem.lead": ("Tjänsten svarar så, med status {status}, när: {title}.", "The service answers this, with status {status}: {title}."),
    **PAGE_TEXTS,
    **EVAL_TEXTS,
    **TOOL_TEXTS,
}


def text(key: str, lang: Lang = "sv", **values: object) -> str:
    """The text in a language, filled in. KeyError for a key that is not there: a mistake of ours, caught by the tests."""
    swedish, english = TEXTS[key]
    return (english if lang == "en" else swedish).format(**values)


def counted(key: str, n: int, lang: Lang = "sv") -> str:
    """The text for a number of things, in the singular for one."""
    return text(f"{key}.one" if n == 1 else key, lang, n=n)
