// A page: both languages side by side, and what differs marked on both.

/** What the file holds of a page's sections; read when the page is looked at. */
function detailOf(page) {
  page.detail ??= JSON.parse(byId(`page-${page.index}`)?.textContent ?? "null") ?? { r: [], c: {} };
  return page.detail;
}

function pageView(model, page, query) {
  const tag = query.in;
  const cell = tag ? page.cells.find((cell) => model.locales[cell.locale] === tag) : null;
  const view = h("div", { class: "view page" },
    h("p", { class: "crumbs" }, h("a", { href: "#/" }, "Pages"), " / ", cell ? h("a", { href: pageRoute(page) }, page.name) : page.name),
    h("h1", { ...texts(page.locale) }, page.title),
    h("p", { class: "paths" }, page.reference ? h("code", {}, page.reference) : "no reference", cell && " → ", cell && h("code", {}, cell.path)),
    localeTabs(model, page, cell));
  if (!cell) view.append(...pageOverview(model, page));
  else view.append(...cellView(model, page, cell));
  const drawn = () => (query.f ? pointAt(view, query.f) : null);
  const title = cell ? `${page.title} (${tag})` : page.title;
  return { view, title, drawn, keys: { n: () => step(view, 1), p: () => step(view, -1) } };
}

function localeTabs(model, page, current) {
  const tab = (cell) => {
    const tag = model.locales[cell.locale];
    const { kind, words } = cellLook(cell, countsOf(cell.findings), true);
    const look = cell.state === COMPARED ? tally(countsOf(cell.findings)) : h("span", {}, sign(kind), h("span", { class: "hidden" }, words));
    return h("li", {}, h("a", { href: pageRoute(page, tag), "aria-current": cell === current ? "page" : null, title: `${languageName(tag)}: ${words}` }, `${tag} `, look));
  };
  return h("nav", { class: "tabs", "aria-label": "Translations of this page" }, h("ul", {}, page.cells.map(tab)));
}

/** The page in all its locales. */
function pageOverview(model, page) {
  const own = page.findings.filter((finding) => !finding.cells.length);
  const rows = page.cells.map((cell) => {
    const tag = model.locales[cell.locale];
    const state = ["compared", "missing", "no reference", "could not be read"][cell.state];
    return h("tr", {}, h("th", { scope: "row" }, h("a", { href: pageRoute(page, tag) }, tag), h("small", {}, ` ${languageName(tag)}`)), h("td", {}, state),
      h("td", {}, cell.findings.length ? tally(countsOf(cell.findings)) : "–"), h("td", { class: "figure" }, cell.state === COMPARED ? number(cell.facts) : "–"),
      h("td", { class: "figure" }, cell.state === COMPARED ? number(cell.undetermined) : "–"), h("td", {}, freshnessOf(cell)));
  });
  const differing = page.facts.filter((fact) => fact.said.length);
  return [
    h("h2", {}, "Translations"),
    table(["Locale", "State", "Findings", "Facts", "Cannot tell", "Freshness"], rows, "Translations"),
    own.length > 0 && h("section", {}, h("h2", {}, "About the page itself"), own.map((finding) => findingCard(model, finding, null))),
    h("h2", {}, "Facts of this page"),
    page.facts.length ? h("p", { class: "told" }, `${plural(page.facts.length, "fact")}, ${number(differing.length)} of them not stated alike everywhere`) : empty("The reference states no facts that are read."),
    page.facts.length > 0 && factTable(model, [...differing, ...page.facts.filter((fact) => !fact.said.length)]),
  ].filter(Boolean);
}

function freshnessOf(cell) {
  if (cell.state !== COMPARED) return "–";
  return cell.stale ? "stale" : cell.judged ? "not stale" : "not judged";
}

function table(heads, rows, label) {
  return h("div", { class: "scroll", role: "region", "aria-label": label, tabindex: "0" },
    h("table", {}, h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))), h("tbody", {}, rows)));
}

/** One translation beside its reference. */
function cellView(model, page, cell) {
  const tag = model.locales[cell.locale];
  if (cell.state !== COMPARED) {
    const why = { [MISSING]: `There is no translation. It would be ${cell.path}.`, [ORPHAN]: "There is no reference to compare it with.", [UNREADABLE]: "It, or its reference, could not be read." }[cell.state];
    return [empty(why), ...cell.findings.map((finding) => findingCard(model, finding, cell))];
  }
  const figures = `${plural(cell.sections, "section")} aligned, ${plural(cell.facts, "fact")} compared, ${number(cell.undetermined)} could not be told; freshness: ${freshnessOf(cell)}`;
  const told = h("p", { class: "told" }, figures);
  if (!cell.findings.length) return [told, empty("Nothing was found in this translation.")];
  const detail = detailOf(page);
  const { s: sections = [], l: lines = [] } = detail.c[cell.at] ?? {};
  const context = { model, page, cell, tag, lines: lines.map(readPassage), findings: cell.findings.map((finding, at) => ({ finding, at: at + 1, isPlaced: false })) };
  const read = sections.map((raw) => readSection(raw, detail, page));
  read.forEach((section) => section.rows.forEach((row) => placeFindings(row, context)));
  const shown = sectionsView(read, context);
  const apart = context.findings.filter((one) => !one.isPlaced);
  return [told, apart.length > 0 && h("section", { class: "apart" }, h("h2", {}, "About the page"), apart.map((one) => apartCard(one, context))), ...shown].filter(Boolean);
}

