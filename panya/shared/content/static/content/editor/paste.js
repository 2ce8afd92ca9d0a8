// What is pasted from Word, Google Docs, LibreOffice or a web page, as the few shapes that a note knows: headings, real
// lists, tables, paragraphs, bold, italic, underlined, struck, sub, sup and links. Everything else keeps its words only.
//
// Looks and addresses are taken off the source text first: the browser must neither report a style to the policy nor
// fetch a picture.
const DROPPED = new Set(["STYLE", "SCRIPT", "TITLE", "META", "LINK", "XML", "SVG", "MATH", "OBJECT", "EMBED", "IFRAME", "TEMPLATE",
  "NOSCRIPT", "SELECT", "BUTTON", "INPUT", "TEXTAREA", "AUDIO", "VIDEO", "CANVAS", "COLGROUP", "HEAD", "DIALOG", "DATALIST"]);
const MARKS = { B: "strong", STRONG: "strong", I: "em", EM: "em", CITE: "em", U: "u", INS: "u", S: "s", STRIKE: "s", DEL: "s",
  SUB: "sub", SUP: "sup", CODE: "code", KBD: "code", SAMP: "code", TT: "code" };
const BLOCKS = new Set(["P", "DIV", "H1", "H2", "H3", "H4", "H5", "H6", "UL", "OL", "LI", "TABLE", "THEAD", "TBODY", "TFOOT", "TR", "TD",
  "TH", "BLOCKQUOTE", "PRE", "HR", "SECTION", "ARTICLE", "HEADER", "FOOTER", "MAIN", "ASIDE", "NAV", "ADDRESS", "FIGURE", "FIGCAPTION",
  "DL", "DT", "DD", "CENTER", "FORM", "FIELDSET", "DETAILS", "SUMMARY", "CAPTION", "BODY"]);
const OWN_PICTURE = /^\/files\/[\w-]+$/;

export function tidied(html) {
  // Copied inside our own editor: it is tidy, and knows where the cut went through a list.
  if (/\sdata-pm-slice=/.test(html)) return { html: withoutStyles(html), pictures: 0 };
  const source = new DOMParser().parseFromString(withoutLooks(html), "text/html");
  const state = { out: document.implementation.createHTMLDocument(""), pictures: vectorPictures(html), hasTop: Boolean(source.querySelector("h1")) || /mso-outline-level\s*:\s*1|MsoHeading1/i.test(html) };
  const box = state.out.createElement("div");
  blocks(source.body, box, [], state);
  return { html: box.innerHTML, pictures: state.pictures };
}

