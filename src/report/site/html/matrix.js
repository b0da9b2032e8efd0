// The matrix of pages and locales.

const ROW_HEIGHT = 36;

function matrixView(model, query, go) {
  const filter = Object.fromEntries(FILTERS.map((name) => [name, query[name] ?? ""]));
  const state = { filter, sort: query.sort ?? "", rows: [], counts: null, columns: [], at: { row: 0, column: 0 } };
  const box = h("div", { class: "box matrix", role: "grid", "aria-label": "Pages and locales", tabindex: "-1" });
  const told = h("p", { class: "told", role: "status" });
  const nothing = h("div", {});
  const list = virtual(box, { count: 0, height: ROW_HEIGHT, render: (index) => matrixRow(model, state, index) });
  const change = (name, value) => {
    if (name === "sort") state.sort = value;
    else filter[name] = value;
    go({ ...filter, sort: state.sort });
    draw();
  };
  function draw() {
    const isFiltered = FILTERS.some((name) => filter[name]);
    Object.assign(state, filterMatrix(model, filter));
    state.columns = filter.locale ? model.locales.flatMap((tag, at) => (tag === filter.locale ? [at] : [])) : model.locales.map((_, at) => at);
    state.at = { row: 0, column: 0 };
    sortRows(state);
    box.style.setProperty("--columns", state.columns.length);
    box.setAttribute("aria-rowcount", state.rows.length + 1);
    box.setAttribute("aria-colcount", state.columns.length + 2);
    box.querySelector(".head")?.remove();
    box.prepend(matrixHead(model, state, change));
    list.reset(state.rows.length);
    box.hidden = !state.rows.length;
    const cells = state.rows.reduce((sum, row) => sum + row.total[0] + row.total[1] + row.total[2], 0);
    told.textContent = `${plural(state.rows.length, "page")} of ${number(model.pages.length)}, ${plural(cells, "finding")} in their cells`;
    nothing.replaceChildren();
    if (!state.rows.length) {
      nothing.append(isFiltered ? empty("No page fits these filters.", button("Show all pages", reset)) : empty("No page was looked at."));
    }
  }
  function reset() {
    for (const name of FILTERS) filter[name] = "";
    byId("search").value = "";
    view.querySelectorAll("select").forEach((select) => { select.value = ""; });
    change("q", "");
  }
  box.append(list.body);
  box.addEventListener("keydown", (event) => moveInGrid(event, state, list, box));
  box.addEventListener("focusin", (event) => remember(event, state, box));
  const view = h("div", { class: "view fill" },
    h("h1", { class: "hidden" }, "Pages and locales"), overview(model), filterBar(model, filter, change), told, box, nothing, legend());
  return { view, title: "Pages and locales", drawn: draw, search: (q) => change("q", q), print: list.whole, stop: list.stop, reset };
}

function filterBar(model, filter, change) {
  const any = (text, options) => [["", text], ...options];
  const named = (names) => names.map((name) => [name, name]);
  const locales = model.locales.map((tag) => [tag, `${tag} – ${languageName(tag)}`]);
  const rules = model.rules.map((rule) => [rule.id, `${rule.id} (${number(rule.findings.length)})`]).sort();
  const freshness = [["stale", "stale"], ["fresh", "not stale"], ["unknown", "not judged"]];
  const choices = [
    choice("Locale", "locale", filter.locale, any("all", locales), change),
    choice("Folder", "folder", filter.folder, any("all", model.folders.map(([name, count]) => [name, `${name} (${number(count)})`])), change),
    choice("Rule", "rule", filter.rule, any("all", rules), change),
    choice("Severity", "severity", filter.severity, any("any", named(SEVERITIES)), change),
    choice("Confidence", "confidence", filter.confidence, any("any", named(CONFIDENCES)), change),
    choice("Freshness", "freshness", filter.freshness, any("any", freshness), change),
    model.change && choice(`Since ${model.change.date}`, "since", filter.since, any("all", [["new", "new only"]]), change),
  ];
  const isSet = FILTERS.some((name) => name !== "q" && filter[name]);
  return h("details", { class: "filters", open: isSet || innerWidth > 700 }, h("summary", {}, "Filters"), h("div", { class: "choices" }, choices));
}

/** What was looked at, and what could not be. */
function overview(model) {
  const { summary } = model;
  const counts = [summary.errors, summary.warnings, summary.infos];
  const stale = model.cells.filter((cell) => cell.stale).length;
  const fresh = model.judged
    ? [stale ? h("a", { href: route("", { freshness: "stale" }) }, `${number(stale)} stale`) : "none stale",
      model.judged < model.compared && ` (${number(model.compared - model.judged)} not judged)`]
    : "freshness was not judged";
  const said = [
    model.date, plural(summary.pages, "page"), plural(model.locales.length, "locale"), plural(summary.translations, "translation") + " compared",
    `${plural(summary.facts, "fact")}, ${number(summary.undetermined)} could not be told`, fresh,
    summary.baselined > 0 && `${number(summary.baselined)} in the baseline`, summary.suppressed > 0 && `${number(summary.suppressed)} allowed`,
  ];
  return h("section", { class: "overview", "aria-label": "Overview" },
    h("p", { class: "sum" }, SEVERITIES.map((severity, s) => h("a", { class: `sum-${severity}`, href: route("", { severity }) },
      sign(severity), h("b", {}, number(counts[s])), ` ${counts[s] === 1 ? severity : `${severity}s`}`))),
    h("p", { class: "facts" }, said.filter(Boolean).flatMap((one, at) => [at ? " · " : null, one])),
    trend(model),
    model.notes.map((note) => h("p", { class: "note" }, `${note}.`)),
    besides(model));
}

