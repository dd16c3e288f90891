"""A reader's way through the page: by keyboard, without JavaScript, on a phone, in the dark."""

import re

import pytest

pytestmark = pytest.mark.browser

QUESTION = "Vad är syftet?"
ADDRESSES = ("/", "/search", "/areas", "/responsibilities", "/compare", "/documents", "/nej")

# contrast of every visible text with what it stands on, after WCAG 2.2 (1.4.3); returns what falls short
CONTRAST = """() => {
  const channels = (colour) => { const found = colour.match(/[\\d.]+/g).map(Number); return found.length === 3 ? [...found, 1] : found; };
  const light = ([r, g, b]) => { const f = (c) => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
    return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
  const behind = (element) => { for (let e = element; e; e = e.parentElement) { const c = channels(getComputedStyle(e).backgroundColor); if (c[3] === 1) return c; }
    return [255, 255, 255, 1]; };
  const short = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || !element.checkVisibility() || ["SCRIPT", "OPTION"].includes(element.tagName)) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(channels(style.color)), light(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) short.push([node.textContent.trim().slice(0, 40), ratio.toFixed(2)]);
  }
  return short;
}"""


def ask(page, question=QUESTION):
    page.goto("/")
    page.fill("#question", question)
    page.press("#question", "Enter")
    page.wait_for_selector("#svar")
    page.wait_for_load_state()  # the scripts have run


def in_view(page, selector):
    return page.eval_on_selector(
        selector,
        "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight && r.left >= 0 && r.right <= innerWidth; }",
    )


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "without"])
def test_a_question_is_answered_and_its_source_opened_beside_it(open_page, javascript):
    page = open_page(java_script_enabled=javascript)
    page.goto("/")
    page.fill("#question", QUESTION)
    page.press("#question", "Enter")
    page.locator("#svar").wait_for()
    quote = page.locator(".statement:not(.frame) .said > span").first.inner_text()
    page.locator(".statement:not(.frame) .cite").first.click()
    page.locator("#kalla").wait_for()
    assert "".join(page.locator("mark").all_inner_texts()).split() == quote.split()
    answer, source = page.locator("#svar").bounding_box(), page.locator("#kalla").bounding_box()
    assert source["x"] > answer["x"] + answer["width"]
    assert "?" not in page.url


def test_the_quote_is_scrolled_to_and_the_answer_stays(open_page):
    page = open_page()
    ask(page)
    page.locator(".statement:not(.frame) .cite").first.click()
    page.wait_for_selector("#citat")
    assert in_view(page, "#citat")
    assert in_view(page, "button.cite")


def test_on_a_phone_the_source_comes_after_the_answer_and_leads_back(open_page):
    page = open_page(viewport={"width": 390, "height": 800})
    ask(page)
    page.locator(".statement:not(.frame) .cite").first.click()
    page.wait_for_selector("#citat")
    assert in_view(page, "#citat")
    page.get_by_role("link", name="Till svaret").first.click()
    assert in_view(page, "#asked")


def test_the_scanned_text_and_back(open_page):
    page = open_page()
    ask(page)
    page.locator(".statement:not(.frame) .cite").first.click()
    page.locator("#kalla").get_by_text("Visa texten som den står i filen").click()
    page.wait_for_selector("pre.scan mark")
    page.locator("#kalla").get_by_text("Visa den rättade texten").click()
    page.wait_for_selector(".source .text")
    page.get_by_role("button", name="Stäng källan").click()
    page.wait_for_selector("#kalla", state="detached")
    assert page.locator("#svar").count() == 1


def test_a_follow_up_keeps_the_conversation_on_the_page_only(open_page):
    page = open_page()
    ask(page)
    page.fill("#question", "Vem ansvarar?")
    page.press("#question", "Enter")
    page.wait_for_selector(".history")
    assert page.locator(".history summary").all_inner_texts() == [QUESTION]
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_back_from_a_section_shows_the_answer_again(open_page):
    page = open_page()
    ask(page)
    page.locator(".actions a").first.click()
    page.wait_for_selector(".source.alone")
    page.go_back()
    page.wait_for_selector("#svar")


def test_the_whole_task_by_keyboard(open_page):
    page = open_page()
    page.goto("/")
    page.keyboard.type(QUESTION)  # the field has the focus
    page.keyboard.press("Enter")
    page.wait_for_selector("#svar")
    for _ in range(40):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
        if page.evaluate("document.activeElement.classList.contains('cite')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("#kalla")


def test_a_copy_has_its_source_with_it(open_page, service):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    ask(page)
    page.locator(".copy-box summary").first.click()
    page.locator("button.copy").first.click()
    page.get_by_role("button", name="Kopierat").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert page.locator(".statement:not(.frame) .said > span").first.inner_text().strip() in copied
    assert "ordagrant" in copied and f"{service.url}/s/" in copied


@pytest.mark.parametrize(
    "payload", ["<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "<script>alert(1)</script>", "javascript:alert(1)", "{{7*7}}"]
)
def test_what_is_typed_is_text(open_page, payload):
    page = open_page()
    ask(page, payload)
    assert payload in page.locator("#asked").inner_text()


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
def test_nothing_is_wider_than_the_screen(open_page, width):
    page = open_page(viewport={"width": width, "height": 800})
    for address in ADDRESSES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    ask(page)
    page.locator(".statement:not(.frame) .cite").first.click()
    page.wait_for_selector("#kalla")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["", "?lang=en"], ids=["sv", "en"])
def test_every_text_has_contrast(open_page, scheme, language):
    page = open_page(color_scheme=scheme)
    for address in ADDRESSES:
        page.goto(address + language)
        assert page.evaluate(CONTRAST) == [], address
    ask(page)
    page.locator(".statement:not(.frame) .cite").first.click()
    page.wait_for_selector("#kalla")
    assert page.evaluate(CONTRAST) == []


def test_every_button_can_be_hit(open_page):
    page = open_page(viewport={"width": 390, "height": 800})
    ask(page)
    boxes = [button.bounding_box() for button in page.locator("button:visible").all()]
    assert len(boxes) > 4
    assert all(box["width"] >= 24 and box["height"] >= 24 for box in boxes)


def test_areas_are_ranked_for_a_phrase_and_saved(open_page):
    page = open_page()
    page.goto("/areas")
    page.fill("#q", "samverkan")
    page.press("#q", "Enter")
    page.wait_for_selector("ol.areas")
    assert "?" not in page.url
    with page.expect_download() as download:
        page.get_by_role("button", name="Excel").click()
    assert download.value.suggested_filename == "utvecklingsomraden.xlsx"


def test_the_paper_has_the_answer_and_its_sources(open_page):
    page = open_page()
    ask(page)
    page.emulate_media(media="print")
    assert page.locator(".sources").is_visible()
    assert not page.locator("nav").first.is_visible() and not page.locator("form.next").is_visible()


def test_the_language_can_be_switched(open_page):
    page = open_page()
    page.goto("/areas")
    page.get_by_role("link", name=re.compile("English")).click()
    page.wait_for_selector('html[lang="en"]')
    assert page.locator("h1").inner_text() == "Development areas"