const inTags = (html, change) => html
  .replace(/<style[^>]*>[^]*?<\/style\s*>/gi, "")
  .replace(/<[a-z](?:[^>"']|"[^"]*"|'[^']*')*>/gi, (tag) => change(tag
    .replace(/([\s/"'])style\s*=/gi, "$1 data-look=")
    .replace(/([\s/"'])on\w+\s*=/gi, "$1 data-act=")));
const withoutStyles = (html) => inTags(html, (tag) => tag);
const withoutLooks = (html) => inTags(html, (tag) => tag.replace(/([\s/"'])(?:src|srcset|background|poster)\s*=/gi, "$1 data-from="));

// Word draws its pictures a second time in comments that only it reads.
const vectorPictures = (html) => (/<img[\s/]/i.test(html) ? 0 : (html.match(/<v:imagedata[\s/]/gi) ?? []).length);

const look = (node) => (node.getAttribute?.("data-look") ?? "").toLowerCase().replace(/\s+/g, " ");
const isHidden = (node) =>
  /display: ?none|mso-hide: ?all|mso-element: ?(?:comment|annotation|header|footer)|visibility: ?hidden/.test(look(node)) ||
  /MsoCommentReference|msocomanchor|msocomtxt|MsoCommentText/i.test(node.className ?? "") || (node.tagName === "DEL" && node.hasAttribute("cite"));

// Word's list paragraphs know their list and level only by a look; the number or bullet stands in the text.
function listPlace(node) {
  const found = /mso-list: ?l(\d+) level(\d+)/.exec(look(node));
  return found && { list: found[1], level: Number(found[2]) };
}

function headingLevel(node, state) {
  const outline = /mso-outline-level: ?(\d)/.exec(look(node))?.[1];
  const named = /Mso(?:Heading|Titre|Überschrift)\s*(\d)|^Heading(\d)/i.exec(node.className ?? "");
  const level = /^H[1-6]$/.test(node.tagName) ? Number(node.tagName[1])
    : /^MsoTitle\b/i.test(node.className ?? "") ? 1
    : node.getAttribute?.("role") === "heading" ? Number(node.getAttribute("aria-level") ?? 2)
    : node.tagName === "P" && (outline ?? named) ? Number(outline ?? named[1] ?? named[2]) : 0;
  // The title of the note is the first level: a text that uses it moves down by one.
  return level ? Math.min(Math.max(level + (state.hasTop ? 1 : 0), 2), 4) : 0;
}

function marksOf(node, marks) {
  const found = new Set(marks);
  const looks = look(node);
  const weight = /font-weight: ?(\w+)/.exec(looks)?.[1];
  // Google Docs wraps everything in a <b> that is not bold.
  if (MARKS[node.tagName] && !(MARKS[node.tagName] === "strong" && weight && isLight(weight))) found.add(MARKS[node.tagName]);
  if (weight && !isLight(weight) && !/^H\d/.test(node.tagName)) found.add("strong");
  if (/font-style: ?italic/.test(looks)) found.add("em");
  if (/text-decoration[\w-]*:[^;]*underline/.test(looks) && node.tagName !== "A") found.add("u");
  if (/text-decoration[\w-]*:[^;]*line-through/.test(looks)) found.add("s");
  if (/vertical-align: ?sub/.test(looks)) found.add("sub");
  if (/vertical-align: ?super/.test(looks)) found.add("sup");
  return [...found];
}

const isLight = (weight) => weight === "normal" || weight === "lighter" || Number(weight) < 600;
const isBlock = (node) => node.nodeType === Node.ELEMENT_NODE && BLOCKS.has(node.tagName);
const holdsBlock = (node) => isBlock(node) || [...(node.querySelectorAll?.("*") ?? [])].some((inner) => BLOCKS.has(inner.tagName));

function address(node) {
  const href = (node.getAttribute("href") ?? "").trim();
  return /^(https?:\/\/|mailto:|\/(?!\/))\S+$/i.test(href) ? href : null;
}

// Fills `into` with the blocks below a node; loose words become paragraphs, list paragraphs real lists.
function blocks(node, into, marks, state) {
  let loose = null;
  const lists = [];
  const close = () => {
    if (loose) finish(loose, into);
    loose = null;
  };
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE || (child.nodeType === Node.ELEMENT_NODE && !DROPPED.has(child.tagName) && !isHidden(child) && !holdsBlock(child))) {
      if (!loose && child.nodeType === Node.TEXT_NODE && !child.data.trim()) continue;
      loose ??= state.out.createElement("p");
      words(child, loose, marks, state);
    } else if (child.nodeType === Node.ELEMENT_NODE && !DROPPED.has(child.tagName) && !isHidden(child)) {
      close();
      const place = listPlace(child);
      if (place && !headingLevel(child, state)) {
        listItem(child, place, lists, into, marks, state);
        continue;
      }
      lists.length = 0;
      block(child, into, marks, state);
    }
  }
  close();
}

function block(node, into, marks, state) {
  const level = headingLevel(node, state);
  const inner = isBlock(node) ? marks : marksOf(node, marks);
  if (level) return finish(filled(node, state.out.createElement(`h${level}`), [], state), into);
  if (node.tagName === "UL" || node.tagName === "OL") return list(node, into, marks, state);
  if (node.tagName === "TABLE") return table(node, into, state);
  if (node.tagName === "HR") return into.append(state.out.createElement("hr"));
  if (node.tagName === "PRE") return code(node, into, state);
  if (node.tagName === "BLOCKQUOTE") {
    const quoted = state.out.createElement("blockquote");
    blocks(node, quoted, marks, state);
    return quoted.childNodes.length ? into.append(quoted) : undefined;
  }
  if (node.tagName === "P" && ![...node.children].some(holdsBlock)) {
    return finish(filled(node, state.out.createElement("p"), marksOf(node, marks), state), into);
  }
  return blocks(node, into, inner, state);
}

function filled(node, into, marks, state) {
  for (const child of node.childNodes) words(child, into, marks, state);
  return into;
}

// Text and looks inside one paragraph.
function words(node, into, marks, state) {
  if (node.nodeType === Node.TEXT_NODE) {
    const text = node.data.replace(/[\s\u00a0]+/g, " ");
    if (text) into.append(dressed(text, marks, state));
  } else if (node.nodeType === Node.ELEMENT_NODE && !DROPPED.has(node.tagName) && !isHidden(node)) {
    if (node.tagName === "BR") into.append(state.out.createElement("br"));
    else if (node.tagName === "IMG") picture(node, into, state);
    else if (/mso-list: ?ignore/.test(look(node))) return;
    else if (node.tagName === "A" && address(node)) {
      const link = state.out.createElement("a");
      link.setAttribute("href", address(node));
      filled(node, link, marksOf(node, marks), state);
      if (link.textContent.trim()) into.append(link);
    } else filled(node, into, marksOf(node, marks), state);
  }
}

// The space at the edge of a bold word is not bold.
function dressed(text, marks, state) {
  const whole = state.out.createDocumentFragment();
  const core = text.trim();
  if (text.startsWith(" ")) whole.append(" ");
  if (core) {
    whole.append(marks.reduceRight((inside, mark) => {
      const around = state.out.createElement(mark);
      around.append(inside);
      return around;
    }, state.out.createTextNode(core)));
  }
  if (core && text.endsWith(" ")) whole.append(" ");
  return whole;
}

function picture(node, into, state) {
  const from = (node.getAttribute("data-from") ?? "").replace(location.origin, "");
  if (!OWN_PICTURE.test(from)) {
    state.pictures += 1;
    return;
  }
  const own = state.out.createElement("img");
  // The address is set on an inert document: nothing is fetched here.
  own.setAttribute("src", from);
  own.setAttribute("alt", node.getAttribute("alt") ?? "");
  into.append(own);
}

// A paragraph goes in without the breaks and spaces at its ends; an empty one does not go in at all.
function finish(paragraph, into) {
  const isEdge = (node) => node && (node.nodeName === "BR" || (node.nodeType === Node.TEXT_NODE && !node.data.trim()));
  while (isEdge(paragraph.firstChild)) paragraph.firstChild.remove();
  while (isEdge(paragraph.lastChild)) paragraph.lastChild.remove();
  if (!paragraph.childNodes.length) return;
  if (paragraph.firstChild.nodeType === Node.TEXT_NODE) paragraph.firstChild.data = paragraph.firstChild.data.trimStart();
  if (paragraph.lastChild.nodeType === Node.TEXT_NODE) paragraph.lastChild.data = paragraph.lastChild.data.trimEnd();
  if (paragraph.textContent.trim() || paragraph.querySelector("img")) into.append(paragraph);
}

function list(node, into, marks, state) {
  const made = state.out.createElement(node.tagName.toLowerCase());
  const start = Number(node.getAttribute("start"));
  if (made.tagName === "OL" && Number.isInteger(start) && start > 1) made.setAttribute("start", start);
  for (const child of node.childNodes) {
    if (child.nodeType !== Node.ELEMENT_NODE || DROPPED.has(child.tagName) || isHidden(child)) continue;
    if (child.tagName === "UL" || child.tagName === "OL") {
      // A list right inside a list, as Google Docs writes it, belongs to the item before.
      list(child, made.lastElementChild ?? made.appendChild(state.out.createElement("li")), marks, state);
      continue;
    }
    const item = state.out.createElement("li");
    blocks(child, item, marks, state);
    if (item.childNodes.length) made.append(item);
  }
  if (!made.childNodes.length) return;
  const before = into.lastElementChild;
  // Word on the web writes every item as a list of its own.
  const level = Number(node.firstElementChild?.getAttribute("data-aria-level") ?? 0);
  if (level && before && /^[UO]L$/.test(before.tagName)) return joined(made, before, level, state);
  into.append(made);
}

function joined(made, before, level, state) {
  let target = before;
  for (let at = 1; at < level; at += 1) {
    const item = target.lastElementChild;
    const inner = [...item.children].filter((child) => /^[UO]L$/.test(child.tagName)).at(-1);
    target = inner ?? item.appendChild(state.out.createElement(made.tagName.toLowerCase()));
  }
  if (target.tagName === made.tagName || !target.childNodes.length) target.append(...made.childNodes);
  else target.after(made);
}

// One of Word's list paragraphs: `lists` holds the lists that are open, the outermost first.
function listItem(node, { list: id, level }, lists, into, marks, state) {
  const sign = marker(node);
  const ordered = isNumber(sign);
  while (lists.length > level) lists.pop();
  if (lists.length === level && (lists[level - 1].id !== id && level === 1 || lists[level - 1].ordered !== ordered)) lists.pop();
  while (lists.length < level) {
    const made = state.out.createElement(ordered ? "ol" : "ul");
    const first = Number(/^\(?(\d{1,4})[.)]?$/.exec(arabic(sign))?.[1] ?? 1);
    if (ordered && first > 1 && lists.length === level - 1) made.setAttribute("start", first);
    const above = lists.at(-1)?.made;
    if (above) (above.lastElementChild ?? above.appendChild(state.out.createElement("li"))).append(made);
    else into.append(made);
    lists.push({ made, id, ordered });
  }
  const item = state.out.createElement("li");
  finish(filled(node, state.out.createElement("p"), marksOf(node, marks), state), item);
  if (item.childNodes.length) lists.at(-1).made.append(item);
}

const arabic = (sign) => sign.replace(/[๐-๙]/g, (digit) => "๐๑๒๓๔๕๖๗๘๙".indexOf(digit));
const marker = (node) =>
  [...node.querySelectorAll("[data-look]")].find((part) => /mso-list: ?ignore/.test(look(part)))?.textContent.replace(/[\s\u00a0]+/g, "") ?? "";
// 1. ๑) (ก) a. iv. are numbers; · o § and the like are not. A single o is Word's second bullet.
const isNumber = (sign) => /^\(?(?:[\d๐-๙]{1,4}(?:[.)][\d๐-๙]{0,4})*|[ก-ฮ]|[a-np-z]|[ivxlc]{2,6})[.)]?\)?$/i.test(sign) && sign !== "";

function table(node, into, state) {
  const cells = [...node.rows].flatMap((row) => [...row.cells]);
  // Such a table only holds a page together.
  if (node.getAttribute("role") === "presentation" || (cells.length === 1 && node.querySelector("table"))) return cells.forEach((cell) => blocks(cell, into, [], state));
  const made = state.out.createElement("table");
  const body = made.appendChild(state.out.createElement("tbody"));
  for (const row of node.rows) {
    const line = state.out.createElement("tr");
    for (const cell of row.cells) {
      const kept = state.out.createElement(cell.tagName === "TH" || row.parentNode.tagName === "THEAD" ? "th" : "td");
      for (const name of ["colspan", "rowspan"]) if (cell[name === "colspan" ? "colSpan" : "rowSpan"] > 1) kept.setAttribute(name, cell.getAttribute(name));
      blocks(cell, kept, [], state);
      if (!kept.childNodes.length) kept.append(state.out.createElement("p"));
      line.append(kept);
    }
    if (line.childNodes.length) body.append(line);
  }
  if (body.childNodes.length) into.append(made);
}

function code(node, into, state) {
  const made = state.out.createElement("pre");
  made.appendChild(state.out.createElement("code")).textContent = node.textContent.replace(/\n$/, "");
  if (node.textContent.trim()) into.append(made);
}
