// Facts: what the reference states, and what every locale states in its place.

const SAID = ["the same", "another value", "not stated", "cannot tell", "no difference found"];
const SAID_SIGNS = ["clean", "error", "missing", "unreadable", "none"];
const FACT_HEIGHT = 62;

const isDiffering = (fact) => fact.said.some(({ state }) => state === CHANGED || state === ABSENT);
const isUntold = (fact) => fact.said.some(({ state }) => state === UNKNOWN);
const FACT_STATES = { differing: ["differs somewhere", isDiffering], unknown: ["cannot be told somewhere", isUntold], all: ["all", () => true] };

function factsView(model, query, go) {
  const filter = { state: query.state ?? "", kind: query.kind ?? "", locale: query.locale ?? "", q: query.q ?? "" };
  const kinds = [...new Set(model.statements.map((fact) => fact.kind))].sort();
  let shown = [];
  const box = h("div", { class: "box list", role: "list", "aria-label": "Facts", tabindex: "0" });
  const list = virtual(box, { count: 0, height: FACT_HEIGHT, render: (index) => factRow(model, shown[index], index, shown.length) });
  list.body.removeAttribute("role");
  const told = h("p", { class: "told", role: "status" });
  const nothing = h("div", {});
  const draw = () => {
    const q = filter.q.trim().toLowerCase();
    const [, isWanted] = FACT_STATES[filter.state] ?? FACT_STATES.differing;
    const locale = model.locales.indexOf(filter.locale);
    shown = model.statements.filter((fact) => isWanted(fact) && (!filter.kind || fact.kind === filter.kind)
      && (!filter.locale || fact.said.some((said) => said.locale === locale && said.state !== EQUAL && said.state !== SILENT)) && (!q || factText(fact).includes(q)));
    told.textContent = `${plural(shown.length, "fact")} of ${number(model.statements.length)}`;
    const isFiltered = filter.q || filter.kind || filter.locale;
    nothing.replaceChildren(...(shown.length ? [] : [empty(isFiltered ? "No fact fits." : "All locales state what the reference states, as far as it could be read.")]));
    box.hidden = !shown.length;
    list.reset(shown.length);
  };
  const change = (name, value) => {
    filter[name] = value;
    go(filter);
    draw();
  };
  box.append(list.body);
  const states = Object.entries(FACT_STATES).map(([id, [text]]) => [id === "differing" ? "" : id, text]);
  const view = h("div", { class: "view fill" }, h("h1", {}, "Facts"), h("p", { class: "lead" }, "What the references state, and who states something else. Search for a value, old or new."),
    h("div", { class: "choices" }, choice("Show", "state", filter.state, states, change), choice("Kind", "kind", filter.kind, [["", "all"], ...kinds.map((kind) => [kind, kind])], change),
      choice("Locale", "locale", filter.locale, [["", "all"], ...model.locales.map((tag) => [tag, tag])], change)), told, box, nothing);
  return { view, title: "Facts", drawn: draw, search: (q) => change("q", q), print: list.whole, stop: list.stop };
}

function factText(fact) {
  fact.haystack ??= [fact.kind, fact.value, fact.text, fact.page.text, ...fact.said.flatMap((said) => [said.value, said.text])].join("\n").toLowerCase();
  return fact.haystack;
}

/** `es: 12 weeks`; locales that state one other value stand together. */
function others(model, fact) {
  const values = new Map();
  for (const said of fact.said) {
    if (said.state !== CHANGED && said.state !== ABSENT) continue;
    const value = said.state === CHANGED ? said.value || said.text : "";
    values.set(value, [...(values.get(value) ?? []), model.locales[said.locale]]);
  }
  return [...values];
}

function agreement(fact) {
  const unknown = fact.said.filter(({ state }) => state === UNKNOWN).length;
  const of = fact.said.length ? ` of ${fact.said.length}` : "";
  return `${number(fact.agreed)}${of} the same${unknown ? `, ${unknown} cannot tell` : ""}`;
}

