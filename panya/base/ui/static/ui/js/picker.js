// Choosing by name: Enter takes the first suggestion, the arrows go to it and back; neither sends the form.
const awaited = new WeakSet(); // typed, not yet answered
const hurried = new WeakSet(); // Enter came before the answer

const listOf = (search) => document.getElementById(search.dataset.picks);
const searchOf = (element) => {
  const list = element.closest("[id]:is(ul, div)");
  return list && document.querySelector(`[data-picks="${list.id}"]`);
};
const suggestions = (list) => [...list.querySelectorAll("input[type=checkbox], button")];

function take(search) {
  const found = suggestions(listOf(search)).find((one) => !one.checked);
  if (!found) return;
  found.click();
  if (found.type !== "checkbox") return;
  search.value = "";
  search.dispatchEvent(new Event("input", { bubbles: true }));
}

function inSearch(event, search) {
  if (event.key === "Enter") {
    event.preventDefault();
    if (!awaited.has(search)) return take(search);
    hurried.add(search);
    search.dispatchEvent(new Event("search"));
  } else if (event.key === "ArrowDown") {
    const all = suggestions(listOf(search));
    const next = all.find((one) => !one.checked) ?? all[0];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

function inList(event, search) {
  const all = suggestions(listOf(search));
  const place = all.indexOf(event.target);
  if (event.key === "Enter" && event.target.type === "checkbox") {
    event.preventDefault();
    event.target.click();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    (all[place + step] ?? (step < 0 ? search : event.target)).focus();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.target.matches("[data-picks]")) return inSearch(event, event.target);
  const search = event.target.matches("input[type=checkbox], button") && searchOf(event.target);
  if (search) inList(event, search);
});
document.addEventListener("input", (event) => {
  if (event.target.matches("[data-picks]")) awaited.add(event.target);
});
document.addEventListener("htmx:afterSettle", (event) => {
  const search = event.detail.requestConfig?.elt;
  if (!search?.matches("[data-picks]")) return;
  awaited.delete(search);
  if (hurried.delete(search)) take(search);
});
