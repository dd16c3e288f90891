// Small comforts for those who have JavaScript; everything works without. No request is made from here.
"use strict";

for (const form of document.querySelectorAll("form[data-waiting]")) {
  form.addEventListener("submit", () => {
    const button = form.querySelector("button.primary");
    button.dataset.text = button.textContent;
    button.textContent = form.dataset.waiting;
    form.setAttribute("aria-busy", "true");
  });
}

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) {
    form.removeAttribute("aria-busy");
    const button = form.querySelector("button.primary");
    button.textContent = button.dataset.text;
  }
});

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(`${button.dataset.copy} ${new URL(button.dataset.address, location.href)}`);
      const before = button.textContent;
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = before; }, 2000);
    });
  }
}
