// The bell asks how many are new while its tab is looked at: often while somebody works here, seldom later on.
// (2,000 officers leave tabs open; a tab that nobody sees or touches must cost next to nothing.)
const bell = document.getElementById("bell");
const badge = document.getElementById("bell-count");
const said = document.getElementById("bell-said");
const OFTEN = 4_000, SELDOM = 20_000, RARELY = 90_000;
const MINUTE = 60_000;
let touched = Date.now(), waiting, asking = false;

function pause() {
  const idle = Date.now() - touched;
  return idle < 3 * MINUTE ? OFTEN : idle < 15 * MINUTE ? SELDOM : RARELY;
}

function show({ shown, label }) {
  // Read out only what came while the page was open.
  if (badge.dataset.shown !== undefined) said.textContent = label;
  badge.dataset.shown = shown;
  badge.replaceChildren();
  badge.hidden = !label;
  if (!label) return;
  const number = document.createElement("span"), words = document.createElement("span");
  number.textContent = shown;
  number.setAttribute("aria-hidden", "true");
  words.textContent = ` ${label}`;
  words.className = "visually-hidden";
  badge.append(number, words);
}

async function ask() {
  clearTimeout(waiting);
  if (document.hidden || asking) return;
  asking = true;
  let again = pause();
  try {
    const address = `${bell.dataset.count}?shown=${encodeURIComponent(badge.dataset.shown ?? "0")}`;
    const answer = await fetch(address, { redirect: "manual", headers: { Accept: "application/json" } });
    if (answer.status === 200) show(await answer.json());
    else if (answer.type === "opaqueredirect" || answer.status === 403) again = 0; // signed out meanwhile
    else if (answer.status === 204) badge.dataset.shown ??= "0";
    else again = RARELY;
  } catch {
    again = SELDOM;
  }
  asking = false;
  if (again) waiting = setTimeout(ask, again);
}

function wake() {
  const rested = Date.now() - touched > 3 * MINUTE;
  touched = Date.now();
  if (rested) ask();
}

if (bell && badge) {
  for (const sign of ["pointerdown", "pointermove", "keydown", "scroll"]) addEventListener(sign, wake, { passive: true });
  document.addEventListener("visibilitychange", ask);
  addEventListener("pageshow", (event) => { if (event.persisted) ask(); });
  ask();
}
