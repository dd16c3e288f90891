// Small comforts for those who have JavaScript; everything works without. Nothing is fetched from here.
"use strict";

function busy(form) {
  const button = form.querySelector("button.primary");
  button.dataset.text = button.textContent;
  button.textContent = form.dataset.waiting;
  form.setAttribute("aria-busy", "true");
}

function ready(form) {
  const button = form.querySelector("button.primary");
  form.removeAttribute("aria-busy");
  button.textContent = button.dataset.text;
}

// addresses are shown whole, and quotes can be copied with their source
function dress(root) {
  for (const place of root.querySelectorAll("[data-address]")) place.textContent = new URL(place.dataset.address, location.href);
  if (navigator.clipboard) for (const button of root.querySelectorAll("button.copy")) button.hidden = false;
}

document.addEventListener("submit", (event) => {
  if (event.target.dataset.waiting && !event.defaultPrevented) busy(event.target);
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) ready(form);
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button.copy");
  if (!button) return;
  const text = button.parentElement.querySelector(".copy-text").textContent;
  await navigator.clipboard.writeText(text.replace(/\s+/g, " ").trim());
  const before = button.textContent;
  button.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = before; }, 2000);
});

dress(document);
