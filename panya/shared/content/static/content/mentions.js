// `@` and a name: offers those who may read the record. In the rich editor a mention is a plain link to the person;
// in a plain box (textarea[data-mentions]) the name is written out and becomes a link when it is saved.
const list = document.getElementById("mention-list");
const said = document.getElementById("mention-said");
const BEGUN = /(?:^|[^0-9A-Za-z_.@/+-])@([^\s@][^@\n]{1,60})$/;
const taken = new Set(); // written out already: nobody asks again behind them
let target, people = [], chosen = 0, asked = 0, waiting, barren = "";

const isOpen = () => !list.hidden;

function close() {
  clearTimeout(waiting);
  asked += 1;
  list.hidden = true;
  target?.element.removeAttribute("aria-activedescendant");
}

// What stands before the caret decides: a name that is being typed, or nothing.
function look(next) {
  const begun = BEGUN.exec(next.before)?.[1];
  const known = begun && [...taken].some((name) => begun.startsWith(name));
  if (!begun || known || (barren && begun.startsWith(barren))) return close();
  barren = "";
  target = { ...next, length: begun.length + 1 };
  clearTimeout(waiting);
  waiting = setTimeout(() => ask(begun), 150);
}

async function ask(words) {
  const mine = ++asked;
  let found = [];
  try {
    const address = `${target.address}?q=${encodeURIComponent(words)}`;
    const answer = await fetch(address, { redirect: "manual", headers: { Accept: "application/json" } });
    if (answer.ok) found = (await answer.json()).people;
  } catch { /* without a connection there is nothing to offer */ }
  if (mine !== asked) return;
  people = found;
  if (!people.length) { barren = words; said.textContent = ""; return close(); }
  draw();
}

function draw() {
  list.replaceChildren(...people.map(option));
  list.hidden = false;
  place(target.at());
  target.element.setAttribute("aria-autocomplete", "list");
  target.element.setAttribute("aria-controls", list.id);
  said.textContent = said.dataset.found.replace("0", people.length);
  choose(0);
}

function option(person, place) {
  const row = document.createElement("div"), name = document.createElement("span"), detail = document.createElement("span");
  row.id = `mention-${place}`;
  row.className = "mention-list__person";
  row.setAttribute("role", "option");
  name.className = "mention-list__name";
  name.textContent = person.name;
  detail.className = "mention-list__detail";
  detail.textContent = [person.detail, person.code].filter(Boolean).join(" · ");
  row.append(name, detail);
  row.addEventListener("mousedown", (event) => { event.preventDefault(); take(place); });
  return row;
}

function choose(place) {
  chosen = (place + people.length) % people.length;
  [...list.children].forEach((row, at) => row.setAttribute("aria-selected", at === chosen));
  // By hand: scrollIntoView would move the page as well.
  const row = list.children[chosen], end = row.offsetTop + row.offsetHeight;
  if (row.offsetTop < list.scrollTop) list.scrollTop = row.offsetTop;
  else if (end > list.scrollTop + list.clientHeight) list.scrollTop = end - list.clientHeight;
  target.element.setAttribute("aria-activedescendant", `mention-${chosen}`);
}

function take(place) {
  const person = people[place];
  taken.add(person.name);
  close();
  target.take(person, target.length);
}

function place({ left, top, bottom }) {
  const room = window.visualViewport?.height ?? innerHeight;
  const below = bottom + list.offsetHeight + 8 <= room || top < list.offsetHeight + 8;
  list.style.left = `${Math.max(8, Math.min(left, document.documentElement.clientWidth - list.offsetWidth - 8))}px`;
  list.style.top = `${below ? bottom + 4 : top - list.offsetHeight - 4}px`;
}

function keys(event) {
  if (!isOpen() || event.isComposing || !target.element.contains(event.target)) return;
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

function inBox(event) {
  const box = event.target;
  if (!box.matches?.("textarea[data-mentions]")) return;
  look({
    element: box,
    address: box.dataset.mentions,
    before: box.value.slice(0, box.selectionStart),
    at: () => box.getBoundingClientRect(),
    take(person, length) {
      const text = `@${person.name}${person.code ? ` (${person.code})` : ""} `;
      box.setRangeText(text, box.selectionStart - length, box.selectionStart, "end");
      box.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
}

function inEditor(editor) {
  const { state, view } = editor;
  const { $from, empty } = state.selection;
  if (!empty || editor.isActive("link") || editor.isActive("code") || editor.isActive("codeBlock")) return close();
  look({
    element: view.dom,
    address: list.dataset.address,
    before: $from.parent.textBetween(0, $from.parentOffset, "\n", "\n"),
    at: () => view.coordsAtPos($from.pos),
    take(person, length) {
      const to = editor.state.selection.from;
      const link = { type: "link", attrs: { href: person.url } };
      const content = [{ type: "text", text: `@${person.name}`, marks: [link] }, { type: "text", text: " " }];
      editor.chain().focus().insertContentAt({ from: to - length, to }, content).run();
    },
  });
}

if (list && said) {
  document.addEventListener("keydown", keys, true);
  document.addEventListener("input", inBox);
  document.addEventListener("focusout", () => { if (isOpen()) close(); });
  addEventListener("scroll", () => { if (isOpen()) place(target.at()); }, { passive: true });
  document.addEventListener("editor:ready", ({ detail: editor }) => {
    if (list.dataset.address) editor.on("update", () => inEditor(editor));
  });
}
