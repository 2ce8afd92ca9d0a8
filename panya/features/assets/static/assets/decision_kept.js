// What is ticked and written for the decision stands again after a remark was sent, which loads the page anew.
const decision = document.getElementById("decision-form");
const remark = document.getElementById("remark-form");
const key = `panya-decision/${decision?.dataset.kept}`;

function keep() {
  const { ticked, words } = decision.elements;
  const chosen = Array.from(ticked, (box) => box.checked);
  sessionStorage.setItem(key, JSON.stringify({ chosen, words: words.value }));
}

function giveBack({ chosen, words }) {
  Array.from(decision.elements.ticked).forEach((box, place) => { box.checked ||= Boolean(chosen[place]); });
  decision.elements.words.value ||= words;
}

if (decision && remark) {
  const kept = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  if (kept) giveBack(JSON.parse(kept));
  remark.addEventListener("submit", keep);
}
