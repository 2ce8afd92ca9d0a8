// `[[` and a few letters: offers records that the writer may read. Without this module `[[30449]]` works as well.
import { beforeCaret, caretOf, putLink, suggestionsIn } from "../suggestions.js";

const list = document.getElementById("record-list");
const said = document.getElementById("record-said");
const BEGUN = /\[\[([^\[\]\n]{2,60})$/;

function look(editor, records) {
  const begun = BEGUN.exec(beforeCaret(editor) ?? "")?.[1];
  if (!begun?.trim()) return records.close();
  records.offer({
    element: editor.view.dom,
    address: list.dataset.address,
    at: () => caretOf(editor),
    // The title of a record that not everybody may read stays out of the text: only its number goes in.
    take: (record) => putLink(editor, begun.length + 2, record.url, record.text),
  }, begun);
}

if (list && said) {
  const records = suggestionsIn(list, said, {
    rowsOf: (answer) => answer.records,
    wordsOf: (record) => [record.title, `${record.number} · ${record.detail}`],
  });
  document.addEventListener("editor:ready", ({ detail: editor }) => {
    editor.on("update", () => look(editor, records));
  });
}
