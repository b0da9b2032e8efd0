// One finding: what it says, why, how it is mended and how it is allowed.

function findingCard(model, finding, cell, { number: at, lines = [], pair = null } = {}) {
  const severity = SEVERITIES[finding.severity];
  const place = cell ? placeIn(finding, cell) ?? finding.translation : finding.translation;
  const fixes = finding.fixes.filter((fix) => !cell || fix.edits.every((edit) => edit.path === cell.path));
  const title = h("p", { class: "what" }, h("span", { class: `badge ${severity}` }, sign(severity), severity), at && h("span", { class: "at" }, `${at}`),
    h("b", {}, sentence(finding.message)));
  const meta = h("p", { class: "meta" }, h("a", { href: route(`rule/${finding.rule.id}`) }, finding.rule.id), ` · ${CONFIDENCES[finding.confidence]}`,
    finding.isNew && [" · ", h("b", { class: "new" }, "new")],
    [[place, cell?.path], [finding.reference, cell?.page.reference]].filter(([place]) => place).map(([place, known], at) => [" · ", at ? "reference " : null, placeLink(place, known)]));
  return h("article", { class: `finding ${severity}`, "data-card": finding.id, tabindex: "-1", "aria-label": `Finding ${at ?? ""}: ${finding.message}` }, title, meta, pair,
    statedView(model, finding, cell),
    finding.help && !fixes.some((fix) => fix.title === finding.help) && h("p", { class: "help" }, sentence(finding.help)),
    finding.notes.map((note) => h("p", { class: "note" }, sentence(note))),
    finding.also.length > 0 && alsoView(model, finding),
    fixes.map((fix) => fixView(fix, lines)),
    whyView(finding.rule), finding.allow && allowView(finding));
}

/** Where it is, without the path that the page shows already; a link where the files are shown on the web. */
function placeLink(place, known) {
  const text = place.path === known ? `line ${place.line}:${place.column}` : `${place.path}:${place.line}:${place.column}`;
  return place.url && /^https?:/.test(place.url) ? h("a", { href: place.url, rel: "noreferrer", target: "_blank" }, text) : text;
}

/** What each side states, where both do. */
function statedView(model, finding, cell) {
  const { expected, found, page, rule } = finding;
  if (!expected.length && !found.length) return null;
  // That a side has nothing is a statement of facts only; elsewhere the message says what is the matter.
  const isFact = rule.group === "facts" || rule.group === "own";
  const fact = expected.length && page?.facts.find((fact) => fact.start === finding.reference?.start && fact.said.length);
  const said = (values) => (values.length ? values.map((value) => h("code", {}, value)) : h("i", {}, "nothing"));
  const one = (name, values) => (isFact || values.length > 0) && h("div", {}, h("dt", {}, name), h("dd", {}, said(values)));
  return h("dl", { class: "stated" }, one("reference", expected), one(cell ? model.locales[cell.locale] : "translation", found),
    Boolean(fact) && h("div", {}, h("dt", {}, "everywhere"), h("dd", {}, h("a", { href: factRoute(fact) }, "what all locales state"))));
}

function alsoView(model, finding) {
  const links = finding.also.map(({ locale, translation }) => h("li", {}, h("a", { href: pageRoute(finding.page, model.locales[locale], finding) }, model.locales[locale]), ` line ${translation.line}`));
  return h("details", {}, h("summary", {}, `${plural(finding.also.length, "other translation")} state the same`), h("ul", { class: "inline" }, links));
}

function fixView(fix, lines) {
  return h("div", { class: "fix" }, h("p", {}, h("b", {}, fix.safe ? "Fix: " : "Fix, to be read by a person: "), sentence(fix.title)), diffView(fix, lines));
}

/** The lines that a fix changes, before and after; the mere new texts where the lines are not known. */
function diffView(fix, lines) {
  const changed = lines.map((line) => ({ line, edits: fix.edits.filter((edit) => edit.start >= line.start && edit.end <= line.end) })).filter(({ edits }) => edits.length);
  const known = changed.flatMap(({ edits }) => edits);
  const rest = fix.edits.filter((edit) => !known.includes(edit));
  const one = (kind, name, text) => h(kind, {}, h("span", { class: "hidden" }, `${name}: `), h("span", { class: "side-sign", "aria-hidden": "true" }, kind === "del" ? "−" : "+"), h("span", { dir: "auto" }, text || " "));
  return h("div", { class: "diff" }, changed.map(({ line, edits }) => {
    const [before, after] = applied(line, edits);
    return [one("del", "before", before), one("ins", "after", after)];
  }), rest.map((edit) => one("ins", "new", edit.text)));
}

/** The line as it is and as it would be, with what changes marked. */
function applied(line, edits) {
  const at = places(line);
  const [before, after] = [[], []];
  let done = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    const [from, to] = [at(edit.start), at(edit.end)];
    const same = line.text.slice(done, from);
    before.push(same, h("em", {}, line.text.slice(from, to)));
    after.push(same, h("em", {}, edit.text));
    done = to;
  }
  const text = (parts) => h("span", {}, parts, line.text.slice(done));
  return [text(before), text(after)];
}

/** The rule's page, put in when it is asked for. */
function whyView(rule) {
  const details = h("details", { class: "why", ontoggle: () => {
    if (details.open && details.childElementCount === 1) details.append(rulePage(rule), h("p", {}, h("a", { href: route(`rule/${rule.id}`) }, `All findings of ${rule.id}`)));
  } }, h("summary", {}, `Why: ${rule.summary}`));
  return details;
}

function rulePage(rule) {
  const page = byId(`rule-${rule.id}`)?.content.cloneNode(true);
  const text = h("div", { class: "prose" });
  if (page) text.append(page);
  // A code block or table that scrolls has to be reached by keys.
  text.querySelectorAll("pre").forEach((pre) => pre.setAttribute("tabindex", "0"));
  return page ? text : h("p", {}, "This rule is a fact of the project's own; the configuration defines it.");
}

/** The table for the configuration, to be copied. */
function allowView(finding) {
  const done = h("span", { class: "copied", role: "status" });
  const act = button("Copy", async (event) => {
    const isDone = await copy(finding.allow, event.currentTarget);
    done.textContent = isDone ? "Copied" : "Could not copy; select the text";
  }, { "aria-label": "Copy the allowance" });
  return h("details", { class: "allow" }, h("summary", {}, "Allow it"), h("p", {}, "Put this into driftlint.toml, with the reason:"),
    h("div", { class: "copy" }, h("pre", { tabindex: "0" }, finding.allow), act, done));
}
