// Pictures and attachments of the editor: chosen, taken with the camera, pasted or dropped.
import { isBusy, upload } from "./uploads.js";

const ADDRESS = /^\/files\/[2-9b-df-hj-np-tv-xz]{16}$/;
const form = document.querySelector("form.editor");
const dialog = document.getElementById("picture-dialog");
const list = document.getElementById("picture-list");
const error = document.getElementById("picture-error");
const boxes = document.getElementById("attached");

// Only files of this site: a picture from elsewhere would tell others who reads here.
function ownAddress(src) {
  try {
    const url = new URL(src, location.href);
    return url.origin === location.origin && ADDRESS.test(url.pathname) ? url.pathname : null;
  } catch {
    return null;
  }
}

export function pictureNode(library) {
  const attribute = (name) => ({ default: null, parseHTML: (element) => element.getAttribute(name) });
  return library.Node.create({
    name: "picture",
    group: "block",
    draggable: true,
    addAttributes: () => ({
      src: { default: null, parseHTML: (element) => ownAddress(element.getAttribute("src")) },
      alt: { default: "", parseHTML: (element) => element.getAttribute("alt") ?? "" },
      width: attribute("width"),
      height: attribute("height"),
    }),
    parseHTML: () => [{ tag: "img", getAttrs: (element) => (ownAddress(element.getAttribute("src") ?? "") ? null : false) }],
    renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
  });
}

