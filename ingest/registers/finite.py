"""The finite verbs of the main clauses of a Swedish sentence.

In: a sentence. Out: indices of tokens. A verb after "som", "att" or "när" belongs to a subordinate clause, an adjective like "beslutade" is
none. Knows word order; knows nothing of tasks or registers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from corpus.lexicon import load_lexicon
from ingest.registers.actors import CONJUNCTIONS, Actor, is_person, know_head, read_actors, read_head
from ingest.registers.conjugation import AGENT_WITHIN, guess_passive, guess_present, is_state
from ingest.registers.sentence import ADVERBS, FAR, FRONTING, PREPOSITIONS, SUBORDINATORS, Sentence, follows_conjunction
from ingest.registers.verbs import AUXILIARIES, FORMS, MODALS, Form, Token, is_infinitive, read_verb

FINITE: tuple[Form, ...] = ("present", "preterite")
FRONTED = frozenset({"varje", "två", "tre", "fyra", "en", "vart", "vartannat", "varannan", "minst"})  # begin a time
FIXED = frozenset({"helst", "möjligt", "mest", "minst", "regel", "helhet", "senast", "tidigast", "tidigare", "hittills", "vanligt"})
EACH = frozenset("sin sitt sina annan och för tredje fjärde femte sjätte sjunde åttonde tionde tolfte".split())  # noqa: SIM905 - after "var"
REACH = 14  # words of a subject
MONTH = re.compile("januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|år|möte|sammanträde")


def find_finite(sentence: Sentence, begin: int, *, given: bool = False) -> list[int]:
    """Indices of the finite verbs of main clauses, in order. With `given`, who acts is said elsewhere: the first word may be one."""
    found: list[int] = []
    pending = 0
    inside = False  # the last finite verb was that of a subordinate clause
    depth = 0
    tokens = sentence.tokens
    opens = begin < len(tokens) and tokens[begin].low in SUBORDINATORS | FRONTING  # the subordinate clause comes first
    cleft = begin > 0 and tokens[begin - 1].low == "är"
    for index in range(begin, len(tokens)):
        low = tokens[index].low
        if is_fixed(tokens, index):
            continue
        depth += (low == "(") - (low == ")")
        if depth > 0:
            continue
        if (
            low in SUBORDINATORS
            or (low in FRONTING and begins_clause(tokens, index, begin))
            or (low == "om" and (tokens[index - 1].low == "," or (found and asks(sentence, index))))
        ):
            if low == "som" and any(token.low == "såväl" for token in tokens[max(begin, index - 10) : index]):
                continue
            if cleft and low == "som":
                cleft = False
            elif not (low == "där" and index == begin) and not governs_infinitive(tokens, index):
                pending = 2 if pending and low == "som" and nests(sentence, index) else 1
            continue
        if low == "mån" and tokens[index - 1].low == "den":  # "i den mån resurser finns"
            pending = 1
        if not (is_finite(sentence, index) or (given and index == begin and begins_present(sentence, index))):
            if pending and not opens and is_state(low):  # "teamet, där läkaren ingår, gör"
                pending, inside = 0, True
            continue
        if pending and not (opens and inverts(sentence, index)):
            pending, inside, opens = pending - 1, True, False
        elif inside and follows_conjunction(tokens, index) and not resumes(sentence, found, index):
            continue
        else:
            found.append(index)
            pending, inside, opens = 0, False, False
    return found


def nests(sentence: Sentence, index: int) -> bool:
    """Does "som" begin a clause within one that has not got its verb yet: "att boenden som kommunen hyr är trygga"?"""
    found = 0
    for later in range(index + 1, min(index + FAR, len(sentence.tokens))):
        low = sentence.tokens[later].low
        if not low.isalnum() or low in SUBORDINATORS or (found and low in CONJUNCTIONS):
            break
        found += is_finite(sentence, later)
    return found > 1 and sentence.tokens[index - 1].low not in SUBORDINATORS


def is_fixed(tokens: Sequence[Token], index: int) -> bool:
    """Does the word begin no clause but belong to a phrase: "när som helst", "så snart som möjligt", "som mest"?"""
    lows = [token.low for token in tokens[index : index + 3]]
    return (lows[0] == "som" and len(lows) > 1 and lows[1] in FIXED) or lows[1:] == ["som", "helst"]


def inverts(sentence: Sentence, index: int) -> bool:
    """Does an actor follow the verb as only in a main clause: "När avtalet upphör ska parterna ...", "... ansvarar parterna"?"""
    tokens = sentence.tokens
    actors, after = read_actors(tokens, index + 1, len(tokens), sentence.names)
    return bool(actors) and (tokens[index].low not in MODALS or begins_predicate(tokens, after, len(tokens)))


def begins_clause(tokens: Sequence[Token], index: int, begin: int) -> bool:
    """Does the word stand first, and no verb after it: "Om planen ...", but not "Då beslutar ..."?"""
    return index == begin and index + 1 < len(tokens) and tokens[index + 1].low not in MODALS and not any(
        reading.form in FINITE for reading in FORMS.get(tokens[index + 1].low, ())
    )  # fmt: skip


def asks(sentence: Sentence, index: int) -> bool:
    """Does "om" begin a clause: a verb follows within few words, none of them a conjunction: "pröva om planen ska ändras"?"""
    reach = (
        12 if any(token.low == "eller" for token in sentence.tokens[index + 1 : index + 6]) else 7
    )  # "om praktik eller arbete är möjligt"
    for later in range(index + 1, min(index + reach, len(sentence.tokens))):
        low = sentence.tokens[later].low
        if not low.isalpha() or (low in CONJUNCTIONS and low != "eller") or low in SUBORDINATORS:
            return False
        if later > index + 1 and is_finite(sentence, later):
            return True
    return False


def begins_predicate(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Does an infinitive follow, with adverbs at most between?"""
    while at < end and tokens[at].low in ADVERBS:
        at += 1
    return at < end and is_infinitive(tokens[at])


