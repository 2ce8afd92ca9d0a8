// What is selected in the text goes into the form of a remark: its words, its part, and which occurrence it is.
// Without this the words are pasted by hand.
const text = document.querySelector("[data-passages]");
const form = document.getElementById("remark-form");
const longest = 1000;

const squeezed = (words) => words.replace(/\s+/g, "");

function occurrenceOf(quote, range, part) {
  const before = document.createRange();
  before.selectNodeContents(part);
  before.setEnd(range.startContainer, range.startOffset);
  const whole = squeezed(part.textContent);
  const wanted = squeezed(quote);
  const start = squeezed(before.toString()).length;
  let count = 0;
  for (let at = whole.indexOf(wanted); at >= 0 && at < start; at = whole.indexOf(wanted, at + 1)) count += 1;
  return count;
}

function take() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !text.contains(selection.anchorNode)) return;
  const range = selection.getRangeAt(0);
  const starts = range.startContainer.nodeType === Node.TEXT_NODE ? range.startContainer.parentElement : range.startContainer;
  const part = starts.closest("[data-part-text]");
  const quote = selection.toString().trim();
  if (!part || !quote || quote.length > longest || !part.contains(range.endContainer)) return;
  form.elements.quote.value = quote;
  form.elements.part.value = part.closest("[data-part]").dataset.part;
  form.elements.occurrence.value = occurrenceOf(quote, range, part);
}

if (text && form) {
  text.addEventListener("pointerup", () => setTimeout(take));
  text.addEventListener("keyup", take);
  // Other words typed by hand stand wherever they are found first.
  form.elements.quote.addEventListener("input", () => {
    form.elements.part.value = "";
    form.elements.occurrence.value = "";
  });
}