function factRow(model, fact, index, count) {
  const differing = others(model, fact).map(([value, tags]) => h("span", { class: "other" }, sign(value ? "error" : "missing"), h("b", {}, tags.join(", ")), value ? ` ${value}` : " not stated"));
  return h("div", { class: "row entry", role: "listitem", "aria-posinset": index + 1, "aria-setsize": count }, h("a", { href: factRoute(fact) },
    h("span", { class: "line" }, h("b", { class: "value" }, fact.value), differing),
    h("small", { class: "line" }, [fact.kind, agreement(fact), fact.page.short, fact.section?.title].filter(Boolean).join(" · "))));
}

/** The facts of one page. */
function factTable(model, facts) {
  const row = (fact) => h("tr", {}, h("th", { scope: "row" }, h("a", { href: factRoute(fact) }, fact.value)), h("td", {}, fact.kind), h("td", {}, fact.section?.title ?? ""), h("td", {}, agreement(fact)),
    h("td", {}, others(model, fact).map(([value, tags]) => h("span", { class: "other" }, sign(value ? "error" : "missing"), h("b", {}, tags.join(", ")), value ? ` ${value}` : " not stated"))));
  return table(["Reference states", "Kind", "Section", "Agreement", "Otherwise"], facts.map(row), "Facts of this page");
}

function factView(model, page, query) {
  const fact = page.facts.find((fact) => `${fact.start}` === query.at);
  if (!fact) return notThere("There is no such fact on this page any more.");
  const said = fact.said.length ? fact.said : [];
  const order = [CHANGED, ABSENT, UNKNOWN, SILENT, EQUAL];
  const rows = [...said].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state)).map((one) => saidRow(model, fact, one));
  const view = h("div", { class: "view" },
    h("p", { class: "crumbs" }, h("a", { href: route("facts") }, "Facts"), " / ", h("a", { href: pageRoute(page) }, page.name)),
    h("h1", {}, fact.value, h("small", {}, ` ${fact.kind}`)),
    h("p", { class: "lead" }, "The reference writes ", h("q", { ...texts(page.locale) }, fact.text), ` in line ${fact.line}`, fact.section?.title && ` under ${fact.section.title}`, "."),
    h("p", {}, others(model, fact).map(([value, tags]) => h("span", { class: "other" }, sign(value ? "error" : "missing"), h("b", {}, tags.join(", ")), value ? ` ${tags.length === 1 ? "states" : "state"} ${value}` : " without it"))),
    rows.length ? table(["Locale", "Compared", "States", "As written", "Line"], rows, "What every locale states") : empty(fact.agreed ? `All ${plural(fact.agreed, "translation")} state the same.` : "No translation was compared."));
  return { view, title: `${fact.value} – ${page.title}` };
}

function saidRow(model, fact, one) {
  const tag = model.locales[one.locale];
  const cell = fact.page.byLocale.get(one.locale);
  const finding = cell?.findings.find((finding) => finding.reference?.start === fact.start && finding.reference.path === fact.page.reference);
  const differs = one.state === CHANGED || one.state === ABSENT;
  const isWritten = one.state === EQUAL || one.state === CHANGED;
  return h("tr", { class: differs ? "differs" : null }, h("th", { scope: "row" }, h("a", { href: pageRoute(fact.page, tag, finding) }, tag), h("small", {}, ` ${languageName(tag)}`)),
    h("td", {}, sign(SAID_SIGNS[one.state]), ` ${SAID[one.state]}`, differs && !finding && h("small", {}, " (allowed, or not reported)")),
    h("td", {}, one.state === CHANGED ? one.value : one.state === EQUAL ? fact.value : "–"),
    h("td", {}, isWritten ? h("span", { ...texts(tag) }, one.text || (one.line ? fact.text : "–")) : "–"), h("td", { class: "figure" }, one.line ? number(one.line) : "–"));
}
