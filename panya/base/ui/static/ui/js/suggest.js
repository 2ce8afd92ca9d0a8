// The list below a search box: htmx fetches the choices, which are links. Without this script one types and presses Enter.
import { listbox } from "./listbox.js";

function suggest(input) {
  const list = document.getElementById(input.dataset.suggests), said = document.getElementById(`${list.id}-said`);
  const choices = listbox(list, { free: true, take: (_at, link) => link.click() });
  let asked = false; // false: sent off or closed, so that an answer that comes late is not shown

  const stop = () => {
    asked = false;
    said.textContent = "";
    if (choices.isOpen()) choices.close();
  };
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  input.addEventListener("input", () => {
    asked = input.value.trim().length > 1;
    if (!asked) stop();
  });
  input.addEventListener("keydown", (event) => { if (event.key === "Escape") asked = false; });
  input.addEventListener("blur", stop);
  input.form.addEventListener("submit", stop);
  list.addEventListener("htmx:afterSwap", () => {
    if (!asked || document.activeElement !== input || !choices.options().length) return stop();
    said.textContent = list.querySelector("[data-said]").dataset.said;
    choices.open(input);
  });
}

for (const input of document.querySelectorAll("[data-suggests]")) suggest(input);
