// Rich text or Markdown: the server turns one into the other, the text area holds what is sent.
const formats = document.querySelector(".formats");
const form = formats?.closest("form");
const textarea = document.getElementById("id_body");
const frame = document.getElementById("prose");
const toolbar = document.getElementById("toolbar");
const hint = document.getElementById("markdown-hint");
const said = document.getElementById("editor-said");

const chosen = () => formats.querySelector("input:checked")?.value ?? "rich";
const choose = (format) => { formats.querySelector(`input[value="${format}"]`).checked = true; };
let shown = "rich";
let turning = false;

export const isMarkdown = () => shown === "markdown";

function show(format) {
  shown = format;
  const plain = format === "markdown";
  frame.hidden = toolbar.hidden = plain;
  textarea.hidden = !plain;
  hint.hidden = !plain;
  textarea.dispatchEvent(new CustomEvent("editor:format", { bubbles: true, detail: format }));
}

async function turn() {
  const to = chosen();
  if (turning || to === shown) return;
  turning = true;
  const sent = textarea.value;
  said.textContent = "";
  try {
    const body = new FormData();
    body.append("body", sent);
    body.append("to", to);
    const answer = await fetch(formats.dataset.convert, {
      method: "POST", body, redirect: "error",
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    });
    if (!answer.ok) throw new Error(answer.statusText);
    const turned = await answer.text();
    if (textarea.value !== sent) throw new Error("typed meanwhile");
    textarea.value = turned;
    show(to);
    textarea.dispatchEvent(new Event("editor:set"));
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
    if (to === "markdown") {
      textarea.focus();
      textarea.setSelectionRange(0, 0);
      textarea.scrollTop = 0;
    } else frame.editor.commands.focus("start");
  } catch {
    choose(shown);
    said.textContent = formats.dataset.failed;
  } finally {
    turning = false;
    if (chosen() !== shown) turn();
  }
}

if (formats) {
  formats.addEventListener("change", turn);
  // What this browser had kept comes back in the format in which it was typed.
  formats.addEventListener("editor:set", () => show(chosen()));
  document.addEventListener("editor:ready", () => show(chosen()), { once: true });
}
