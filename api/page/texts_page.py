"""Texts of what stands around an answer: remarks, corrections, how answers are made, accessibility. Swedish first, English second."""

from __future__ import annotations

from collections.abc import Mapping

PAGE_TEXTS: Mapping[str, tuple[str, str]] = {
    # remarks
    "remark.open": ("Stämmer inte?", "Not right?"),
    "remark.title": ("Vad stämmer inte?", "What is not right?"),
    "remark.lead": (
        "Din synpunkt används för att mäta och förbättra svaren. Ingenting sparas förrän du trycker på Skicka.",
        "Your remark is used to measure and improve the answers. Nothing is stored until you press Send.",
    ),
    "remark.fault": ("Vad är fel?", "What is wrong?"),
    "remark.fault.wrong": ("Svaret är fel", "The answer is wrong"),
    "remark.fault.incomplete": ("Något saknas i svaret", "Something is missing"),
    "remark.fault.source": ("Källan säger något annat", "The source says something else"),
    "remark.fault.missed": ("Svaret finns i dokumenten, men hittades inte", "The answer is in the documents, but was not found"),
    "remark.fault.answered": (
        "Dokumenten säger inget om detta, men jag fick ett svar",
        "The documents say nothing of this, but I got an answer",
    ),
    "remark.fault.other": ("Något annat", "Something else"),
    "remark.expected": ("Var står det rätta svaret? (frivilligt)", "Where is the right answer? (optional)"),
    "remark.expected.hint": (
        "Klistra in meningen ur dokumentet, eller skriv rubriken.",
        "Paste the sentence of the document, or write the heading.",
    ),
    "remark.comment": ("Kommentar (frivilligt)", "Comment (optional)"),
    "remark.kept": ("Det här sparas", "This is stored"),
    "remark.kept.text": (
        "Det du fyllt i ovan, det som står här under och tiden. Inte vem du är. Det tas bort efter {days} dagar.",
        "What you wrote above, what stands below, and the time. Not who you are. It is removed after {days} days.",
    ),
    "remark.question": ("Frågan", "The question"),
    "remark.question.hint": (
        "Ta bort namn och annat som pekar ut någon. Personnummer döljs.",
        "Remove names and whatever points at a person. Identity numbers are masked.",
    ),
    "remark.answer": ("Svaret", "The answer"),
    "remark.answer.none": ("Inget svar gavs.", "No answer was given."),
    "remark.sources": ("Svarets källor", "Sources of the answer"),
    "remark.history": ("Ta med de tidigare frågorna i samtalet", "Include the earlier questions of the conversation"),
    "remark.send": ("Skicka", "Send"),
    "remark.cancel": ("Avbryt utan att spara", "Cancel without storing"),
    "remark.thanks": ("Tack, synpunkten är sparad", "Thank you, the remark is stored"),
    "remark.thanks.text": (
        "Den som utvärderar Planlots läser den. Den tas bort efter {days} dagar.",
        "Those who evaluate Planlots will read it. It is removed after {days} days.",
    ),
    "remarks.title": ("Synpunkter på svaren", "Remarks on answers"),
    "remarks.lead": (
        "Det som läsare har skickat in. Gör dem till en frågesamling, så mäts nästa ändring mot dem.",
        "What readers have sent. Make them a question set, and the next change is measured by them.",
    ),
    "remarks.none": (
        "Ingen har skickat någon synpunkt än. Under varje svar finns knappen Stämmer inte?",
        "Nobody has sent a remark yet. Below every answer is the button Not right?",
    ),
    "remarks.set": ("Gör en frågesamling av alla", "Make a question set of all"),
    "remarks.remove": ("Ta bort", "Remove"),
    # the page as a picture
    "source.image": ("Visa sida {number} i filen som bild", "Show page {number} of the file as a picture"),
    "source.image.alt": ("Bild av sida {number} i filen.", "Picture of page {number} of the file."),
    "source.image.boxed": ("Citatet är inramat. Samma text står ovanför.", "The quotation is framed. The same text stands above."),
    # search
    "search.filters": ("Begränsa sökningen", "Limit the search"),
    "search.issuer": ("Utgivare", "Issuer"),
    "search.standing": ("Status", "Standing"),
    "search.year": ("År, daterat eller giltigt", "Year, dated or valid"),
    "search.any": ("Alla", "All"),
    "search.lead": ("Hitta stycken i planerna. Träffarna är ordagranna.", "Find passages in the plans. The hits are verbatim."),
    "search.narrow": ("Ingen träff med de här begränsningarna.", "No hit within these limits."),
    "search.words": ("Sökord i stycket: {words}", "Search words in the passage: {words}"),
    "search.score": ("Sammanlagd poäng: {score}", "Total score: {score}"),
    "why.sparse": ("Samma ord", "Same words"),
    "why.dense": ("Liknande betydelse", "Similar meaning"),
    "why.late": ("Betydelse, ord för ord", "Meaning, word by word"),
    "why.together": ("Orden nära varandra", "Words near each other"),
    "why.named": ("Sökningen nämner dokumentet", "The search names the document"),
    "why.area": ("Ett utvecklingsområde", "A development area"),
    "why.explains": ("Förklarar ett ord i sökningen", "Explains a word of the search"),
    "why.period": ("Rätt tid", "Right time"),
    "why.answers": ("Svarets form", "Form of an answer"),
    "why.opinion": ("Särskilt uttalande", "A separate statement"),
    "why.bare": ("Mest rubrik, lite text", "Mostly heading, little text"),
    "why.other": ("Övrigt", "Other"),
    # corrections
    "readings.title": ("{n} rättade eller osäkra ord", "{n} repaired or doubtful words"),
    "readings.title.one": ("1 rättat eller osäkert ord", "1 repaired or doubtful word"),
    "readings.lead": (
        "Osäkra ord först. Marginalen säger hur säker läsningen är: under 3 är den osäker.",
        "Doubtful words first. The margin tells how sure the reading is: below 3 it is doubtful.",
    ),
    "readings.more": ("Här visas de första {n}.", "The first {n} are shown."),
    "readings.sure": ("säker", "sure"),
    "readings.doubtful": ("osäker", "doubtful"),
    "readings.margin": ("marginal {margin}", "margin {margin}"),
    "readings.alternatives": ("kan också vara", "may also be"),
    "fix.label": ("Rätt läsning av {word}", "Right reading of {word}"),
    "fix.button": ("Rätta", "Correct"),
    "fix.other": ("Rätta andra ord i avsnittet", "Correct other words of the section"),
    "fix.quote": ("Så står det på sidan", "As it stands on the page"),
    "fix.words": ("Så ska det stå", "As it should read"),
    "fix.done": (
        "Rättelsen är sparad. Dokumentet läses in igen, och texten ändras inom någon minut.",
        "The correction is stored. The document is read again, and the text changes within a minute.",
    ),
    # how the question is answered
    "mode.legend": ("Hur vill du ha svaret?", "How do you want the answer?"),
    "mode.extract": ("Bara citat", "Quotations only"),
    "mode.generate": (
        "Sammanfattat av språkmodellen {model}, med citat under",
        "Summarised by the language model {model}, with quotations below",
    ),
    "ask.ai": (
        "Du frågar ett datorprogram, ett AI-system. Det kan ha fel: läs källan innan du fattar beslut.",
        "You are asking a computer program, an AI system. It can be wrong: read the source before you decide.",
    ),
    "ask.ai.more": ("Så görs svaren", "How answers are made"),
    "ask.areas.text": ("Vad planerna åtar sig, ordagrant", "What the plans commit to, word for word"),
    "ask.duties.text": ("Vem som ska göra vad, hur ofta och till när", "Who is to do what, how often and by when"),
    "answer.told": ("{verdict}. {n} meningar med källa.", "{verdict}. {n} sentences with a source."),
    "answer.told.one": ("{verdict}. 1 mening med källa.", "{verdict}. 1 sentence with a source."),
    "answer.writing": ("Språkmodellen skriver. Varje mening kontrolleras.", "The language model is writing. Each sentence is checked."),
    "answer.record": ("Med källornas hela text", "With the whole text of the sources"),
    "answer.copy.button": ("Kopiera", "Copy"),
    "honest.model": ("En språkmodell används bara om du väljer det.", "A language model is used only if you choose it."),
    # how answers are made
    "about.title": ("Så görs svaren", "How answers are made"),
    "about.lead": (
        "Planlots söker i dokumenten och visar vad som står där, med källa till varje mening. Står det inte där, säger Planlots det.",
        "Planlots searches the documents and shows what they say, with a source for each sentence. If they do not say, Planlots tells you.",
    ),
    "about.ai": ("Det här är ett AI-system", "This is an AI system"),
    "about.ai.text": (
        "Enligt EU:s AI-förordning (artikel 50) ska du veta att du använder ett AI-system. Planlots tolkar din fråga, väljer meningar ur "
        "dokumenten och sätter dem i ordning. Det fattar inga beslut om någon.",
        "Under the EU AI Act (article 50) you should know that you are using an AI system. Planlots reads your "
        "question, picks sentences of the "
        "documents and puts them in order. It decides nothing about anyone.",
    ),
    "about.ai.none": ("Ingen språkmodell skriver svaren.", "No language model writes the answers."),
    "about.ai.model": (
        "Den som driver tjänsten har kopplat språkmodellen {model}. Den används bara när du väljer det, och varje "
        "mening kontrolleras mot sitt citat.",
        "The operator has connected the language model {model}. It is used only when you choose it, and each sentence "
        "is checked against its quote.",
    ),
    "about.labels": ("Märkningen av varje mening", "The label of each sentence"),
    "about.label.verbatim": ("Meningen står precis så i dokumentet.", "The sentence stands exactly so in the document."),
    "about.label.repaired": (
        "Dokumentet är skannat och bokstäver har rättats. Du kan alltid se texten som den var.",
        "The document was scanned and letters were repaired. You can always see the text as it was.",
    ),
    "about.label.frame": (
        "En fast mening som fylls med ord ur citatet, rubriken eller listans inledning.",
        "A fixed sentence filled with words of the quote, its heading or the list's lead.",
    ),
    "about.label.model": (
        "En språkmodell har skrivit meningen. Planlots har kontrollerat den mot citatet under.",
        "A language model wrote the sentence. Planlots checked it against the quote below.",
    ),
    "about.limits": ("Det här bör du tänka på", "Keep in mind"),
    "about.limit.1": (
        "Sökningen kan missa något. Att Planlots inte hittar ett svar betyder inte att frågan är avgjord.",
        "The search can miss something. That Planlots finds no answer does not settle the question.",
    ),
    "about.limit.2": (
        "Ett förslag är inte ett beslut. Dokumentets status står vid varje källa.",
        "A proposal is not a decision. The standing of the document is told at each source.",
    ),
    "about.limit.3": (
        "I skannade dokument kan ord vara fel lästa. De är märkta, och originalet går att visa.",
        "Words of scanned documents can be misread. They are marked, and the original can be shown.",
    ),
    "about.limit.4": (
        "Läs källan innan du fattar beslut, särskilt om det gäller en enskild person.",
        "Read the source before you decide, above all when it concerns a person.",
    ),
    "about.kept": ("Vad som sparas", "What is stored"),
    "about.kept.text": (
        "Frågor och svar sparas inte. Samtalet finns bara på din sida i webbläsaren. Personnummer döljs innan frågan "
        "används. Skickar du en "
        "synpunkt sparas det som visas innan du trycker på Skicka.",
        "Questions and answers are not stored. The conversation is only on the page in your browser. Identity numbers "
        "are masked before the "
        "question is used. If you send a remark, what was shown before you pressed Send is stored.",
    ),
    "about.version": ("Planlots version {version}", "Planlots version {version}"),
    # accessibility
    "access.title": ("Tillgänglighet", "Accessibility"),
    "access.operator": ("den som driver tjänsten", "the operator of the service"),
    "access.todo": (
        "Redogörelsen är inte ifylld. Den som driver tjänsten skriver sina uppgifter i filen {file} i datamappen.",
        "The statement is not filled in. The operator of the service writes their part in the file {file} in the data folder.",
    ),
    "access.lead": (
        "Ansvarig för den här tjänsten är {who}. Alla ska kunna använda den, också utan mus, utan JavaScript och med hjälpmedel.",
        "Responsible for this service is {who}. Everyone should be able to use it, also without a mouse, without JavaScript and with aids.",
    ),
    "access.how": ("Hur tillgänglig är tjänsten?", "How accessible is the service?"),
    "access.how.full": (
        "Vi känner inte till några brister i hur tjänsten uppfyller lagen om tillgänglighet till digital offentlig "
        "service (WCAG 2.2, nivå AA).",
        "We know of no failure to meet the Swedish act on accessibility of digital public services (WCAG 2.2, level AA).",
    ),
    "access.how.some": (
        "Tjänsten uppfyller delvis lagen om tillgänglighet till digital offentlig service (WCAG 2.2, nivå AA). Bristerna står här under.",
        "The service meets the Swedish act on accessibility of digital public services in part (WCAG 2.2, level AA). "
        "The failures stand below.",
    ),
    "access.built": (
        "Sidorna går att använda med tangentbord och skärmläsare, med 400 procents förstoring, i mörkt läge och på en liten skärm.",
        "The pages can be used by keyboard and screen reader, at 400 per cent zoom, in dark mode and on a small screen.",
    ),
    "access.faults": ("Det här är inte tillgängligt", "What is not accessible"),
    "access.quotes": ("Dokumentens egen text", "The documents' own text"),
    "access.quotes.text": (
        "Citat visas som de står i dokumenten. Är ett dokument svårläst kan citatet också vara det. Skannade sidor visas som text.",
        "Quotations are shown as they stand. Where a document is hard to read, so may its quotations be. Scanned pages are shown as text.",
    ),
    "access.contact": ("Säg till om något hindrar dig", "Tell us of obstacles"),
    "access.contact.text": (
        "Behöver du innehållet på ett annat sätt, eller hittar du en brist? Hör av dig, så hjälper vi dig.",
        "Do you need the content in another form, or have you found a failure? Contact us, and we will help.",
    ),
    "access.supervision": ("Tillsyn", "Supervision"),
    "access.supervision.text": (
        "Myndigheten för digital förvaltning, Digg, har tillsyn över lagen. Är du inte nöjd med vårt svar kan du anmäla det till Digg.",
        "The Agency for Digital Government, Digg, supervises the act. If you are not content with our answer you can report it to Digg.",
    ),
    "access.tested": ("Så är tjänsten granskad", "How the service was reviewed"),
    "access.tested.text": (
        "Varje version av Planlots granskas automatiskt i webbläsare: med axe-core i alla lägen, bara med tangentbord, "
        "utan JavaScript och på "
        "320 bildpunkters bredd.",
        "Each version of Planlots is reviewed automatically in a browser: with axe-core in every state, by keyboard "
        "alone, without JavaScript "
        "and at a width of 320 pixels.",
    ),
    "access.published": ("Redogörelsen publicerades {day}.", "The statement was published {day}."),
}
