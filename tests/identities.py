"""Generates Swedish identity numbers in eight ways of writing, and what looks like them but is none. Nothing here is a test."""

import random
from datetime import date, timedelta

from assistant.question.clean import check_digit_holds

FRAMES = (
    "Vad gäller för {}?",
    "{} får hemtjänst, vilket stöd finns?",
    "min mamma {} är dement",
    "Kan ({}) få avlösning",
    "Gäller planen även {}, {}?",
    "brukaren:{}",
    "personnummer {} vill ha en kontaktperson",
    "Hej! Jag heter Bo ({}). Vem hjälper mig?",
)
WRITTEN = (
    "{y4}{m}{d}{n}",
    "{y4}{m}{d}-{n}",
    "{y2}{m}{d}-{n}",
    "{y2}{m}{d}{n}",
    "{y2}{m}{d}+{n}",
    "{y4}-{m}-{d}-{n}",
    "{y4}{m}{d} {n}",
    "{y4} {m} {d} {n}",
)


def make_number(seed: random.Random, *, coordination: bool) -> dict[str, str]:
    """The parts of one number with the right check digit."""
    born = date(1900, 1, 1) + timedelta(days=seed.randrange(46_000))  # to 2025
    parts = {"y4": f"{born.year}", "y2": f"{born.year % 100:02}", "m": f"{born.month:02}", "d": f"{born.day + 60 * coordination:02}"}
    stem = parts["y2"] + parts["m"] + parts["d"] + f"{seed.randrange(1000):03}"
    (digit,) = [one for one in "0123456789" if check_digit_holds(stem + one)]
    return {**parts, "n": stem[6:] + digit}


def make_identities(count: int, seed: int) -> list[tuple[str, str]]:
    """(sentence, the number's last four signs): each way of writing equally often, every fifth a coordination number."""
    dice, made = random.Random(seed), []
    for number in range(count):
        parts = make_number(dice, coordination=dice.random() < 0.2)
        written = WRITTEN[number % len(WRITTEN)].format(**parts)
        frame = FRAMES[number // len(WRITTEN) % len(FRAMES)]
        made.append((frame.replace("{}", written), parts["n"]))
    return made


def make_others(count: int, seed: int) -> list[str]:
    """Sentences with diary numbers, dates, spans of dates, times, amounts, telephones, paragraphs, organisation and statute numbers."""
    dice = random.Random(seed)
    makers = (_diary, _date, _span, _amount, _telephone, _number)
    return [makers[index % len(makers)](dice) for index in range(count)]


def _day(dice: random.Random) -> date:
    return date(1995, 1, 1) + timedelta(days=dice.randrange(14_000))


def _diary(dice: random.Random) -> str:
    year, n = dice.randrange(1995, 2032), dice.randrange(1, 100_000)
    forms = (
        "SOF {y}/{n}",
        "KS {y}-{n:05}",
        "dnr KS/{y}:{n}",
        "VON {y}/{n:04}",
        "KS{y}-{n:06}",
        "dnr {y}{n:05}",
        "ärende {y}-{n}",
        "BUN-{y}.{n:04}",
    )
    return f"Vad beslutades i {dice.choice(forms).format(y=year, n=n)}?"


def _date(dice: random.Random) -> str:
    forms = (
        "%Y-%m-%d",
        "%Y%m%d",
        "%y%m%d",
        "%d/%m %Y",
        "%d.%m.%Y",
        "%Y-%m-%d kl. 14.30",
        "%Y-%m-%d %H:%M",
        "%Y-%m-%dT08:15",
        "%d %m %Y",
        "%y-%m-%d",
    )
    return f"Vad gällde den {_day(dice).strftime(dice.choice(forms))} i kommunen?"


def _span(dice: random.Random) -> str:
    first, last = sorted((_day(dice), _day(dice)))
    written = dice.choice(("%Y-%m-%d", "%Y%m%d", "%y%m%d"))
    between = dice.choice(("–", "-", " – ", " - ", " till ", " "))
    years = f"{first.year}{between}{last.year}"
    return f"Vad gäller {years if dice.random() < 0.3 else first.strftime(written) + between + last.strftime(written)}?"


def _amount(dice: random.Random) -> str:
    value = dice.randrange(1, 10 ** dice.randrange(2, 13))
    written = dice.choice(
        (f"{value}", f"{value:,}".replace(",", " "), f"{value:,}".replace(",", "."), f"{value / 100:.2f}".replace(".", ","))
    )
    return f"Räcker {written} {dice.choice(('kronor', 'kr', 'SEK', 'euro', 'kr per år'))} till det?"


def _telephone(dice: random.Random) -> str:
    tail = f"{dice.randrange(10**7):07}"
    a, b, c = tail[:3], tail[3:5], tail[5:]
    prefix = dice.choice(("070", "072", "073", "076", "079"))
    area = dice.choice(("08", "031", "040", "018", "0611", "0920", "013", "090", "0121"))
    forms = (f"{prefix}-{a} {b} {c}", f"{prefix}{tail}", f"{prefix} {a} {b} {c}", f"+46 {prefix[1:]} {a} {b} {c}", f"+46{prefix[1:]}{tail}")
    fixed = (f"{area}-{a} {b} {c}"[: len(area) + 10], f"{area}{tail}"[:10], f"{area}-{a}{b}{c}"[:11], f"0046{prefix[1:]}{tail}")
    return dice.choice(("Vem svarar på {}?", "Ring {} om ni undrar.", "telefon {}")).format(dice.choice(forms + fixed))


def _number(dice: random.Random) -> str:
    n = dice.randrange(10**6)
    forms = (
        f"SFS {dice.randrange(1950, 2030)}:{dice.randrange(1, 2000)}",
        f"{dice.randrange(1, 40)} kap. {dice.randrange(1, 40)} §",
        f"{dice.randrange(21, 99)}{dice.randrange(20, 99)}{dice.randrange(10, 99)}-{dice.randrange(10**4):04}",  # organisation number: third digit from 2
        f"postnummer {n % 90_000 + 10_000}",
        f"BG {n % 9000 + 1000}-{n % 9999:04}",
        f"978-91-{n:06}-{n % 10}",
        f"{dice.randrange(1, 20)} {dice.randrange(1, 13):02} {dice.randrange(1, 29):02}",
    )
    return f"Vad säger {dice.choice(forms)} om det?"
