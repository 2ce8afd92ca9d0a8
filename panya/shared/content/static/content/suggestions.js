// A list of suggestions at the caret: asked for while one types, walked with the arrows, taken with Enter, Tab or a press.
// A target is {element, address, at(), take(row)}: where one types, whom to ask, where the caret is, what a choice does.
import { listbox } from "../ui/js/listbox.js";

export function suggestionsIn(list, said, { rowsOf, wordsOf, onNone = () => {} }) {
  let target, rows = [], asked = 0, waiting;
  const choices = listbox(list, { take, takes: ["Enter", "Tab"] });

  function close() {
    clearTimeout(waiting);
    asked += 1;
    choices.close();
  }

  function offer(next, words) {
    target = next;
    clearTimeout(waiting);
    waiting = setTimeout(() => ask(words), 150);
  }

  async function ask(words) {
    const mine = ++asked;
    let found = [];
    try {
      const address = `${target.address}?q=${encodeURIComponent(words)}`;
      const answer = await fetch(address, { redirect: "manual", headers: { Accept: "application/json" } });
      if (answer.ok) found = rowsOf(await answer.json());
    } catch { /* without a connection there is nothing to offer */ }
    if (mine !== asked) return;
    rows = found;
    if (rows.length) return draw();
    onNone(words);
    said.textContent = "";
    close();
  }

  function draw() {
    list.replaceChildren(...rows.map(option));
    list.hidden = false;
    place(target.at());
    target.element.setAttribute("aria-autocomplete", "list");
    said.textContent = said.dataset.found.replace("0", rows.length);
    choices.open(target.element);
  }

  function option(one, at) {
    const row = document.createElement("div"), name = document.createElement("span"), detail = document.createElement("span");
    row.className = "mention-list__person";
    row.setAttribute("role", "option");
    name.className = "mention-list__name";
    detail.className = "mention-list__detail";
    [name.textContent, detail.textContent] = wordsOf(one);
    row.append(name, detail);
    row.addEventListener("mousedown", (event) => { event.preventDefault(); take(at); });
    return row;
  }

  function take(at) {
    close();
    target.take(rows[at]);
  }

  function place({ left, top, bottom }) {
    const room = window.visualViewport?.height ?? innerHeight;
    const below = bottom + list.offsetHeight + 8 <= room || top < list.offsetHeight + 8;
    list.style.left = `${Math.max(8, Math.min(left, document.documentElement.clientWidth - list.offsetWidth - 8))}px`;
    list.style.top = `${below ? bottom + 4 : top - list.offsetHeight - 4}px`;
  }

  addEventListener("scroll", () => { if (choices.isOpen()) place(target.at()); }, { passive: true });
  return { close, offer };
}

// What stands before the caret of the rich editor; null where nothing is looked for: in a link, in code, over a selection.
export function beforeCaret(editor) {
  const { $from, empty } = editor.state.selection;
  if (!empty || ["link", "code", "codeBlock"].some((name) => editor.isActive(name))) return null;
  return $from.parent.textBetween(0, $from.parentOffset, "\n", "\n");
}

export const caretOf = (editor) => editor.view.coordsAtPos(editor.state.selection.from);

// A link in place of the last signs before the caret.
export function putLink(editor, length, href, text) {
  const to = editor.state.selection.from;
  const content = [{ type: "text", text, marks: [{ type: "link", attrs: { href } }] }, { type: "text", text: " " }];
  editor.chain().focus().insertContentAt({ from: to - length, to }, content).run();
}
