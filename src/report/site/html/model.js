// The data of the report, read into what the views ask for. It knows no element of the page.

const SEVERITIES = ["error", "warning", "info"];
const CONFIDENCES = ["certain", "likely", "possible"];
const [COMPARED, MISSING, ORPHAN, UNREADABLE] = [0, 1, 2, 3];
const [EQUAL, CHANGED, ABSENT, UNKNOWN, SILENT] = [0, 1, 2, 3, 4];

/** Everything, with the links between pages, cells and findings made. */
function readModel(raw) {
  const model = { ...raw, cells: [], routes: new Map() };
  model.rules = raw.rules.map(([id, group, summary]) => ({ id, group, summary, findings: [] }));
  model.common = commonFolder(raw.pages.map((page) => page.n));
  model.pages = raw.pages.map((page, index) => readPage(model, page, index));
  model.findings = raw.findings.map((finding, index) => readFinding(model, finding, index));
  model.elsewhere = model.findings.filter((finding) => !finding.page);
  model.statements = model.pages.flatMap((page) => page.facts);
  addFactsOfFindings(model);
  model.judged = model.cells.filter((cell) => cell.judged).length;
  model.compared = model.cells.filter((cell) => cell.state === COMPARED).length;
  model.folders = folders(model.pages);
  return model;
}

function readPage(model, raw, index) {
  const page = { index, name: raw.n, title: raw.t || raw.n.split("/").at(-1), locale: raw.l, findings: [], cells: [], byLocale: new Map() };
  page.short = raw.n.slice(model.common.length);
  page.reference = raw.r === null ? null : model.paths[raw.r];
  page.outline = raw.o.map(([name, title, level]) => ({ name, title, level }));
  page.text = `${page.name}\n${page.title}`.toLowerCase();
  page.route = uniqueRoute(model, page);
  raw.c.forEach(([locale, state, sections, facts, undetermined, judged, path], at) => {
    const cell = { id: model.cells.length, at, page, locale, state, sections, facts, undetermined };
    Object.assign(cell, { judged: judged === 1, path: model.paths[path], findings: [], stale: false });
    model.cells.push(cell);
    page.cells.push(cell);
    if (!page.byLocale.has(locale)) page.byLocale.set(locale, cell);
  });
  page.facts = raw.f.map(([kind, value, text, section, line, start, agreed, said]) => ({
    page, kind: model.kinds[kind], value, text, section: page.outline[section], line, start, agreed,
    said: said.map(([locale, state, value, text, line]) => ({ locale, state, value, text, line })),
  }));
  return page;
}

/** The folders that all pages are in, which need not be said of each. */
function commonFolder(names) {
  let common = names[0]?.slice(0, names[0].lastIndexOf("/") + 1) ?? "";
  for (const name of names) while (common && !name.startsWith(common)) common = common.slice(0, common.lastIndexOf("/", common.length - 2) + 1);
  return common;
}

/** Two pages may have one name, when two layouts hold it. */
function uniqueRoute(model, page) {
  let route = page.name;
  for (let count = 2; model.routes.has(route); count += 1) route = `${page.name}~${count}`;
  model.routes.set(route, page);
  return route;
}

function readFinding(model, raw, index) {
  const place = (raw) => raw && { path: model.paths[raw[0]], line: raw[1], column: raw[2], start: raw[3], end: raw[4], text: raw[5], url: raw[6] };
  const finding = {
    index, rule: model.rules[raw.r], severity: raw.s, confidence: raw.c, page: raw.p === null ? null : model.pages[raw.p],
    message: raw.m, help: raw.h, notes: raw.n, isNew: raw.y === 1, section: raw.k, alignedBy: raw.b, expected: raw.e, found: raw.f,
    translation: place(raw.t), reference: place(raw.o), allow: raw.w, id: raw.i, cells: [],
    also: raw.a.map(([locale, at]) => ({ locale, translation: place(at) })),
    fixes: raw.x.map(([safe, title, edits]) => ({
      safe: safe === 1, title, edits: edits.map(([path, start, end, text]) => ({ path: model.paths[path], start, end, text })),
    })),
  };
  finding.locales = [raw.l, ...finding.also.map((other) => other.locale)].filter((locale) => locale !== null);
  finding.rule.findings.push(finding);
  if (finding.page) {
    finding.page.findings.push(finding);
    finding.cells = finding.locales.map((locale) => cellOf(finding, locale)).filter(Boolean);
    for (const cell of finding.cells) {
      cell.findings.push(finding);
      cell.stale ||= finding.rule.id === "stale-translation";
    }
  }
  return finding;
}

function cellOf(finding, locale) {
  const paths = [finding.translation, ...finding.also.map((other) => other.translation)].map((place) => place?.path);
  const own = finding.page.cells.filter((cell) => cell.locale === locale);
  return own.find((cell) => paths.includes(cell.path)) ?? own[0];
}