def governs_infinitive(tokens: Sequence[Token], index: int) -> bool:
    """Is this "att" followed by an infinitive, with adverbs at most between?"""
    if tokens[index].low != "att":
        return False
    at = index + 1
    while at < len(tokens) and tokens[at].low in ADVERBS:
        at += 1
    if at >= len(tokens):
        return True
    if is_infinitive(tokens[at]) and not read_verb_here(tokens, at) and read_head(tokens[at].text) is None:
        return True
    if tokens[at].low in PREPOSITIONS:  # "att i samråd med nämnden ta fram"
        for later in tokens[at : at + FAR]:
            readings = FORMS.get(later.low, ())
            if any(reading.form == "infinitive" for reading in readings):
                return True
            if later.low in MODALS | {"är": "", "har": ""} or any(reading.form == "present" for reading in readings):
                return False
    return False


def read_verb_here(tokens: Sequence[Token], at: int) -> bool:
    """Is the word an auxiliary or modal, which ends like an infinitive: "ska"?"""
    return tokens[at].low in MODALS or tokens[at].low in AUXILIARIES


def is_finite(sentence: Sentence, index: int) -> bool:
    """Is the word a finite verb here? Forms on -ade and -s may be adjectives or infinitives."""
    tokens = sentence.tokens
    low = tokens[index].low
    if low in MODALS or low in AUXILIARIES:
        return not (low == "var" and index + 1 < len(tokens) and tokens[index + 1].low in EACH)
    if low == "inför" or (low == "för" and not leads_talks(sentence, index)):
        return False
    if read_verb(sentence.text, tokens, index, FINITE) is None:
        return is_unlisted(sentence, index)
    if low.endswith(("ade", "da", "de")) and all(reading.form == "preterite" for reading in FORMS[low] if reading.form in FINITE):
        return touches_actor(sentence, index)
    ambiguous = any(reading.form == "infinitive" for reading in FORMS[low])
    return not (ambiguous and after_modal(tokens, index))


def leads_talks(sentence: Sentence, index: int) -> bool:
    """Is "för" the verb: "för dialog med", right after "och" or who does it?"""
    found = read_verb(sentence.text, sentence.tokens, index, FINITE)
    near = found is not None and found.after is not None and found.after[0] - sentence.tokens[index].end <= 1
    return near and (sentence.tokens[index - 1].low in CONJUNCTIONS or follows_subject(sentence, index))


def is_unlisted(sentence: Sentence, index: int) -> bool:
    """Is the word a verb that no list holds: right after its subject, after "och" and another verb, or before the subject it fronts?"""
    tokens = sentence.tokens
    low = tokens[index].low
    if index == 0 or not tokens[index].text.islower() or read_head(low) is not None:
        return False
    if any(reading.form == "supine" for reading in FORMS.get(low, ())):
        return False  # "har letts av": no "letta"
    if guess_passive(low) is not None:
        return not after_modal(tokens, index) and has_agent(sentence, index)
    return guess_present(low) is not None and (
        follows_subject(sentence, index) or precedes_subject(sentence, index) or coordinates(sentence, index)
    )


def begins_present(sentence: Sentence, index: int) -> bool:
    """Is the word that the sentence begins with a verb in the present tense, though no list holds it: "ordnar en temadag"?"""
    token = sentence.tokens[index]
    return token.text.islower() and read_head(token.low) is None and guess_present(token.low) is not None


