// Keeps the collection (underlag) in this browser. Without this script the forms carry it instead.
"use strict";

{
  const form = document.querySelector("#collect, #folder");
  const key = form && `planlots.underlag ${new URL(form.action).pathname}`;
  const read = () => {
    try { return JSON.parse(localStorage.getItem(key)) || []; } catch { return []; }
  };
  const write = (items) => {
    try { localStorage.setItem(key, JSON.stringify(items)); } catch { /* a full or closed storage: the form carries what is marked */ }
  };
  const place = (item) => item.split(/[! ]/, 1)[0]; // what tells items apart: anchor and offsets

  const showCount = () => {
    for (const shown of document.querySelectorAll(".collected")) {
      const count = read().length;
      shown.textContent = count ? `(${count})` : "";
    }
  };

  const watchPicks = () => {
    for (const box of document.querySelectorAll(".pick input")) {
      box.checked = read().some((item) => place(item) === place(box.value));
      box.addEventListener("change", () => {
        const others = read().filter((item) => place(item) !== place(box.value));
        write(box.checked ? [...others, box.value] : others);
        showCount();
      });
    }
    const collect = document.querySelector("#collect");
    collect?.addEventListener("formdata", ({ formData }) => {
      formData.delete("item");
      for (const item of read()) formData.append("item", item);
    });
    for (const carried of collect?.querySelectorAll("input[name=item]") ?? []) {
      if (!read().some((item) => place(item) === place(carried.value))) write([...read(), carried.value]);
    }
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

  if (form) {
    const folder = document.querySelector("#folder");
    if (folder) keepFolder(folder); else watchPicks();
    showCount();
  }
}
