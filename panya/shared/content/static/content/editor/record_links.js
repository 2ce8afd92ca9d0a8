// `[[` and a few letters: offers records that the writer may read. Without this module `[[30449]]` works as well.
const list = document.getElementById("record-list");
const said = document.getElementById("record-said");
const BEGUN = /\[\[([^\[\]\n]{2,60})$/;
let editor, records = [], chosen = 0, asked = 0, waiting, typed = 0;

const isOpen = () => !list.hidden;

function close() {
  clearTimeout(waiting);
  asked += 1;
  list.hidden = true;
  editor?.view.dom.removeAttribute("aria-activedescendant");
}

function look() {
  const { $from, empty } = editor.state.selection;
  if (!empty || editor.isActive("link") || editor.isActive("code") || editor.isActive("codeBlock")) return close();
  const begun = BEGUN.exec($from.parent.textBetween(0, $from.parentOffset, "\n", "\n"))?.[1];
  if (!begun?.trim()) return close();
  typed = begun.length + 2;
  clearTimeout(waiting);
  waiting = setTimeout(() => ask(begun), 150);
}

async function ask(words) {
  const mine = ++asked;
  let found = [];
  try {
    const answer = await fetch(`${list.dataset.address}?q=${encodeURIComponent(words)}`, { redirect: "manual", headers: { Accept: "application/json" } });
    if (answer.ok) found = (await answer.json()).records;
  } catch { /* without a connection there is nothing to offer */ }
  if (mine !== asked) return;
  if (!found.length) { said.textContent = ""; return close(); }
  records = found;
  list.replaceChildren(...records.map(option));
  list.hidden = false;
  place();
  said.textContent = said.dataset.found.replace("0", records.length);
  choose(0);
}

function option(record, at) {
  const row = document.createElement("div"), name = document.createElement("span"), detail = document.createElement("span");
  row.id = `record-${at}`;
  row.className = "mention-list__person";
  row.setAttribute("role", "option");
  name.className = "mention-list__name";
  name.textContent = record.title;
  detail.className = "mention-list__detail";
  detail.textContent = `${record.number} · ${record.detail}`;
  row.append(name, detail);
  row.addEventListener("mousedown", (event) => { event.preventDefault(); take(at); });
  return row;
}

function choose(at) {
  chosen = (at + records.length) % records.length;
  [...list.children].forEach((row, place) => row.setAttribute("aria-selected", place === chosen));
  const row = list.children[chosen], end = row.offsetTop + row.offsetHeight;
  if (row.offsetTop < list.scrollTop) list.scrollTop = row.offsetTop;
  else if (end > list.scrollTop + list.clientHeight) list.scrollTop = end - list.clientHeight;
  editor.view.dom.setAttribute("aria-activedescendant", row.id);
}

// The title of a record that not everybody may read stays out of the text: only its number goes in.
function take(at) {
  const record = records[at], to = editor.state.selection.from;
  close();
  const link = { type: "link", attrs: { href: record.url } };
  const content = [{ type: "text", text: record.text, marks: [link] }, { type: "text", text: " " }];
  editor.chain().focus().insertContentAt({ from: to - typed, to }, content).run();
}

function place() {
  const { left, top, bottom } = editor.view.coordsAtPos(editor.state.selection.from);
  const below = bottom + list.offsetHeight + 8 <= (window.visualViewport?.height ?? innerHeight) || top < list.offsetHeight + 8;
  list.style.left = `${Math.max(8, Math.min(left, document.documentElement.clientWidth - list.offsetWidth - 8))}px`;
  list.style.top = `${below ? bottom + 4 : top - list.offsetHeight - 4}px`;
}

function keys(event) {
  if (!isOpen() || event.isComposing || !editor.view.dom.contains(event.target)) return;
  const act = {
    ArrowDown: () => choose(chosen + 1),
    ArrowUp: () => choose(chosen - 1),
    Enter: () => take(chosen),
    Tab: () => take(chosen),
    Escape: close,
  }[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

if (list && said) {
  document.addEventListener("keydown", keys, true);
  document.addEventListener("focusout", () => { if (isOpen()) close(); });
  addEventListener("scroll", () => { if (isOpen()) place(); }, { passive: true });
  document.addEventListener("editor:ready", ({ detail }) => {
    editor = detail;
    editor.on("update", look);
  });
}
