// Ticks stay in this browser, one set for each text of an asset; a new text begins with none.
const list = document.getElementById("checklist");
const again = list?.querySelector("[data-again]");
const boxes = [...(list?.querySelectorAll("[name=step]") ?? [])];
const key = list?.dataset.key;

// A browser that keeps nothing still ticks.
function withStore(act) {
  try {
    return act(localStorage);
  } catch {
    return null;
  }
}

const ticked = new Set(withStore((store) => JSON.parse(store.getItem(key))) ?? []);
boxes.forEach((box) => { box.checked = ticked.has(box.value); });
list?.addEventListener("change", () => {
  const values = boxes.filter((box) => box.checked).map((box) => box.value);
  withStore((store) => store.setItem(key, JSON.stringify(values)));
});
again?.addEventListener("click", () => {
  boxes.forEach((box) => { box.checked = false; });
  withStore((store) => store.removeItem(key));
});
if (again) again.hidden = false;
