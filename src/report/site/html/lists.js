// Locales and rules: what there is of each, and one of them.

const bar = (part, whole, label) => {
  const percent = whole ? Math.round((part / whole) * 100) : 0;
  const fill = h("span", { class: "filled" });
  fill.style.setProperty("width", `${percent}%`);
  return h("span", { class: "meter" }, h("span", { class: "track", "aria-hidden": "true" }, fill), h("span", {}, label ?? `${percent}%`));
};

function localesView(model) {
  const summaries = model.locales.map((_, at) => localeSummary(model, at)).sort((a, b) => compareCounts(a.counts, b.counts) || (a.tag < b.tag ? -1 : 1));
  const row = (one) => h("tr", { "data-find": `${one.tag} ${languageName(one.tag)}`.toLowerCase() },
    h("th", { scope: "row" }, h("a", { href: route(`locale/${one.tag}`) }, one.tag), h("small", {}, ` ${languageName(one.tag)}`)),
    h("td", {}, tally(one.counts)), model.change && h("td", {}, changeTally(model.change.locales[one.tag] ?? [0, 0])),
    h("td", { class: "figure" }, `${number(one.drifting.length)} of ${number(one.compared.length)}`),
    h("td", {}, bar(one.compared.length, one.pages, `${number(one.compared.length)} of ${number(one.pages)}`)),
    h("td", { class: "figure" }, one.judged ? number(one.stale.length) : "not judged"), h("td", { class: "figure" }, number(one.undetermined)));
  const rows = summaries.map(row);
  const heads = ["Locale", "Findings", model.change && `Since ${model.change.date}`, "Pages with findings", "Coverage", "Stale", "Cannot tell"];
  const view = h("div", { class: "view" }, h("h1", {}, "Locales"), h("p", { class: "lead" }, "The worst first. Coverage is how many pages have a translation that could be compared."),
    rows.length ? table(heads.filter(Boolean), rows, "Locales") : empty("No locale was looked at."));
  return { view, title: "Locales", search: searchIn(view) };
}

/** A search that hides what does not fit. */
function searchIn(view) {
  return (text) => {
    const q = text.trim().toLowerCase();
    view.querySelectorAll("[data-find]").forEach((row) => { row.hidden = !row.dataset.find.includes(q); });
  };
}

function localeView(model, tag) {
  const at = model.locales.indexOf(tag);
  if (at < 0) return notThere(`No page was looked at in ${tag}.`);
  const one = localeSummary(model, at);
  const figure = (name, value, more) => h("div", {}, h("dt", {}, name), h("dd", {}, value, more && h("small", {}, ` ${more}`)));
  const view = h("div", { class: "view" },
    h("p", { class: "crumbs" }, h("a", { href: route("locales") }, "Locales"), " / ", tag), h("h1", {}, `${languageName(tag)} `, h("small", {}, tag)),
    h("dl", { class: "figures" }, figure("findings", tally(one.counts)), model.change && figure(`since ${model.change.date}`, changeTally(model.change.locales[tag] ?? [0, 0])), figure("coverage", bar(one.compared.length, one.pages), `${number(one.compared.length)} of ${plural(one.pages, "page")}`),
      figure("pages with findings", number(one.drifting.length)), figure("facts compared", number(one.facts)), figure("could not be told", number(one.undetermined)),
      figure("stale", one.judged ? number(one.stale.length) : "not judged")),
    h("div", { class: "halves" },
      h("section", {}, h("h2", {}, "Hand out first"), worstPages(one)), h("section", {}, h("h2", {}, "Drift by rule"), byRule(model, one))),
    pageList(one, "Missing", one.missing, "No page is missing.", (cell) => h("code", {}, cell.path)),
    pageList(one, "Could not be told", one.cells.filter((cell) => cell.undetermined).sort((a, b) => b.undetermined - a.undetermined), "Every fact could be read on both sides.", (cell) => plural(cell.undetermined, "fact")),
    one.unreadable.length > 0 && pageList(one, "Could not be read", one.unreadable, "", (cell) => h("code", {}, cell.path)),
    one.orphans.length > 0 && pageList(one, "Without reference", one.orphans, "", (cell) => h("code", {}, cell.path)));
  return { view, title: languageName(tag), search: searchIn(view) };
}

function byRule(model, one) {
  const counts = model.rules.map((rule) => ({ rule, findings: one.findings.filter((finding) => finding.rule === rule) })).filter(({ findings }) => findings.length);
  if (!counts.length) return h("p", { class: "nothing" }, "Nothing was found.");
  counts.sort((a, b) => b.findings.length - a.findings.length);
  const most = counts[0].findings.length;
  return h("ul", { class: "bars" }, counts.map(({ rule, findings }) => h("li", {},
    h("a", { href: route(`rule/${rule.id}`, { locale: one.tag }) }, rule.id), bar(findings.length, most, number(findings.length)))));
}

const SHOWN = 100;

