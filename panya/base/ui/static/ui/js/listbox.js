// One list of choices for the field in which one types (the combobox pattern): the field keeps the focus, the arrows
// walk, Enter takes, Escape closes. Whoever draws the choices ([role=option]) opens the list and says what taking does.
// `free`: what was typed may stand as well, so that nothing is chosen at first and the arrows also lead back to the field.
export function listbox(list, { take, free = false, takes = ["Enter"], closed = () => {} }) {
  let field, chosen = -1;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const isOpen = () => !list.hidden;
  const expanded = (said) => { if (field?.getAttribute("role") === "combobox") field.setAttribute("aria-expanded", said); };

  function open(at) {
    field = at;
    list.hidden = false;
    options().forEach((option, place) => { option.id ||= `${list.id}-${place}`; });
    field.setAttribute("aria-controls", list.id);
    expanded("true");
    choose(free ? -1 : 0);
  }

  function close() {
    list.hidden = true;
    field?.removeAttribute("aria-activedescendant");
    expanded("false");
    closed();
  }

  function choose(place) {
    const all = options();
    chosen = free ? ((place + 1 + all.length + 1) % (all.length + 1)) - 1 : (place + all.length) % all.length;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    const option = all[chosen];
    if (!option) return field.removeAttribute("aria-activedescendant");
    // By hand: scrollIntoView would move the page as well.
    const end = option.offsetTop + option.offsetHeight;
    if (option.offsetTop < list.scrollTop) list.scrollTop = option.offsetTop;
    else if (end > list.scrollTop + list.clientHeight) list.scrollTop = end - list.clientHeight;
    field.setAttribute("aria-activedescendant", option.id);
  }

  function keys(event) {
    if (!isOpen() || event.isComposing || !field.contains(event.target)) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) choose(chosen + steps[event.key]);
    else if (event.key === "Escape") close();
    else if (takes.includes(event.key) && chosen >= 0) take(chosen, options()[chosen]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  document.addEventListener("keydown", keys, true);
  document.addEventListener("focusout", () => { if (isOpen()) close(); });
  // A press on the list leaves the focus where one types.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  return { open, close, isOpen, options };
}