const readPassage = ([kind, row, line, start, text]) => ({ kind, row, line, start, text, marks: [], end: start + new TextEncoder().encode(text).length });

function readSection([reference, translation, alignedBy, conditions, rows], detail, page) {
  const heading = translation && { name: translation[0], title: translation[1], level: translation[2] };
  return {
    reference: reference === null ? null : page.outline[reference], translation: heading, alignedBy, conditions,
    rows: rows.map(([left, right]) => ({ left: left === null ? null : readPassage(detail.r[left]), right: right && readPassage(right), cards: [] })),
  };
}

/** Marks in a row what findings point at, and puts under it those that are about it. */
function placeFindings(row, { page, cell, findings }) {
  for (const one of findings) {
    const { finding } = one;
    const left = finding.reference?.path === page.reference ? finding.reference : null;
    const right = placeIn(finding, cell);
    const inLeft = mark(row.left, left, one);
    const inRight = mark(row.right, right, one);
    const isHome = right ? inRight : inLeft;
    if (isHome && !one.isPlaced) {
      one.isPlaced = true;
      row.cards.push(one);
    }
  }
}

function mark(passage, place, one) {
  if (!passage || !place || place.start < passage.start || place.start > passage.end || (place.start === passage.end && place.end > place.start)) return false;
  passage.marks.push({ one, start: place.start, end: Math.min(place.end, passage.end), isWhole: isWhole(passage, place) });
  return true;
}

/** Whether a place is all of a passage that is too long to be a value. */
function isWhole(passage, place) {
  return place.start <= passage.start && place.end >= passage.end && (passage.kind === "heading" || passage.text.length > 60);
}

function sectionsView(sections, context) {
  const shown = [];
  let quiet = [];
  const flush = () => {
    if (quiet.length) shown.push(quietSections(quiet, context));
    quiet = [];
  };
  for (const section of sections) {
    const isTold = section.rows.some((row) => row.cards.length || row.left?.marks.length || row.right?.marks.length);
    if (!isTold) {
      quiet.push(section);
      continue;
    }
    flush();
    shown.push(sectionView(section, context));
  }
  flush();
  return shown;
}

function titles(section, { page, tag }) {
  const title = (heading) => heading.title || (heading.level === 0 ? "Start of the page" : heading.name);
  return [
    h("span", { class: "side", ...texts(page.locale) }, section.reference ? title(section.reference) : h("i", {}, "not in the reference")),
    h("span", { class: "side", ...texts(tag) }, section.translation ? title(section.translation) : h("i", { lang: "en", dir: "ltr" }, "missing here")),
  ];
}

function quietSections(sections, context) {
  return h("details", { class: "quiet-sections" }, h("summary", {}, `${plural(sections.length, "section")} without findings`),
    h("ul", {}, sections.map((section) => h("li", { class: "pair" }, titles(section, context)))));
}

function sectionView(section, context) {
  const name = section.reference?.name ?? section.translation.name;
  const how = [name && `#${name}`, section.alignedBy && section.alignedBy !== "start" && `aligned by ${section.alignedBy}`, ...section.conditions];
  // The titles are there already.
  const isTitle = (row) => [row.left, row.right].every((passage) => !passage || passage.kind === "heading") && !row.cards.length && !row.left?.marks.length && !row.right?.marks.length;
  const groups = grouped(section.rows.filter((row) => !isTitle(row)));
  return h("section", { class: "section" }, h("h2", { class: "pair" }, titles(section, context)),
    h("p", { class: "how" }, how.filter(Boolean).join(" · ")), folded(groups, context));
}

/** Rows of a table become one, so that it looks like a row. */
function grouped(rows) {
  const groups = [];
  for (const row of rows) {
    const key = (passage) => passage?.row?.join(" ");
    const last = groups.at(-1);
    const isSame = last && ((key(row.left) && key(row.left) === last.left) || (key(row.right) && key(row.right) === last.right));
    if (isSame) last.rows.push(row);
    else groups.push({ left: key(row.left), right: key(row.right), rows: [row] });
  }
  return groups;
}

const isQuiet = (group) => !group.rows.some((row) => row.cards.length || row.left?.marks.length || row.right?.marks.length);

/** What stands far from all findings is folded. */
function folded(groups, context) {
  const near = groups.map((_, at) => groups.slice(Math.max(0, at - 1), at + 2).some((group) => !isQuiet(group)));
  const parts = [];
  for (let at = 0; at < groups.length; at += 1) {
    let end = at;
    while (end < groups.length && !near[end]) end += 1;
    if (end - at > 1) {
      const inside = groups.slice(at, end).map((group) => groupView(group, context));
      parts.push(h("details", { class: "fold" }, h("summary", {}, `${end - at} more without findings`), inside));
      at = end - 1;
    } else parts.push(groupView(groups[at], context));
  }
  return parts;
}

