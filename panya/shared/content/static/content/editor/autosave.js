// Keeps what is typed: in this browser at once, on the server three seconds later. The browser's copy goes
// when the server has it; one that was never sent is offered back the next time.
import { forget, keep, kept } from "./kept.js";

const WAIT = 3000;
const RETRY = 10000;
const form = document.querySelector("form.editor[data-autosave]");
const state = document.getElementById("autosave-state");
// What a draft keeps, one value each; title, lead and body are the first three, the format comes after them.
const fields = form?.dataset.fields.split(" ");

let key = form?.dataset.key;
let timer = 0;
let saved = "";
let sending = null;
let sent = Promise.resolve();
let leaving = false;

const attached = () => [...form.querySelectorAll("[name=attached]:checked")].map((box) => box.value).join(" ");
const typed = () => JSON.stringify([...fields.map((name) => form.elements[name]?.value ?? ""), attached()]);
const say = (words, kind) => {
  state.textContent = words;
  state.dataset.kind = kind;
};

function changed() {
  if (typed() === saved) return;
  keep(key, typed());
  say(form.dataset.waiting, "waiting");
  clearTimeout(timer);
  timer = setTimeout(send, WAIT);
}

function body(begin) {
  const fields = new FormData(form);
  fields.delete("next");
  if (begin) fields.set("begin", "1");
  return fields;
}

// The draft on which a file can hang; the one place that makes drafts makes it, though nothing is typed yet.
export async function ensureDraft() {
  await sent;
  if (!form.elements.draft.value) await send({ begin: true });
  if (!form.elements.draft.value) throw new Error("no draft");
  return form.elements.draft.value;
}

function send(how) {
  const text = typed();
  if ((text === saved && !how?.begin) || leaving || (sending && !how?.keepalive)) return sent;
  sent = deliver(text, how);
  return sent;
}

async function deliver(text, { keepalive = false, begin = false } = {}) {
  clearTimeout(timer);
  sending = new AbortController();
  say(form.dataset.saving, "waiting");
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: body(begin),
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      signal: sending.signal,
      redirect: "error",
      keepalive,
    });
    if (!answer.ok) throw new Error(answer.statusText);
    if (answer.status !== 204) arrived(text, answer.headers.get("X-Draft"), await answer.text());
  } catch {
    if (leaving) return;
    say(form.dataset.failed, "failed");
    timer = setTimeout(send, RETRY);
  } finally {
    sending = null;
  }
  if (typed() !== saved && !leaving && state.dataset.kind !== "failed") timer = setTimeout(send, WAIT);
}

function arrived(text, draft, words) {
  saved = text;
  forget(key);
  say(words, "saved");
  if (form.elements.draft.value || !draft) return;
  // The first save made the draft: from now on this page is that draft's.
  form.elements.draft.value = draft;
  if (!form.dataset.draftPage) return;
  const page = form.dataset.draftPage.replace("draft-id", draft);
  key = key.replace(/[^/]+$/, draft);
  form.action = page;
  history.replaceState(null, "", page);
}

function offer() {
  const copy = kept(key);
  const box = document.getElementById("unsent");
  if (!copy || copy.text === saved) return forget(key);
  const words = JSON.parse(copy.text);
  box.querySelector(".unsent__words").textContent = `${words[0]} ${words[2].replace(/<[^>]*>/g, " ")}`.trim().slice(0, 200);
  box.hidden = false;
  box.querySelector("[data-bring-back]").addEventListener("click", () => {
    const there = fields.map((name, place) => [form.elements[name], words[place]]).filter(([field, text]) => field && text !== undefined);
    there.forEach(([field, text]) => { field.value = text; });
    // The format first: it decides who shows the body.
    there.reverse().forEach(([field]) => (field[0] ?? field).dispatchEvent(new Event("editor:set", { bubbles: true })));
    box.hidden = true;
    changed();
  });
  box.querySelector("[data-throw-away]").addEventListener("click", () => {
    forget(key);
    box.hidden = true;
  });
}

if (form) {
  saved = typed();
  offer();
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => {
    if (leaving) return event.preventDefault(); // a second press would save twice
    leaving = true;
    clearTimeout(timer);
    sending?.abort();
    if (typed() !== saved) keep(key, typed(), true);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) leaving = false; });
  addEventListener("pagehide", () => { if (!leaving && typed() !== saved) send({ keepalive: true }); });
  addEventListener("online", () => { if (typed() !== saved) send(); });
  addEventListener("beforeunload", (event) => { if (!leaving && typed() !== saved) event.preventDefault(); });
}
