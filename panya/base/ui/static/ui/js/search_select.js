// A long list becomes a field to type into: the choices that hold the words stand below it. The list itself stays in
// the form and is what is sent; without this script it is chosen from as ever.
const FEW = 12;
const plain = (text) => text.normalize("NFC").toLocaleLowerCase().replace(/\s+/g, "");

class SearchSelect {
  constructor(select) {
    this.select = select;
    this.options = [...select.options].filter((option) => option.value);
    this.input = Object.assign(document.createElement("input"), { type: "text", id: select.id, autocomplete: "off" });
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${select.id}-choices` };
    for (const name of ["aria-describedby", "aria-invalid"]) if (select.hasAttribute(name)) roles[name] = select.getAttribute(name);
    for (const [name, value] of Object.entries(roles)) this.input.setAttribute(name, value);
    this.input.required = select.required;
    this.input.placeholder = select.options[0]?.value ? "" : select.options[0]?.text ?? "";
    this.list = Object.assign(document.createElement("ul"), { className: "suggest search-select__list", id: `${select.id}-choices`, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", select.labels[0]?.innerText ?? "");
    select.id = `${select.id}-list`;
    select.required = false;
    select.hidden = true;
    select.after(this.input, this.list);
    this.show();
    this.input.addEventListener("input", () => this.open());
    this.input.addEventListener("click", () => this.open(true));
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => this.leave());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
  }

  show() {
    const chosen = this.select.selectedOptions[0];
    this.input.value = chosen?.value ? chosen.text.trim() : "";
  }

  open(all = false) {
    const words = all ? "" : plain(this.input.value);
    const found = this.options.filter((option) => plain(`${option.text} ${option.value}`).includes(words));
    this.list.replaceChildren(...found.map((option, place) => this.line(option, place)));
    this.list.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.mark(all ? found.findIndex((option) => option.selected) : 0);
  }

  line(option, place) {
    const line = Object.assign(document.createElement("li"), { className: "suggest__option", id: `${this.list.id}-${place}` });
    line.setAttribute("role", "option");
    line.dataset.value = option.value;
    const aside = Object.assign(document.createElement("span"), { className: "suggest__aside", textContent: option.value });
    line.append(option.text.trim(), aside);
    return line;
  }

  mark(place) {
    const lines = [...this.list.children];
    this.at = Math.min(Math.max(place, -1), lines.length - 1);
    lines.forEach((line, index) => line.setAttribute("aria-selected", String(index === this.at)));
    if (this.at < 0) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", lines[this.at].id);
    lines[this.at].scrollIntoView({ block: "nearest" });
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  choose(line) {
    if (!line) return;
    this.select.value = line.dataset.value;
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
    this.show();
    this.close();
  }

  leave() {
    if (!this.input.value.trim()) this.select.value = "";
    this.show();
    this.close();
  }

  pressed(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) return this.open(true);
      this.mark(this.at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !this.list.hidden) {
      event.preventDefault();
      this.choose(this.list.children[this.at]);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.show();
      this.close();
    }
  }
}

for (const select of document.querySelectorAll("select[data-search]")) {
  if (select.options.length > FEW) new SearchSelect(select);
}
