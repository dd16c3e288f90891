// Shows how much of a file has been sent, and lets it be stopped. Without this script the form is posted as it is.
"use strict";

{
  const form = document.querySelector("#upload");
  const parts = { box: "#upload-progress", bar: "#upload-bar", told: "#upload-told", cancel: "#upload-cancel" };
  const at = Object.fromEntries(Object.entries(parts).map(([name, selector]) => [name, form.querySelector(selector)]));
  const button = form.querySelector("button.primary");

  const show = (sending) => {
    at.box.hidden = at.cancel.hidden = !sending;
    button.disabled = sending;
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      const share = Math.round((100 * loaded) / total);
      at.bar.value = share;
      at.told.textContent = form.dataset.sent.replace("#", share);
    });
    request.addEventListener("load", () => {
      if (request.status < 400) {
        location.assign(request.responseURL);
        return;
      }
      show(false);
      at.box.hidden = false;
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      at.told.textContent = page.querySelector("main p")?.textContent || form.dataset.failed;
    });
    request.addEventListener("error", () => {
      show(false);
      at.box.hidden = false;
      at.told.textContent = form.dataset.failed;
    });
    request.addEventListener("abort", () => show(false));
    at.cancel.onclick = () => request.abort();
    show(true);
    request.open("POST", form.action);
    request.send(new FormData(form));
  });
}
