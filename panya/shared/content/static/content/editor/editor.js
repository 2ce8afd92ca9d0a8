// The rich text field. Our own toolbar stands on the page with Thai words; the library only edits.
// Loaded by its address instead of an import map, so that the page needs no inline script;
// injectCSS is off because the style policy allows files only.
//
// Other modules of the page join in by two events on the document, so that none of them is imported here:
//   editor:extensions  {library, extensions}: before the editor is made; push a ProseMirror/Tiptap extension
//   editor:ready       the Tiptap editor itself (`event.detail`); also kept as `frame.editor` for late comers
// A module script of the page is in time for both. A toolbar button with an own data-tool has its own listener.
import { tidied } from "./paste.js";
import { beginFiles, pictureNode } from "./pictures.js";

const frame = document.getElementById("prose");
const toolbar = document.getElementById("toolbar");
const textarea = document.getElementById("id_body");

const commands = {
  heading2: (chain) => chain.toggleHeading({ level: 2 }),
  heading3: (chain) => chain.toggleHeading({ level: 3 }),
  bold: (chain) => chain.toggleBold(),
  bulletList: (chain) => chain.toggleBulletList(),
  orderedList: (chain) => chain.toggleOrderedList(),
  blockquote: (chain) => chain.toggleBlockquote(),
  table: (chain) => chain.insertTable({ rows: 3, cols: 2, withHeaderRow: true }),
  addRow: (chain) => chain.addRowAfter(),
  addColumn: (chain) => chain.addColumnAfter(),
  deleteRow: (chain) => chain.deleteRow(),
  deleteColumn: (chain) => chain.deleteColumn(),
  deleteTable: (chain) => chain.deleteTable(),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
};

const isOn = (editor, tool) =>
  tool.startsWith("heading") ? editor.isActive("heading", { level: Number(tool.at(-1)) }) : editor.isActive(tool);

function extensionsOf(library) {
  const Table = library.Table.extend({ addNodeView: null });
  return [
    library.Document, library.Paragraph, library.Text, library.HardBreak, library.History,
    library.Heading.configure({ levels: [2, 3, 4] }),
    library.Bold, library.Italic, library.Underline, library.Strike, library.Subscript, library.Superscript,
    library.BulletList, library.OrderedList, library.ListItem, library.Blockquote, library.HorizontalRule,
    library.Code, library.CodeBlock, pictureNode(library),
    library.Link.configure({ openOnClick: false, enableTarget: false, autolink: true, isAllowedUri: (uri) => Boolean(address(uri)) }),
    Table, library.TableRow, library.TableHeader, library.TableCell,
    library.Dropcursor.configure({ color: false, class: "dropcursor" }), library.Gapcursor,
    library.Placeholder.configure({ placeholder: frame.dataset.placeholder }),
  ];
}

// What comes from Word and web pages is tidied before the browser meets it; a word about pictures that stay behind.
function pasted(html) {
  const { html: tidy, pictures } = tidied(html);
  document.getElementById("editor-said").textContent = pictures ? frame.dataset.pictures : "";
  return tidy;
}

// A web address, a mail address, or the number of a record here; anything else is no link.
function address(typed) {
  const text = typed.trim();
  if (/^\d{1,12}$/.test(text)) return `${frame.dataset.record}${text}`;
  if (/^(https?:\/\/|mailto:|\/(?!\/))\S+$/i.test(text)) return text;
  return /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(text) ? `https://${text}` : null;
}

function refresh(editor) {
  for (const button of toolbar.querySelectorAll("[data-tool]")) {
    if (button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", isOn(editor, button.dataset.tool));
    if (button.hasAttribute("data-in-table")) button.hidden = !editor.isActive("table");
  }
}

function askForLink(editor) {
  const dialog = document.getElementById("link-dialog");
  const input = document.getElementById("link-address");
  const error = document.getElementById("link-error");
  input.value = editor.getAttributes("link").href ?? "";
  error.hidden = true;
  dialog.returnValue = "cancel";
  dialog.querySelector("form").onsubmit = (event) => {
    if (event.submitter?.value !== "set" || address(input.value)) return;
    event.preventDefault();
    error.hidden = false;
    input.focus();
  };
  dialog.onclose = () => {
    if (dialog.returnValue === "set") setLink(editor, address(input.value));
    else if (dialog.returnValue === "unset") editor.chain().focus().extendMarkRange("link").unsetLink().run();
    else editor.commands.focus();
  };
  dialog.showModal();
}

function setLink(editor, href) {
  const chain = editor.chain().focus();
  if (editor.state.selection.empty && !editor.isActive("link")) {
    chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
  } else {
    chain.extendMarkRange("link").setLink({ href }).run();
  }
}

// Arrow keys move along the toolbar, as screen readers announce it; Tab leaves it.
function walk(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const tools = [...toolbar.querySelectorAll("[data-tool]:not([hidden])")];
  const next = tools[(tools.indexOf(document.activeElement) + step + tools.length) % tools.length];
  event.preventDefault();
  tools.forEach((tool) => { tool.tabIndex = tool === next ? 0 : -1; });
  next.focus();
}

async function begin() {
  const library = await import(frame.dataset.library);
  const files = beginFiles(() => editor);
  await allModulesRan;
  const extensions = extensionsOf(library);
  tell("editor:extensions", { library, extensions });
  const editor = new library.Editor({
    element: frame,
    injectCSS: false,
    extensions,
    content: isMarkdown() ? "" : asHtml(textarea.value),
    editorProps: {
      ...files.editorProps,
      transformPastedHTML: pasted,
      attributes: { class: "prose", role: "textbox", "aria-multiline": "true", "aria-labelledby": "body-label", lang: "th" },
    },
    onUpdate: ({ editor }) => {
      textarea.value = editor.isEmpty ? "" : editor.getHTML();
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
    onTransaction: ({ editor }) => refresh(editor),
  });
  textarea.hidden = true;
  frame.hidden = toolbar.hidden = false;
  toolbar.querySelectorAll("[data-tool]").forEach((tool, place) => { tool.tabIndex = place ? -1 : 0; });
  toolbar.addEventListener("keydown", walk);
  toolbar.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
  toolbar.addEventListener("click", (event) => {
    const tool = event.target.closest("[data-tool]")?.dataset.tool;
    if (tool === "link") askForLink(editor);
    else if (files.tools[tool]) files.tools[tool]();
    else if (tool in commands) commands[tool](editor.chain().focus()).run();
  });
  document.getElementById("body-label").addEventListener("click", () => editor.commands.focus());
  textarea.addEventListener("editor:set", () => {
    if (!isMarkdown()) editor.commands.setContent(asHtml(textarea.value), { emitUpdate: false });
  });
  frame.editor = editor;
  tell("editor:ready", editor);
}

const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

// The library may come from the cache before the page's later modules have run and listen.
const allModulesRan = new Promise((go) => {
  if (document.readyState === "complete") go();
  else document.addEventListener("DOMContentLoaded", go, { once: true });
});

const isMarkdown = () => textarea.form.elements.format?.value === "markdown";

// What was typed without JavaScript has no tags: keep its lines.
function asHtml(text) {
  if (/<[a-z][^>]*>/i.test(text)) return text;
  const words = document.createElement("p");
  return text.split(/\n{2,}/).filter((part) => part.trim()).map((part) => {
    words.textContent = part;
    return `<p>${words.innerHTML.replaceAll("\n", "<br>")}</p>`;
  }).join("");
}

if (frame && textarea) begin().catch(() => { textarea.hidden = false; });