export function beginFiles(editorOf) {
  const tools = {
    picture: () => openPictures(editorOf(), []),
    attach: () => document.getElementById("attach-input").click(),
  };
  document.getElementById("attach-input").addEventListener("change", (event) => attach(take(event.target)));
  document.getElementById("picture-input").addEventListener("change", (event) => take(event.target).forEach(addPicture));
  // Before every other listener: what is still on its way would not be in the text.
  form.addEventListener("submit", (event) => {
    if (!isBusy()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    tell(document.getElementById("attach-error"), boxes.dataset.busy);
  }, true);
  return {
    tools,
    editorProps: {
      handlePaste: (view, event) => takeOver(editorOf(), pastedFiles(event.clipboardData)),
      handleDrop: (view, event) => {
        const files = [...(event.dataTransfer?.files ?? [])];
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (files.length && at) editorOf().commands.setTextSelection(at.pos);
        if (files.length) event.preventDefault();
        return takeOver(editorOf(), files);
      },
      handleDoubleClickOn: (view, position, node) => node.type.name === "picture" && openPictures(editorOf(), []),
    },
  };
}

function take(input) {
  const files = [...input.files];
  input.value = ""; // the same file may be chosen again
  return files;
}

// Word puts a picture of the text beside the text: then the text is meant.
function pastedFiles(data) {
  const files = [...(data?.files ?? [])];
  const html = (data?.getData("text/html") ?? "").replace(/<style[^>]*>[^]*?<\/style>|<[^>]*>/gi, "").trim();
  return html || data?.getData("text/plain").trim() ? [] : files;
}

function takeOver(editor, files) {
  const pictures = files.filter((file) => file.type.startsWith("image/"));
  const others = files.filter((file) => !file.type.startsWith("image/"));
  if (pictures.length) openPictures(editor, pictures);
  if (others.length) attach(others);
  return files.length > 0;
}

function openPictures(editor, files) {
  const { node } = editor.state.selection;
  const edited = !files.length && node?.type.name === "picture" ? node.attrs : null;
  list.replaceChildren();
  error.hidden = true;
  document.getElementById("picture-choose").hidden = Boolean(edited);
  if (edited) showPicture(addRow("").row, { ...edited, address: edited.src, small: `${edited.src}/small`, name: "" });
  files.forEach(addPicture);
  dialog.returnValue = "cancel";
  dialog.querySelector("form").onsubmit = (event) => {
    if (event.submitter?.value === "set" && !isComplete()) event.preventDefault();
  };
  dialog.onclose = () => {
    if (dialog.returnValue === "set") place(editor, edited);
    else editor.commands.focus();
  };
  dialog.showModal();
  return true;
}

function addRow(name) {
  const row = document.getElementById("picture-row").content.cloneNode(true).firstElementChild;
  const [words, box] = [row.querySelector("textarea"), row.querySelector("input[type=checkbox]")];
  const id = `picture-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
  [words.id, box.id] = [`${id}-words`, `${id}-ornament`];
  const [hint, fault] = [row.querySelector(".field__hint"), row.querySelector(".field__error")];
  [hint.id, fault.id] = [`${id}-hint`, `${id}-fault`];
  words.setAttribute("aria-describedby", `${hint.id} ${fault.id}`);
  row.querySelector(".field__label").htmlFor = words.id;
  row.querySelector(".option label").htmlFor = box.id;
  row.querySelector(".picture__name").textContent = name;
  row.querySelector(".link-button").addEventListener("click", () => row.remove());
  box.addEventListener("change", () => { words.disabled = box.checked; fault.hidden = true; });
  words.addEventListener("input", () => { fault.hidden = true; });
  list.append(row);
  return { row };
}

async function addPicture(file) {
  const { row } = addRow(file.name);
  const bar = row.querySelector("progress");
  row.dataset.waiting = "";
  try {
    const sent = await upload(file, (part) => { bar.value = part; });
    if (sent.is_picture) showPicture(row, { ...sent, alt: "" });
    else {
      row.remove();
      showAttached(sent);
    }
  } catch (fault) {
    row.remove();
    tell(error, file.name ? `${file.name}: ${fault.message}` : fault.message);
  }
}

function showPicture(row, { address, small, width, height, alt }) {
  const look = document.createElement("img");
  look.src = small;
  look.alt = "";
  row.querySelector(".picture__look").replaceChildren(look);
  row.querySelector("textarea").value = alt ?? "";
  delete row.dataset.waiting;
  Object.assign(row.dataset, { address, width, height });
}

// Every picture has its words, or is said to be an ornament.
function isComplete() {
  const rows = [...list.children];
  if (rows.some((row) => "waiting" in row.dataset)) {
    tell(error, boxes.dataset.busy);
    return false;
  }
  const silent = rows.filter((row) => !row.querySelector("textarea").value.trim() && !row.querySelector("input").checked);
  silent.forEach((row) => { row.querySelector(".field__error").hidden = false; });
  silent[0]?.querySelector("textarea").focus();
  return silent.length === 0;
}

function place(editor, edited) {
  const nodes = [...list.children].map((row) => ({
    type: "picture",
    attrs: {
      src: row.dataset.address,
      width: row.dataset.width,
      height: row.dataset.height,
      alt: row.querySelector("input").checked ? "" : row.querySelector("textarea").value.trim(),
    },
  }));
  const chain = editor.chain().focus();
  if (edited && nodes.length) chain.updateAttributes("picture", nodes[0].attrs).run();
  else if (edited) chain.deleteSelection().run();
  else if (nodes.length) {
    chain.insertContent(nodes).run();
    writeOn(editor);
  }
}

// Behind the pictures, so that the next key does not replace the last of them.
function writeOn(editor) {
  const { to } = editor.state.selection;
  if (to >= editor.state.doc.content.size) editor.commands.insertContentAt(to, { type: "paragraph" });
  editor.commands.setTextSelection(to + 1);
}

async function attach(files) {
  document.getElementById("attach-error").hidden = true;
  await Promise.all(files.map(async (file) => {
    const row = document.getElementById("sending-row").content.cloneNode(true).firstElementChild;
    const bar = row.querySelector("progress");
    row.querySelector(".attached__name").textContent = file.name;
    row.querySelector(".sending__state").textContent = boxes.dataset.sending;
    bar.setAttribute("aria-label", `${boxes.dataset.sending} ${file.name}`);
    boxes.hidden = false;
    document.getElementById("attached-list").append(row);
    try {
      showAttached(await upload(file, (part) => { bar.value = part; }), row);
    } catch (fault) {
      row.remove();
      boxes.hidden = !document.getElementById("attached-list").children.length;
      tell(document.getElementById("attach-error"), `${file.name}: ${fault.message}`);
    }
  }));
}

function showAttached(sent, instead) {
  const row = document.getElementById("attached-row").content.cloneNode(true).firstElementChild;
  const box = row.querySelector("input");
  box.value = sent.id;
  box.id = row.querySelector("label").htmlFor = `attached-${sent.id}`;
  row.querySelector(".attached__name").textContent = sent.name;
  row.querySelector(".attached__about").textContent = sent.about;
  boxes.hidden = false;
  if (instead) instead.replaceWith(row);
  else document.getElementById("attached-list").append(row);
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function tell(place, words) {
  place.querySelector("span").textContent = words;
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
}
