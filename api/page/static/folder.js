// Keeps the collection (underlag) in this browser. Without this script the forms carry it instead.
"use strict";

{
  const root = document.currentScript.src.replace(/static\/folder\.js.*$/, "");
  const key = `planlots.underlag ${new URL(root).pathname}`; // each collection of documents has its own
  let held = null; // the items while the browser's storage is full or closed
  const read = () => {
    try { return held ?? JSON.parse(localStorage.getItem(key)) ?? []; } catch { return []; }
  };
  const write = (items) => {
    try { localStorage.setItem(key, JSON.stringify(items)); held = null; } catch { held = items; }
  };
  const place = (item) => item.split(/[! ]/, 1)[0]; // what tells items apart: anchor and offsets

  const show = () => {
    const items = read();
    const places = new Set(items.map(place));
    for (const box of document.querySelectorAll(".pick input")) box.checked = places.has(place(box.value));
    for (const shown of document.querySelectorAll(".collected")) shown.textContent = items.length ? `(${items.length})` : "";
  };

  const takeCarried = () => {
    const carried = [...document.querySelectorAll("#collect > input[name=item]")].map((field) => field.value);
    const places = new Set(read().map(place));
    if (carried.length) write([...read(), ...carried.filter((item) => !places.has(place(item)))]);
  };

  const keepFolder = async (folder) => {
    if (!folder.dataset.fresh) {
      write([...folder.querySelectorAll("input[name=item]")].map((field) => field.value));
      return;
    }
    const items = read();
    if (!items.length) return;
    const data = new URLSearchParams(items.map((item) => ["item", item]));
    for (const field of folder.querySelectorAll("input[name=lang]")) data.append("lang", field.value);
    const answer = await fetch(folder.action, { method: "POST", body: data });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelector("main").replaceWith(page.querySelector("main"));
  };

  document.addEventListener("change", ({ target }) => {
    if (!target.matches(".pick input")) return;
    const others = read().filter((item) => place(item) !== place(target.value));
    write(target.checked ? [...others, target.value] : others);
    show();
  });
  document.addEventListener("formdata", ({ target, formData }) => {
    if (target.id !== "collect") return;
    const marked = formData.getAll("item");
    const kept = read();
    formData.delete("item");
    for (const item of kept.length ? kept : marked) formData.append("item", item);
  });

  const folder = document.querySelector("#folder");
  if (folder) keepFolder(folder);
  takeCarried();
  show();
  new MutationObserver(show).observe(document.body, { childList: true }); // an answer that was written here takes the page's place
}
