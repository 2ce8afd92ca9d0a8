// `@` and a name: offers those who may read the record. In the rich editor a mention is a plain link to the person;
// in a plain box (textarea[data-mentions]) the name is written out and becomes a link when it is saved.
import { beforeCaret, caretOf, putLink, suggestionsIn } from "./suggestions.js";

const list = document.getElementById("mention-list");
const said = document.getElementById("mention-said");
const BEGUN = /(?:^|[^0-9A-Za-z_.@/+-])@([^\s@][^@\n]{1,60})$/;
const taken = new Set(); // written out already: nobody asks again behind them
let barren = "", people;

// What stands before the caret decides: a name that is being typed, or nothing.
function look(before, target) {
  const begun = BEGUN.exec(before)?.[1];
  const known = begun && [...taken].some((name) => begun.startsWith(name));
  if (!begun || known || (barren && begun.startsWith(barren))) return people.close();
  barren = "";
  const take = (person) => { taken.add(person.name); target.take(person, begun.length + 1); };
  people.offer({ ...target, take }, begun);
}

function inBox(event) {
  const box = event.target;
  if (!box.matches?.("textarea[data-mentions]")) return;
  look(box.value.slice(0, box.selectionStart), {
    element: box,
    address: box.dataset.mentions,
    at: () => box.getBoundingClientRect(),
    take(person, length) {
      const text = `@${person.name}${person.code ? ` (${person.code})` : ""} `;
      box.setRangeText(text, box.selectionStart - length, box.selectionStart, "end");
      box.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
}

function inEditor(editor) {
  look(beforeCaret(editor) ?? "", {
    element: editor.view.dom,
    address: list.dataset.address,
    at: () => caretOf(editor),
    take: (person, length) => putLink(editor, length, person.url, `@${person.name}`),
  });
}

if (list && said) {
  people = suggestionsIn(list, said, {
    rowsOf: (answer) => answer.people,
    wordsOf: (person) => [person.name, [person.detail, person.code].filter(Boolean).join(" · ")],
    onNone: (words) => { barren = words; },
  });
  document.addEventListener("input", inBox);
  document.addEventListener("editor:ready", ({ detail: editor }) => {
    if (list.dataset.address) editor.on("update", () => inEditor(editor));
  });
}