def follows_subject(sentence: Sentence, index: int) -> bool:
    """Does a subject that is someone end right before the word, where a clause may begin?"""
    tokens, names = sentence.tokens, sentence.names
    while index > 1 and tokens[index - 1].low in ADVERBS - PREPOSITIONS:
        index -= 1
    if index > 2 and tokens[index - 1].low == ",":  # past what is put between: "rådet, en i varje kommun, löser"
        index = next((at for at in range(index - 2, max(0, index - REACH), -1) if tokens[at].low == ","), index)
    for start in range(index - 1, max(-1, index - REACH), -1):
        if start and tokens[start - 1].low not in CONJUNCTIONS | SUBORDINATORS | {",", ";", ":", "–", "men", "medan"}:
            continue
        actors, end = read_actors(tokens, start, index, names, post=True)
        if any(tokens[at].low in FORMS and is_finite(sentence, at) for at in range(start + 1, index)):
            continue  # "verksamheter i länet rapporterar samma uppgifter": the subject ended before
        told = [is_someone(one, names) and (one.definite or one.collective or is_person(one.head) or start == 0) for one in actors]
        if actors and end == index and (all(told) or actors[0].collective):
            return True
        if tokens[start].low in {"den", "de", "hen", "han", "hon"} and start + 1 == index:
            return start == 0 or tokens[start - 1].low in CONJUNCTIONS
    return False


def is_someone(actor: Actor, names: Set[str]) -> bool:
    """Does the noun say that someone acts, or is it a name: not "Figuren", a common word that is only written large?"""
    return know_head(actor.head, names) is not None or not load_lexicon().knows(actor.head)


def precedes_subject(sentence: Sentence, index: int) -> bool:
    """Does someone stand right after the word, in a sentence that begins with a time, place or adverb: "I mars redogör nämnden"?"""
    tokens, names = sentence.tokens, sentence.names
    start = next((at + 1 for at in range(index - 1, 0, -1) if tokens[at].low == ";"), 0)
    opens = tokens[start].low in PREPOSITIONS | ADVERBS | FRONTED
    if not opens or index > start + FAR or any(tokens[at].low in FORMS and is_finite(sentence, at) for at in range(start + 1, index)):
        return False
    actors, _ = read_actors(tokens, index + 1, len(tokens), names)
    return bool(actors) and all(one.definite or one.collective for one in actors)


def coordinates(sentence: Sentence, index: int) -> bool:
    """Does the word go on after "och" with what a verb before began: "drar upp riktlinjerna och fördelar medlen"?"""
    tokens = sentence.tokens
    comma = tokens[index - 1].low == "," and any(
        tokens[later].low in CONJUNCTIONS and is_present(sentence, later + 1)
        for later in range(index + 1, min(index + FAR, len(tokens) - 1))
    )
    if not (follows_conjunction(tokens, index) or comma):
        return False
    return any(tokens[at].low in AUXILIARIES or is_present(sentence, at) for at in range(index - 1, -1, -1))


def is_present(sentence: Sentence, at: int) -> bool:
    """Is the word a verb in the present tense, listed or after its subject?"""
    tokens = sentence.tokens
    low = tokens[at].low
    if low in AUXILIARIES or low in MODALS or read_head(low) is not None:
        return False
    return any(reading.form == "present" for reading in FORMS.get(low, ())) or guess_present(low) is not None


def has_agent(sentence: Sentence, index: int) -> bool:
    """Does "av" with someone follow the passive verb: "aktiveras av larmcentralen"?"""
    tokens, names = sentence.tokens, sentence.names
    for at in range(index + 1, min(index + AGENT_WITHIN, len(tokens) - 1)):
        if tokens[at].low == "av":
            actors, _ = read_actors(tokens, at + 1, len(tokens), names)
            return bool(actors) and all(one.definite or one.collective or is_person(one.head) for one in actors)
        if tokens[at].low in SUBORDINATORS | {",", ";"}:
            break
    return False


def touches_actor(sentence: Sentence, index: int) -> bool:
    """Does an actor end right before the word, or a time with an actor right after, so that "beslutade" is no adjective?"""
    tokens, names = sentence.tokens, sentence.names
    if index == 0 or not tokens[index].text.islower():
        return False
    for start in range(max(0, index - 8), index):
        actors, end = read_actors(tokens, start, index, names)
        if actors and end == index and (actors[-1].definite or actors[-1].collective):
            return True
    before = tokens[index - 1]
    after, _ = read_actors(tokens, index + 1, len(tokens), names)
    return bool(after) and after[0].definite and (before.text[-1:].isdigit() or before.low in ADVERBS or bool(MONTH.fullmatch(before.low)))


def after_modal(tokens: Sequence[Token], index: int) -> bool:
    """Does a modal, "att" or an infinitive coordinated with this word stand before it in the clause?"""
    for token in reversed(tokens[max(0, index - FAR) : index]):
        if token.low in MODALS or token.low == "att":
            return True
        if token.low in {".", ";", "som"} or (token.low in AUXILIARIES):
            return False
    return False


def resumes(sentence: Sentence, found: Sequence[int], index: int) -> bool:
    """After a subordinate clause, does "och" + verb go on with the main clause: both with a modal, or the verb before had none?"""
    if not found:
        return False
    modal = sentence.tokens[index].low in MODALS
    main = sentence.tokens[found[-1]].low in MODALS
    inner = [at for at in range(found[-1] + 1, index) if is_finite(sentence, at)]
    return modal == main and not any((sentence.tokens[at].low in MODALS) == modal for at in inner)