function groupView(group, context) {
  const { page, tag } = context;
  const cards = group.rows.flatMap((row) => row.cards);
  const side = (key, locale, name) => {
    const passages = group.rows.map((row) => row[key]).filter(Boolean);
    return h("div", { class: `column ${group.rows.length > 1 ? "cells" : ""}`, ...texts(locale) },
      passages.length ? passages.map((passage) => passageView(passage, key, context)) : h("p", { class: "gap", lang: "en", dir: "ltr" }, `not in the ${name}`));
  };
  return h("div", { class: "group" }, h("div", { class: "pair" }, side("left", page.locale, "reference"), side("right", tag, "translation")),
    cards.map((one) => card(one, context)));
}

/** A finding on what is in no section, with the lines that it is about. */
function apartCard(one, context) {
  const { page, cell, tag, lines, model } = context;
  const { reference } = one.finding;
  const place = placeIn(one.finding, cell);
  const line = place && lines.find((line) => line.start <= place.start && place.start <= line.end);
  const quoted = (text, locale) => h("div", { class: "column" }, h("p", { class: "passage", ...texts(locale) }, text || "–"));
  const pair = (reference?.text || line || place?.text) && h("div", { class: reference ? "pair quoted" : "quoted" }, reference && quoted(reference.path === page.reference && reference.text, page.locale), quoted(line?.text ?? place?.text, tag));
  return findingCard(model, one.finding, cell, { number: one.at, lines, pair });
}

const card = (one, { model, cell, lines }) => findingCard(model, one.finding, cell, { number: one.at, lines });

function passageView(passage, side, context) {
  const whole = passage.marks.filter((mark) => mark.isWhole);
  const marks = passage.marks.filter((mark) => !mark.isWhole).sort((a, b) => a.start - b.start || b.end - a.end);
  const worstOf = whole.length ? SEVERITIES[Math.min(...whole.map((mark) => mark.one.finding.severity))] : "";
  const tags = whole.length > 0 && h("span", { class: "tags" }, whole.map((mark) => markLink(mark, side, context, "", "whole")));
  return h("div", { class: `passage kind-${passage.kind} ${worstOf && `whole ${worstOf}`}`, title: `line ${passage.line}` }, tags, cut(passage, marks, side, context));
}

/** The text with its marks. Places are bytes of the file; two that overlap are marked once. */
function cut(passage, marks, side, context) {
  const at = places(passage);
  const parts = [];
  let done = 0;
  for (const mark of marks) {
    const [from, to] = [Math.max(at(mark.start), done), at(mark.end)];
    const text = passage.text.slice(from, Math.max(from, to));
    parts.push(passage.text.slice(done, from), markLink(mark, side, context, text));
    done = Math.max(from, to);
  }
  return [...parts, passage.text.slice(done)];
}

/** From bytes of the file to places in the text. */
function places({ text, start }) {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length === text.length) return (offset) => offset - start;
  const decoder = new TextDecoder();
  return (offset) => decoder.decode(bytes.subarray(0, offset - start)).length;
}

/** What differs, with the number of its finding; leads to the other side. */
function markLink(mark, side, { page, tag }, text, kind = "") {
  const { finding, at } = mark.one;
  const other = side === "left" ? "translation" : "reference";
  return h("mark", { class: `${SEVERITIES[finding.severity]} ${kind}` },
    h("a", { href: pageRoute(page, tag, finding), "data-mark": finding.id, "data-side": side, onclick: (event) => goAcross(event, finding, side),
      onmouseenter: (event) => light(event, finding, true), onmouseleave: (event) => light(event, finding, false) },
    text, h("sup", {}, h("span", { class: "hidden" }, ` finding `), `${at}`, h("span", { class: "hidden" }, `, to the ${other}`))));
}

function goAcross(event, finding, side) {
  event.preventDefault();
  const view = event.currentTarget.closest(".view");
  const other = view.querySelector(`[data-mark="${CSS.escape(finding.id)}"]:not([data-side="${side}"])`) ?? view.querySelector(`[data-card="${CSS.escape(finding.id)}"]`);
  show(other);
}

function light(event, finding, is) {
  const view = event.currentTarget.closest(".view");
  view.querySelectorAll(`[data-mark="${CSS.escape(finding.id)}"], [data-card="${CSS.escape(finding.id)}"]`).forEach((one) => one.classList.toggle("lit", is));
}

function show(element) {
  if (!element) return;
  element.closest("details:not([open])")?.setAttribute("open", "");
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "center" });
}

const pointAt = (view, id) => show(view.querySelector(`[data-card="${CSS.escape(id)}"]`));

/** To the next finding of the page, or the one before. */
function step(view, by) {
  const cards = [...view.querySelectorAll("[data-card]")];
  const now = cards.findIndex((card) => card.contains(document.activeElement));
  show(cards[now < 0 && by < 0 ? cards.length - 1 : (now + by + cards.length) % cards.length]);
}