/** A list of which a long rest is folded. */
function longList(items, make) {
  const list = (items) => h("ul", { class: "pages" }, items.map(make));
  if (items.length <= SHOWN) return list(items);
  const details = h("details", { ontoggle: () => details.open && details.childElementCount === 1 && details.append(list(items.slice(SHOWN))) },
    h("summary", {}, `${number(items.length - SHOWN)} more`));
  return h("div", {}, list(items.slice(0, SHOWN)), details);
}

function worstPages(one) {
  const cells = [...one.drifting].sort((a, b) => compareCounts(countsOf(a.findings), countsOf(b.findings)) || a.page.index - b.page.index);
  if (!cells.length) return h("p", { class: "nothing" }, "Nothing was found.");
  return longList(cells, (cell) => h("li", { "data-find": cell.page.text }, h("a", { href: pageRoute(cell.page, one.tag) }, cell.page.title, h("small", {}, ` ${cell.page.short}`)), tally(countsOf(cell.findings))));
}

function pageList(one, title, cells, none, more) {
  return h("section", {}, h("h2", {}, title, cells.length > 0 && h("small", {}, ` ${number(cells.length)}`)),
    cells.length ? longList(cells, (cell) => h("li", { "data-find": cell.page.text }, h("a", { href: pageRoute(cell.page, one.tag) }, cell.page.title), more(cell))) : h("p", { class: "nothing" }, none));
}

function rulesView(model) {
  const rules = [...model.rules].map((rule) => ({ rule, counts: countsOf(rule.findings) })).sort((a, b) => compareCounts(a.counts, b.counts));
  const row = ({ rule, counts }) => h("tr", { "data-find": `${rule.id} ${rule.summary}`.toLowerCase() }, h("th", { scope: "row" }, h("a", { href: route(`rule/${rule.id}`) }, rule.id)),
    h("td", {}, tally(counts)), h("td", {}, rule.summary), h("td", {}, rule.group));
  const view = h("div", { class: "view" }, h("h1", {}, "Rules"),
    rules.length ? table(["Rule", "Findings", "Finds", "Group"], rules.map(row), "Rules") : empty("No rule found anything."));
  return { view, title: "Rules", search: searchIn(view) };
}

const FINDING_HEIGHT = 62;

function ruleView(model, id, query, go) {
  const rule = model.rules.find((rule) => rule.id === id);
  if (!rule) return notThere(`The rule ${id} found nothing.`);
  const filter = { locale: query.locale ?? "", q: query.q ?? "" };
  const tags = [...new Set(rule.findings.flatMap((finding) => finding.locales))].map((locale) => model.locales[locale]).sort();
  let shown = [];
  const box = h("div", { class: "box list", role: "list", "aria-label": `Findings of ${id}`, tabindex: "0" });
  const list = virtual(box, { count: 0, height: FINDING_HEIGHT, render: (index) => findingRow(model, shown[index], filter.locale, index, shown.length) });
  list.body.removeAttribute("role");
  const told = h("p", { class: "told", role: "status" });
  const nothing = h("div", {});
  const draw = () => {
    const q = filter.q.trim().toLowerCase();
    shown = rule.findings.filter((finding) => (!filter.locale || finding.locales.some((locale) => model.locales[locale] === filter.locale))
      && (!q || haystack(finding).includes(q) || finding.page?.text.includes(q)));
    told.textContent = plural(shown.length, "finding");
    nothing.replaceChildren(...(shown.length ? [] : [empty("No finding fits.")]));
    box.hidden = !shown.length;
    list.reset(shown.length);
  };
  const change = (name, value) => {
    filter[name] = value;
    go(filter);
    draw();
  };
  box.append(list.body);
  const view = h("div", { class: "view fill" }, h("p", { class: "crumbs" }, h("a", { href: route("rules") }, "Rules"), " / ", id), h("h1", {}, id), h("p", { class: "lead" }, rule.summary),
    h("details", { class: "why" }, h("summary", {}, "About this rule"), rulePage(rule)),
    h("div", { class: "choices" }, choice("Locale", "locale", filter.locale, [["", "all"], ...tags.map((tag) => [tag, tag])], change)), told, box, nothing);
  return { view, title: id, drawn: draw, search: (q) => change("q", q), print: list.whole, stop: list.stop };
}

function findingRow(model, finding, tag, index, count) {
  const severity = SEVERITIES[finding.severity];
  const tags = finding.locales.map((locale) => model.locales[locale]);
  const own = tag || tags[0];
  const where = [tags.length > 3 ? plural(tags.length, "locale") : tags.join(", "), finding.page?.short, finding.translation && `line ${finding.translation.line}`];
  const inside = [h("span", { class: "line" }, sign(severity), h("span", { class: "hidden" }, severity), h("b", {}, sentence(finding.message))), h("small", { class: "line" }, where.filter(Boolean).join(" · "))];
  return h("div", { class: "row entry", role: "listitem", "aria-posinset": index + 1, "aria-setsize": count },
    finding.page ? h("a", { href: pageRoute(finding.page, own, finding) }, inside) : h("span", {}, inside));
}

function notThere(text) {
  return { view: h("div", { class: "view" }, h("h1", {}, "Not in this report"), empty(text, h("p", {}, h("a", { href: "#/" }, "All pages")))), title: "Not in this report" };
}
