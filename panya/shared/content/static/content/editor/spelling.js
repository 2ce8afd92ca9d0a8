// Quiet hints below the text: after a pause the server is asked, a press takes a hint, another leaves it alone for good.
// Nothing is changed unasked; the wish to be left alone is kept in this browser.
const WAIT = 4000;
const box = document.getElementById("hints");
const list = document.getElementById("hints-list");
const template = document.getElementById("hint");
const said = document.getElementById("hints-said");
const form = box?.closest("form");
const fields = box?.dataset.fields.split(" ");
const IGNORED = `panya-spelling/${box?.dataset.person}`;
const OFF = `panya-spelling-off/${box?.dataset.person}`;
const MOST_IGNORED = 500;

let editor = null;
let timer = 0;
let asked = "";

const textarea = () => form.elements.body;
const isMarkdown = () => form.elements.format?.value === "markdown";
const bodyText = () =>
  editor && !isMarkdown() ? editor.state.doc.textBetween(0, editor.state.doc.content.size, "\n", "\n") : textarea().value.replace(/<[^>]*>/g, "\n");
const text = () => [...fields.map((name) => form.elements[name].value), bodyText()].join("\n");

function remembered(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? [];
  } catch {
    return [];
  }
}

function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage is full or forbidden: it is remembered until the page closes, no longer.
  }
}

const isOff = () => remembered(OFF) === true;

function later() {
  clearTimeout(timer);
  if (!isOff()) timer = setTimeout(ask, WAIT);
}

async function ask() {
  const now = text();
  if (now === asked || !/[ก-ฮ]/.test(now)) return;
  const body = new FormData();
  body.append("text", now);
  try {
    const answer = await fetch(box.dataset.url, {
      method: "POST", body, redirect: "error",
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    });
    if (!answer.ok) return;
    const { hints } = await answer.json();
    asked = now;
    if (text() === now) show(hints);
  } catch {
    // No hints this time; writing goes on.
  }
}

function show(hints) {
  const left = new Set(remembered(IGNORED));
  const shown = hints.filter((hint) => !left.has(hint.wrong));
  const before = list.childElementCount;
  list.replaceChildren(...shown.map(row));
  draw();
  if (shown.length && !before) said.textContent = said.dataset.one;
}

function row({ wrong, right }) {
  const made = template.content.cloneNode(true).firstElementChild;
  made.querySelector(".hint__wrong").textContent = wrong;
  made.querySelector(".hint__right").textContent = right;
  made.querySelector("[data-take]").addEventListener("click", () => done(made, () => take(wrong, right)));
  made.querySelector("[data-leave]").addEventListener("click", () =>
    done(made, () => remember(IGNORED, [...remembered(IGNORED), wrong].slice(-MOST_IGNORED))));
  return made;
}

// The keyboard stays in the list, and goes back to the text after the last hint.
function done(made, act) {
  const next = made.nextElementSibling ?? made.previousElementSibling;
  act();
  made.remove();
  draw();
  if (next) next.querySelector("button").focus();
  else if (editor && !isMarkdown()) editor.commands.focus();
  else textarea().focus();
}

function draw() {
  const off = isOff();
  box.hidden = !off && !list.childElementCount;
  list.hidden = off;
  box.classList.toggle("hints--off", off);
  document.getElementById("hints-title").hidden = document.getElementById("hints-off").hidden = off;
  document.getElementById("hints-on").hidden = !off;
}

function take(wrong, right) {
  for (const name of fields) replaceIn(form.elements[name], wrong, right);
  if (!editor || isMarkdown()) replaceIn(textarea(), wrong, right);
  else replaceInEditor(wrong, right);
  asked = text();
}

function replaceIn(field, wrong, right) {
  const changed = places(field.value, wrong, right).reverse()
    .reduce((value, at) => value.slice(0, at) + right + value.slice(at + wrong.length), field.value);
  if (changed === field.value) return;
  field.value = changed;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function replaceInEditor(wrong, right) {
  const { state, view } = editor;
  const change = state.tr;
  const found = [];
  state.doc.descendants((node, position) => {
    if (!node.isTextblock) return;
    // A slip may reach over the edge of a bold word: the paragraph is read whole, other nodes as one sign.
    const words = node.textBetween(0, node.content.size, "\ufffc", "\ufffc");
    for (const at of places(words, wrong, right)) found.push(position + 1 + at);
  });
  for (const at of found.reverse()) change.insertText(right, at, at + wrong.length);
  view.dispatch(change);
}

// Where the slip stands, but not inside the right word or a longer one that a mark goes on with.
function places(words, wrong, right) {
  const found = [];
  const offset = right.indexOf(wrong);
  for (let at = words.indexOf(wrong); at >= 0; at = words.indexOf(wrong, at + wrong.length)) {
    if (offset >= 0 && words.startsWith(right, at - offset)) continue;
    if (/^[ะ-ฺๅ็-๎]/.test(words.slice(at + wrong.length))) continue;
    found.push(at);
  }
  return found;
}

if (box) {
  form.addEventListener("input", later);
  document.addEventListener("editor:ready", ({ detail }) => { editor = detail; later(); });
  box.addEventListener("click", (event) => {
    const turned = event.target.closest("[data-turn]")?.dataset.turn;
    if (!turned) return;
    remember(OFF, turned === "off" ? true : null);
    clearTimeout(timer);
    asked = "";
    draw();
    if (turned === "on") ask();
    (turned === "on" ? document.getElementById("hints-off") : document.getElementById("hints-on")).querySelector("button").focus();
  });
  draw();
}