/** Versions, addresses and the like are known by the findings about them only. */
function addFactsOfFindings(model) {
  const known = new Map(model.statements.map((fact) => [`${fact.page.index} ${fact.start}`, fact]));
  for (const finding of model.findings) {
    const { page, reference, rule } = finding;
    const isFact = rule.group === "facts" || rule.group === "own" || rule.id === "link-target";
    if (!page || !reference || !isFact || !finding.expected.length || reference.path !== page.reference) continue;
    const key = `${page.index} ${reference.start}`;
    const fact = known.get(key) ?? factOfFinding(finding);
    if (!known.has(key)) {
      known.set(key, fact);
      page.facts.push(fact);
      model.statements.push(fact);
    }
    if (fact.rule !== rule) continue;
    for (const cell of finding.cells) {
      const said = fact.said.find((said) => said.locale === cell.locale);
      if (!said) continue;
      const place = placeIn(finding, cell);
      said.state = finding.found.length ? CHANGED : ABSENT;
      said.value = finding.found.join(", ");
      said.line = place?.line ?? 0;
      fact.agreed -= 1;
    }
  }
}

function factOfFinding(finding) {
  const { page, reference } = finding;
  const compared = page.cells.filter((cell) => cell.state === COMPARED);
  return {
    page, rule: finding.rule, kind: finding.rule.id, value: finding.expected.join(", "), text: reference.text, line: reference.line,
    section: page.outline.find((heading) => heading.name === finding.section) ?? page.outline[0], start: reference.start,
    agreed: compared.length, said: compared.map((cell) => ({ locale: cell.locale, state: SILENT, value: "", text: "", line: 0 })),
  };
}

/** Where a finding points at in one translation. */
function placeIn(finding, cell) {
  if (finding.translation?.path === cell.path) return finding.translation;
  return finding.also.find((other) => other.translation.path === cell.path)?.translation ?? null;
}

/** Folders with the number of pages in them, down to three levels. */
function folders(pages) {
  const counts = new Map();
  for (const page of pages) {
    const parts = page.name.split("/").slice(0, -1);
    for (let depth = 1; depth <= Math.min(parts.length, 3); depth += 1) {
      const folder = parts.slice(0, depth).join("/");
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The text in which a search looks for a finding. */
function haystack(finding) {
  const { message, rule, expected, found, translation, reference } = finding;
  finding.text ??= [message, rule.id, ...expected, ...found, translation?.text, reference?.text].join("\n").toLowerCase();
  return finding.text;
}

const FILTERS = ["locale", "folder", "rule", "severity", "confidence", "freshness", "since", "q"];

/** What of the matrix is left by a filter: rows with the counts of their cells by severity. */
function filterMatrix(model, filter) {
  const q = (filter.q ?? "").trim().toLowerCase();
  const ruled = filter.rule && model.rules.find((rule) => rule.id === filter.rule);
  const findings = ruled ? ruled.findings : filter.rule ? [] : model.findings;
  const counts = new Uint32Array(model.cells.length * 3);
  const isWanted = (cell) => (!filter.locale || model.locales[cell.locale] === filter.locale) && isFresh(cell, filter.freshness);
  const byText = new Set(q ? model.pages.filter((page) => page.text.includes(q)) : []);
  for (const finding of findings) {
    if (filter.severity && SEVERITIES[finding.severity] !== filter.severity) continue;
    if (filter.confidence && CONFIDENCES[finding.confidence] !== filter.confidence) continue;
    if (filter.since && !finding.isNew) continue;
    if (q && !byText.has(finding.page) && !haystack(finding).includes(q)) continue;
    for (const cell of finding.cells) if (isWanted(cell)) counts[cell.id * 3 + finding.severity] += 1;
  }
  const needsFinding = filter.since || filter.rule || filter.severity || filter.confidence;
  const isIn = (page) => !filter.folder || page.name.startsWith(`${filter.folder}/`);
  const rows = [];
  for (const page of model.pages) {
    if (!isIn(page) || (filter.freshness || filter.locale) && !page.cells.some(isWanted)) continue;
    const row = { page, total: [0, 0, 0], isWanted };
    for (const cell of page.cells) for (let s = 0; s < 3; s += 1) row.total[s] += counts[cell.id * 3 + s];
    const found = row.total[0] + row.total[1] + row.total[2];
    if (found || !(needsFinding || (q && !byText.has(page)))) rows.push(row);
  }
  return { rows, counts };
}

function isFresh(cell, freshness) {
  switch (freshness) {
    case "stale": return cell.stale;
    case "fresh": return cell.judged && !cell.stale;
    case "unknown": return cell.state === COMPARED && !cell.judged;
    default: return true;
  }
}

/** Which of two counts by severity is worse: errors before warnings before infos. */
function compareCounts(a, b) {
  return b[0] - a[0] || b[1] - a[1] || b[2] - a[2];
}

function countsOf(findings) {
  const counts = [0, 0, 0];
  for (const finding of findings) counts[finding.severity] += 1;
  return counts;
}

/** What there is to say of a locale as a whole. */
function localeSummary(model, locale) {
  const cells = model.pages.flatMap((page) => page.cells.filter((cell) => cell.locale === locale));
  const of = (state) => cells.filter((cell) => cell.state === state);
  const findings = [...new Set(cells.flatMap((cell) => cell.findings))];
  const sum = (key) => cells.reduce((sum, cell) => sum + cell[key], 0);
  return {
    locale, tag: model.locales[locale], cells, findings, counts: countsOf(findings), compared: of(COMPARED), missing: of(MISSING),
    orphans: of(ORPHAN), unreadable: of(UNREADABLE), facts: sum("facts"), undetermined: sum("undetermined"),
    stale: cells.filter((cell) => cell.stale), drifting: cells.filter((cell) => cell.state === COMPARED && cell.findings.length),
    judged: cells.filter((cell) => cell.judged).length, pages: cells.filter((cell) => cell.state !== ORPHAN).length,
  };
}
