"""Sixty payloads in every place where someone else's words reach the page, in a real browser: nothing runs, no policy report. And a
language model's answer as it comes.

In text, titles, file names, headings, PDF metadata and questions (promise S2).
"""

import html
import json
import re
import urllib.request

import pytest

from api.service.client import RemoteDesk
from corpus.library import Library
from corpus.settings import Settings
from ingest.jobs import enqueue_file, run_jobs
from tests.makers import pdf_bytes
from tests.scripted_model import serve_model
from tests.service import RunningService

pytestmark = pytest.mark.browser

SCRIPTS = ("alert(1)", "window.xss=1", "document.title='xss'")
SHAPES = (
    "<script>{}</script>",
    "<img src=x onerror={}>",
    "<svg onload={}>",
    "<svg><script>{}</script></svg>",
    '"><script>{}</script>',
    "'><img src=x onerror={}>",
    '" onmouseover={} autofocus onfocus={} x="',
    "' onfocus={} autofocus '",
    "</title><script>{}</script>",
    "</textarea><script>{}</script>",
    "</style><script>{}</script>",
    "<iframe srcdoc='<script>{}</script>'>",
    "<a href=javascript:{}>klicka</a>",
    "[klicka](javascript:{})",
    "<details open ontoggle={}>",
    "<math><mtext></mtext><mglyph><svg><mtext><textarea><path id='</textarea><img onerror={} src>'>",
    "<body onload={}>",
    "{{{{constructor.constructor('{}')()}}}}",
    "{{% include '{}' %}}",
    "<input autofocus onfocus={}>",
)
PAYLOADS = [shape.replace("{}", script) if "{{" not in shape else shape.format(script) for shape in SHAPES for script in SCRIPTS]
WATCH = """() => { window.reports = []; window.xss = 0;
  document.addEventListener("securitypolicyviolation", event => window.reports.push(event.blockedURI + " " + event.violatedDirective)); }"""


def write_documents(folder):
    """One Markdown file with payloads as headings, text and list items; PDFs with them as title and text; a file named by one."""
    folder.mkdir()
    sections = [
        f"## Mål {number} {one}\n\nNämnden ska lämna in {one} varje år.\n\n- {one}\n" for number, one in enumerate(PAYLOADS, start=1)
    ]
    plan = folder / "plan <img src=x onerror=alert(1)>.md"
    plan.write_text(f"# Plan {PAYLOADS[0]}\n\n" + "\n".join(sections), encoding="utf-8")
    yield plan
    for number in range(0, len(PAYLOADS), 20):
        path = folder / f"pdf-{number}.pdf"
        path.write_bytes(
            pdf_bytes([f"Plan\nSyfte\nKommunen ska pröva {one}" for one in PAYLOADS[number : number + 20]], title=PAYLOADS[number])
        )
        yield path


def write_statement(messages):
    """A model's reply: the first source's own words, and a hostile sentence that no quote bears."""
    token, quote = re.search(r"KÄLLA (\w+)\n\([^)]*\)\n(.*?)\n§§§", messages[1]["content"], re.DOTALL).groups()
    rows = [{"text": quote, "source": token, "quote": quote}, {"text": PAYLOADS[0], "source": token, "quote": quote}]
    return json.dumps({"statements": rows}, ensure_ascii=False)


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    with Library.open(Settings.read(folder / "data"), child=True) as library:
        for path in write_documents(folder / "files"):
            enqueue_file(library, path)
        run_jobs(library)
    patch = pytest.MonkeyPatch()
    with serve_model() as model, patch.context() as patched:
        model.reply = write_statement
        patched.setenv("PLANLOTS_LLM_URL", model.url)
        patched.setenv("PLANLOTS_LLM_MODEL", "<b>älg</b>")
        with RunningService(folder / "data") as running:
            yield running


def visit(page, act):
    act()
    page.wait_for_load_state()
    assert page.evaluate("[window.xss, window.reports, document.title.startsWith('xss')]") == [0, [], False]


def read(service, path):
    with urllib.request.urlopen(service.url + path) as reply:
        return json.load(reply)


def anchors(nodes):
    for node in nodes:
        yield node["anchor"]
        yield from anchors(node["children"])


def test_nothing_in_a_document_runs(open_page, service):
    page = open_page()
    page.add_init_script(f"({WATCH})()")
    documents = read(service, "/api/documents")
    assert len(documents) == 4
    desk = RemoteDesk(service.url)
    chapters = [anchor for row in documents for anchor in anchors(desk.document(row["id"])["outline"])]
    assert len(chapters) >= len(PAYLOADS)
    for address in ("/", "/search", "/areas", "/responsibilities", "/documents", *(f"/d/{row['id']}" for row in documents)):
        visit(page, lambda address=address: page.goto(address))
    for anchor in chapters[:: max(1, len(chapters) // 20)]:
        visit(page, lambda anchor=anchor: page.goto(f"/s/{anchor}?start=0&end=9"))
        visit(page, lambda anchor=anchor: page.goto(f"/s/{anchor}?view=scanned"))


def test_no_answer_or_hit_runs(open_page):
    page = open_page()
    page.add_init_script(f"({WATCH})()")
    page.goto("/search")
    page.fill("#q", "nämnden ska lämna in script onerror")
    visit(page, lambda: page.press("#q", "Enter"))
    assert page.locator(".hits li").count() > 5
    page.goto("/")
    page.fill("#question", "Vad ska nämnden lämna in?")
    visit(page, lambda: page.press("#question", "Enter"))
    page.locator(".cite").first.click()
    page.wait_for_selector("#kalla")
    assert page.evaluate("[window.xss, window.reports]") == [0, []]


def test_no_question_runs(open_page):
    """Every payload as question, earlier question, earlier answer, chosen source and remark, posted as forms post them."""
    page = open_page()
    page.add_init_script(f"({WATCH})()")
    page.goto("/om")
    for payload in PAYLOADS:
        fields = {
            "question": payload,
            "history_question": payload,
            "history_answer": payload,
            "answer": payload,
            "cited": payload,
            "comment": payload,
        }
        inputs = "".join(f'<input name="{name}" value="{html.escape(value)}">' for name, value in fields.items())
        page.evaluate(
            "form => { document.body.innerHTML = form; }",
            f'<form method="post" action="/synpunkt">{inputs}<button id="go">x</button></form>',
        )
        visit(page, lambda: page.click("#go"))
        assert page.locator("#asked").input_value() == payload


def test_a_models_answer_comes_as_it_is_written_and_holds_only_what_is_borne(open_page):
    page = open_page()
    page.add_init_script(f"({WATCH})()")
    page.goto("/")
    assert "Ingen språkmodell används" not in page.locator("body").inner_text()
    page.get_by_label("Sammanfattat av språkmodellen <b>älg</b>").check()
    page.fill("#question", "Vad ska nämnden lämna in?")
    with page.expect_request(lambda request: request.headers.get("accept") == "text/event-stream"):
        page.press("#question", "Enter")
    page.wait_for_selector("#svar")
    assert page.evaluate("[window.xss, window.reports]") == [0, []]
    assert page.url.rstrip("/").endswith(str(page.evaluate("location.port")))  # the page was put in place, none was loaded
    labels = page.locator(".statement .label").all_inner_texts()
    assert labels and all("älg" in label or "ordagrant" in label or "sammanställt" in label for label in labels)
    page.locator("#besked:not(:empty)").wait_for(state="attached")