/** What changed since the run before, and the runs so far. */
function trend(model) {
  const { change, history } = model;
  if (!change) return history.length > 0 && h("p", { class: "note" }, "This is the first run of the history: there is nothing yet to compare it with.");
  const [added, fixed, open] = change.total;
  return h("div", { class: "trend" }, h("p", {}, `Since ${change.date}: `, changeTally(change.total), added > 0 && h("a", { href: route("", { since: "new" }) }, "show new"), h("small", {}, ` ${number(open)} still open`)),
    history.length > 1 && sparkline(history), h("span", { class: "hidden" }, `${plural(added, "new finding")}, ${number(fixed)} fixed`));
}

/** `+3 new −5 fixed`. */
function changeTally([added, fixed]) {
  if (!added && !fixed) return h("span", { class: "note" }, "no change");
  return h("span", { class: "change" }, h("b", { class: added ? "up" : "" }, `+${number(added)} new`), " ", h("b", { class: fixed ? "down" : "" }, `−${number(fixed)} fixed`));
}

/** The findings of the last runs as bars. */
function sparkline(history) {
  const runs = history.slice(-30);
  const all = runs.map(([, counts]) => counts.reduce((a, b) => a + b, 0));
  const most = Math.max(1, ...all);
  const words = runs.map(([date], at) => `${date}: ${all[at]}`).join(", ");
  return h("span", { class: "spark", role: "img", "aria-label": `Findings by run: ${words}` }, runs.map(([date], at) => {
    const bar = h("span", { title: `${date}: ${plural(all[at], "finding")}` });
    bar.style.setProperty("height", `${Math.max(4, Math.round((all[at] / most) * 100))}%`);
    return bar;
  }));
}

/** What belongs to no page, and what could not be read. */
function besides(model) {
  const { failures, elsewhere } = model;
  return [
    failures.length > 0 && h("details", { class: "note" }, h("summary", {}, `${plural(failures.length, "file")} could not be checked`),
      h("ul", {}, failures.map(([path, reason]) => h("li", {}, h("code", {}, path), `: ${reason}`)))),
    elsewhere.length > 0 && h("details", { class: "note" }, h("summary", {}, `${plural(elsewhere.length, "finding")} on no page`),
      h("ul", {}, elsewhere.map((finding) => h("li", {}, sign(SEVERITIES[finding.severity]), ` ${finding.rule.id}: ${finding.message}`)))),
  ];
}

function sortRows(state) {
  const { sort, rows, counts, columns } = state;
  const at = columns.find((locale) => `${locale}` === sort.replace("locale-", ""));
  const own = (row) => {
    const cell = row.page.byLocale.get(at);
    return cell && row.isWanted(cell) ? counts.subarray(cell.id * 3, cell.id * 3 + 3) : [-1, 0, 0];
  };
  const byName = (a, b) => a.page.index - b.page.index;
  if (sort === "page") rows.sort(byName);
  else if (sort.startsWith("locale-") && at !== undefined) rows.sort((a, b) => compareCounts(own(a), own(b)) || byName(a, b));
  else rows.sort((a, b) => compareCounts(a.total, b.total) || byName(a, b));
}

function matrixHead(model, state, change) {
  const sorted = (name) => (state.sort === name || (name === "" && !state.sort)) && (name === "page" ? "ascending" : "descending");
  const head = (name, text, properties, column) => h("div", { role: "columnheader", "aria-colindex": column + 1, "aria-sort": sorted(name) || null, ...properties },
    h("button", { type: "button", tabindex: "-1", "data-row": -1, "data-column": column, onclick: () => sortBy(name, column) }, text));
  const sortBy = (name, column) => {
    change("sort", name);
    document.querySelector(`.matrix [data-row="-1"][data-column="${column}"]`)?.focus();
  };
  const locales = state.columns.map((locale, at) => {
    const tag = model.locales[locale];
    return head(`locale-${locale}`, tag, { title: `${languageName(tag)}: sort by it` }, at + 2);
  });
  return h("div", { class: "head row", role: "row", "aria-rowindex": 1 }, head("page", "Page", { class: "first" }, 0), head("", "Findings", { class: "all", title: "Sort by the worst" }, 1), locales);
}

