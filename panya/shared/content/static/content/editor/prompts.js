// The prompts of a starter: shown softly, taken whole with one touch so that typing replaces them, counted until none is left.
const PROMPT = /«(?:เขียนตรงนี้|Write here): [^«»<>]*»/g;
const notice = document.getElementById("prompts-left");
const textarea = document.getElementById("id_body");
const form = textarea?.form;

function found(doc) {
  const places = [];
  doc.descendants((node, at) => {
    if (!node.isText) return;
    for (const match of node.text.matchAll(PROMPT)) places.push([at + match.index, at + match.index + match[0].length]);
  });
  return places;
}

document.addEventListener("editor:extensions", ({ detail: { library, extensions } }) => {
  const { Plugin } = library.pm.state;
  const { Decoration, DecorationSet } = library.pm.view;
  extensions.push(library.Extension.create({
    name: "prompts",
    addProseMirrorPlugins() {
      return [new Plugin({
        props: {
          decorations: (state) => DecorationSet.create(
            state.doc, found(state.doc).map(([from, to]) => Decoration.inline(from, to, { class: "prompt" })),
          ),
          handleClick: (view, at) => {
            const place = found(view.state.doc).find(([from, to]) => from <= at && at <= to);
            if (!place || !view.state.selection.empty) return false;
            this.editor.commands.setTextSelection({ from: place[0], to: place[1] });
            return true;
          },
        },
      })];
    },
  }));
});

// Takes the prompts out, with the items and paragraphs that held nothing else and the headings left over nothing.
function clear(editor) {
  const { state, view } = editor;
  const change = state.tr;
  for (const [from, to] of found(state.doc).reverse()) {
    const place = change.doc.resolve(from);
    if (place.parent.content.size > to - from) {
      change.delete(from, to);
      continue;
    }
    let depth = place.depth;
    while (depth > 1 && place.node(depth - 1).childCount === 1 && !/table|cell|header/i.test(place.node(depth - 1).type.name)) depth -= 1;
    if (/table|cell|header/i.test(place.node(depth - 1).type.name)) change.delete(from, to);
    else change.delete(place.before(depth), place.after(depth));
  }
  for (let at = change.doc.childCount - 1; at >= 0; at -= 1) {
    const [node, next] = [change.doc.child(at), change.doc.maybeChild(at + 1)];
    if (node.type.name !== "heading" || (next && (next.type.name !== "heading" || next.attrs.level > node.attrs.level))) continue;
    let from = 0;
    for (let before = 0; before < at; before += 1) from += change.doc.child(before).nodeSize;
    if (change.doc.childCount > 1) change.delete(from, from + node.nodeSize);
  }
  view.dispatch(change);
}

// The same in Markdown: a line that held nothing but a prompt and its sign goes.
function clearMarkdown() {
  textarea.value = textarea.value.split("\n").flatMap((line) => {
    const left = line.replace(PROMPT, "");
    return left !== line && /^[\s>]*(?:[-*]|\d+[.)])?\s*$/.test(left) ? [] : [left];
  }).join("\n");
  textarea.dispatchEvent(new Event("input", { bubbles: true }));
  textarea.focus();
}

const count = () => { notice.hidden = !(textarea.value.match(PROMPT) ?? []).length; };

if (notice) {
  form.addEventListener("input", count);
  document.addEventListener("editor:ready", ({ detail: editor }) => {
    count();
    // With script the prompts go from the text at once; without it the button sends the form.
    notice.querySelector("button").addEventListener("click", (event) => {
      event.preventDefault();
      if (editor.view.dom.closest("[hidden]")) return clearMarkdown();
      clear(editor);
      editor.commands.focus();
    });
  });
}
