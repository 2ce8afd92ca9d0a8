// A calendar beside each date field: Thai months with B.E. years on Thai pages, C.E. on English ones.
// The server reads what stands in the text field; the calendar only writes it.

const DAY = 86400000;
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

const today = () => {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
};

// The same day of another month, or its last day where it is shorter.
function addMonths(day, months) {
  const first = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day.getUTCDate(), last));
  return first;
}

class Calendar {
  constructor(root) {
    this.input = root.querySelector("input");
    this.era = Number(root.dataset.era);
    this.language = root.dataset.language;
    root.append(root.querySelector("template").content.cloneNode(true));
    this.dialog = root.querySelector("dialog");
    this.body = this.dialog.querySelector("tbody");
    this.title = this.dialog.querySelector(".calendar__month");
    this.day = today();
    this.nameWeekdays();
    const open = root.querySelector(".date-input__open");
    open.disabled = this.input.disabled;
    open.addEventListener("click", () => this.open());
    this.dialog.addEventListener("click", (event) => this.clicked(event));
    this.dialog.addEventListener("keydown", (event) => this.pressed(event));
  }

  format(options, day) {
    return new Intl.DateTimeFormat(`${this.language}-u-ca-gregory-nu-latn`, { timeZone: "UTC", ...options }).format(day);
  }

  nameWeekdays() {
    const monday = Date.UTC(2024, 0, 1);
    for (let place = 0; place < 7; place += 1) {
      const head = document.createElement("th");
      const day = new Date(monday + place * DAY);
      head.scope = "col";
      head.abbr = this.format({ weekday: "long" }, day);
      head.textContent = this.format({ weekday: this.language === "th" ? "narrow" : "short" }, day);
      this.dialog.querySelector("thead tr").append(head);
    }
  }

  open() {
    this.chosen = this.read();
    this.day = this.chosen ?? today();
    this.draw();
    this.dialog.showModal();
    this.focusDay();
  }

  // Understands d/m/y and what the server or this calendar wrote; anything else opens at today.
  read() {
    const text = this.input.value.trim().replace(/[๐-๙]/g, (digit) => digit.charCodeAt(0) - 0x0e50);
    const parts = text.match(/^(\d{1,2})\s*[/.\-\s]\s*(\d{1,2}|[^\d\s]+)\s*[/.\-\s]\s*(\d{4}|\d{2})$/);
    if (!parts) return null;
    const month = /^\d/.test(parts[2]) ? Number(parts[2]) - 1 : this.monthNamed(parts[2]);
    const written = Number(parts[3]) + (parts[3].length === 2 ? 2500 : 0);
    const year = written - (written >= 2400 ? 543 : 0);
    const day = new Date(Date.UTC(year, month, Number(parts[1])));
    return Number.isNaN(day.getTime()) || day.getUTCMonth() !== month ? null : day;
  }

  monthNamed(name) {
    const months = Array.from({ length: 12 }, (_, place) => new Date(Date.UTC(2024, place, 1)));
    const found = months.findIndex((day) => ["long", "short"].some((style) => this.format({ month: style }, day) === name));
    return found < 0 ? NaN : found;
  }

  draw() {
    const year = this.day.getUTCFullYear();
    const month = this.day.getUTCMonth();
    this.title.textContent = `${this.format({ month: "long" }, this.day)} ${year + this.era}`;
    const first = new Date(Date.UTC(year, month, 1));
    const before = (first.getUTCDay() + 6) % 7;
    const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    this.body.replaceChildren();
    for (let place = 0; place < before + days; place += 1) {
      if (place % 7 === 0) this.body.insertRow();
      const cell = this.body.rows[this.body.rows.length - 1].insertCell();
      if (place >= before) cell.append(this.button(new Date(first.getTime() + (place - before) * DAY)));
    }
  }

  button(day) {
    const button = document.createElement("button");
    const same = (other) => other?.getTime() === day.getTime();
    button.type = "button";
    button.className = "calendar__day";
    button.value = day.getTime();
    button.textContent = day.getUTCDate();
    button.tabIndex = same(this.day) ? 0 : -1;
    button.setAttribute("aria-pressed", same(this.chosen));
    if (same(today())) button.setAttribute("aria-current", "date");
    const spoken = this.format({ weekday: "long", day: "numeric", month: "long" }, day);
    button.setAttribute("aria-label", `${spoken} ${day.getUTCFullYear() + this.era}`);
    return button;
  }

  focusDay() {
    this.body.querySelector('[tabindex="0"]').focus();
  }

  go(day, focus = true) {
    this.day = day;
    this.draw();
    if (focus) this.focusDay();
  }

  clicked(event) {
    const button = event.target.closest("button");
    if (event.target === this.dialog || button?.hasAttribute("data-close")) this.dialog.close();
    else if (button?.hasAttribute("data-today")) this.go(today());
    else if (button?.dataset.step) this.go(addMonths(this.day, Number(button.dataset.step)), false);
    else if (button?.classList.contains("calendar__day")) this.choose(new Date(Number(button.value)));
  }

  pressed(event) {
    if (!event.target.classList.contains("calendar__day")) return;
    const goTo = this.keyTarget(event);
    if (!goTo) return;
    event.preventDefault();
    this.go(goTo);
  }

  keyTarget({ key, shiftKey }) {
    const weekday = (this.day.getUTCDay() + 6) % 7;
    if (key in STEPS) return new Date(this.day.getTime() + STEPS[key] * DAY);
    if (key === "PageUp") return addMonths(this.day, shiftKey ? -12 : -1);
    if (key === "PageDown") return addMonths(this.day, shiftKey ? 12 : 1);
    if (key === "Home") return new Date(this.day.getTime() - weekday * DAY);
    if (key === "End") return new Date(this.day.getTime() + (6 - weekday) * DAY);
    return null;
  }

  choose(day) {
    const month = this.format({ month: "long" }, day);
    this.input.value = `${day.getUTCDate()} ${month} ${day.getUTCFullYear() + this.era}`;
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    this.dialog.close();
    this.input.focus();
  }
}

function enhance(within) {
  for (const root of within.querySelectorAll("[data-date-input]:not([data-ready])")) {
    root.dataset.ready = "";
    new Calendar(root);
  }
}

enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