function matrixRow(model, state, index) {
  const row = state.rows[index];
  const place = (column) => ({ tabindex: index === state.at.row && column === state.at.column ? "0" : "-1", "data-row": index, "data-column": column });
  const cells = state.columns.map((locale, at) => {
    const { page } = row;
    const cell = page.byLocale.get(locale);
    const own = cell && row.isWanted(cell) ? cell : null;
    const counts = own ? state.counts.subarray(cell.id * 3, cell.id * 3 + 3) : null;
    const { kind, shown, words } = cellLook(own, counts, Boolean(cell));
    const tag = model.locales[locale];
    const inside = [h("span", { class: "parts", "aria-hidden": "true" }, shown), h("span", { class: "hidden" }, `${tag}: ${words}`)];
    const link = cell
      ? h("a", { href: pageRoute(page, tag), title: `${tag}: ${words}`, ...place(at + 2) }, inside)
      : h("span", { ...place(at + 2) }, inside);
    return h("div", { role: "gridcell", "aria-colindex": at + 3, class: `cell ${kind}${own?.stale ? " stale" : ""}` }, link);
  });
  const { page } = row;
  const name = h("a", { href: pageRoute(page), title: page.name, ...place(0) }, h("b", {}, page.title), h("small", {}, h("bdi", {}, page.short)));
  return h("div", { class: "row", role: "row", "aria-rowindex": index + 2 },
    h("div", { class: "first", role: "rowheader", "aria-colindex": 1 }, name),
    h("div", { class: "all", role: "gridcell", "aria-colindex": 2 }, h("span", { ...place(1) }, tally(row.total))), cells);
}

/** How a cell looks, and the same in words. */
function cellLook(cell, counts, isThere) {
  if (!cell) return { kind: "none", shown: SIGNS.none, words: isThere ? "left out by the filter" : "not looked for" };
  const old = cell.stale ? ", stale" : "";
  const severity = worst(counts);
  const kind = severity ?? ["clean", "missing", "orphan", "unreadable"][cell.state];
  const state = ["no findings", "missing", "no reference", "could not be read"][cell.state];
  if (!severity) return { kind, shown: SIGNS[kind], words: state + old };
  const shown = SEVERITIES.flatMap((name, s) => (counts[s] ? [h("span", { class: "part" }, SIGNS[name], `${counts[s]}`)] : []));
  const words = cell.state === COMPARED ? inWords(counts) : `${state}, ${inWords(counts)}`;
  return { kind: cell.state === MISSING ? "missing" : kind, shown: cell.state === MISSING ? SIGNS.missing : shown, words: words + old };
}

function legend() {
  const one = (kind, words) => h("li", {}, h("span", { class: `cell ${kind}` }, SIGNS[kind] ?? ""), ` ${words}`);
  return h("ul", { class: "legend", "aria-label": "Signs" }, one("error", "error"), one("warning", "warning"), one("info", "info"), one("clean", "no findings"),
    one("missing", "missing page"), one("orphan", "no reference"), one("unreadable", "could not be read"), one("none", "not looked for, or left out"),
    h("li", {}, h("span", { class: "cell clean stale" }, SIGNS.clean), " corner: stale"));
}

/** Arrows move in the grid, one cell at a time takes the focus. */
function moveInGrid(event, state, list, box) {
  const from = event.target.closest("[data-row]");
  if (!from || event.altKey || event.metaKey) return;
  const last = { row: state.rows.length - 1, column: state.columns.length + 1 };
  const page = Math.max(1, Math.floor(box.clientHeight / ROW_HEIGHT) - 2);
  const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-page, 0], PageDown: [page, 0] }[event.key];
  let row = Number(from.dataset.row);
  let column = Number(from.dataset.column);
  if (step) [row, column] = [row + step[0], column + step[1]];
  else if (event.key === "Home") [row, column] = [event.ctrlKey ? 0 : row, 0];
  else if (event.key === "End") [row, column] = [event.ctrlKey ? last.row : row, last.column];
  else return;
  event.preventDefault();
  focusCell(Math.min(Math.max(row, -1), last.row), Math.min(Math.max(column, 0), last.column), list, box);
}

function focusCell(row, column, list, box) {
  if (row >= 0) list.show(row);
  const target = box.querySelector(`[data-row="${row}"][data-column="${column}"]`);
  target?.focus({ preventScroll: true });
  // The first column covers what scrolls under it.
  const cell = target?.parentElement;
  const covered = box.querySelector(".first")?.offsetWidth ?? 0;
  if (!cell || column === 0) return;
  const left = cell.offsetLeft - covered;
  if (left < box.scrollLeft) box.scrollLeft = left;
  else if (cell.offsetLeft + cell.offsetWidth > box.scrollLeft + box.clientWidth) box.scrollLeft = cell.offsetLeft + cell.offsetWidth - box.clientWidth;
}

function remember(event, state, box) {
  const target = event.target.closest("[data-row]");
  if (!target) return;
  box.querySelectorAll("[data-row][tabindex='0']").forEach((other) => other.setAttribute("tabindex", "-1"));
  target.setAttribute("tabindex", "0");
  state.at = { row: Number(target.dataset.row), column: Number(target.dataset.column) };
}
