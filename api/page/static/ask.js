// The answer page with JavaScript: a source opens beside the answer without asking again, a model's statements are shown as they come, and the
// finished answer is announced once. Without JavaScript the same buttons post the form. Only this service is asked, and only for what was clicked.
"use strict";

let opener = null;

function announce() {
  const log = document.getElementById("besked");
  if (log) setTimeout(() => { log.textContent = log.dataset.told; }, 300); // a live region must be there before it changes
}

function mark(place) {
  for (const button of document.querySelectorAll(".cite")) {
    if (button.value === place) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

async function openBeside(address) {
  const [path, query = ""] = address.split("#")[0].split("?");
  const reply = await fetch(`${path}?${query ? query + "&" : ""}beside=1`);
  const found = new DOMParser().parseFromString(await reply.text(), "text/html").getElementById("kalla");
  if (!found) { location.assign(address); return; }
  document.getElementById("kalla")?.remove();
  const source = document.importNode(found, true);
  document.querySelector(".talk").append(source);
  document.querySelector(".talk").classList.add("with-source");
  document.querySelector("main").classList.add("wide");
  dress(source);
  mark(source.dataset.place);
  const quote = source.querySelector("mark");
  source.querySelector("h2").focus({ preventScroll: true });
  (quote || source).scrollIntoView({ block: quote ? "center" : "start" });
}

function closeSource() {
  document.getElementById("kalla")?.remove();
  document.querySelector(".talk").classList.remove("with-source");
  mark("");
  opener?.isConnected && opener.focus();
}

document.addEventListener("click", (event) => {
  const step = event.target.closest("[data-beside]");
  if (step && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    if (!step.closest("#kalla")) opener = step;
    const address = step.dataset.beside || step.getAttribute("href");
    openBeside(address).catch(() => location.assign(address));
  }
  if (event.target.closest("[data-close]")) closeSource();
  if (event.target.closest(".to-answer") && opener?.isConnected) opener.focus({ preventScroll: true });
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.querySelector("#kalla [data-close]")) closeSource();
});

// --- a language model's answer, as it is written

function showSaid(list, statements) {
  list.replaceChildren(...statements.map(({ text, label }) => {
    const item = document.createElement("li");
    const said = document.createElement("p");
    const how = document.createElement("p");
    item.className = "statement";
    said.className = "said";
    said.lang = "sv";
    said.textContent = text;
    how.className = "label";
    how.textContent = label;
    item.append(said, how);
    return item;
  }));
}

function showPage(html) {
  const made = new DOMParser().parseFromString(html, "text/html");
  document.title = made.title;
  document.querySelector("main").replaceWith(document.importNode(made.querySelector("main"), true));
  document.querySelector(".switch").replaceWith(document.importNode(made.querySelector(".switch"), true));
  dress(document);
  document.getElementById("svar")?.scrollIntoView();
  announce();
}

async function* readEvents(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (waiting + value).split("\n\n");
    waiting = events.pop();
    for (const event of events) {
      const [name, data] = event.split("\n");
      yield [name.slice("event: ".length), JSON.parse(data.slice("data: ".length))];
    }
  }
}

async function stream(form) {
  const body = new URLSearchParams(new FormData(form));
  const reply = await fetch(form.action.split("#")[0], { method: "POST", headers: { accept: "text/event-stream" }, body });
  if (!reply.headers.get("content-type")?.startsWith("text/event-stream")) throw new Error("no stream");
  const status = document.createElement("p");
  const list = document.createElement("ol");
  status.setAttribute("role", "status");
  status.textContent = form.dataset.writing;
  list.className = "statements writing";
  list.setAttribute("aria-busy", "true");
  form.after(status, list);
  for await (const [name, content] of readEvents(reply.body)) {
    if (name === "said") showSaid(list, content);
    if (name === "page") showPage(content.html);
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.writing || new FormData(form).get("mode") !== "generate") return;
  event.preventDefault();
  busy(form);
  stream(form).catch(() => form.submit()); // the posted form always works
});

announce();
