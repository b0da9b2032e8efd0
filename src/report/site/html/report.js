// Puts the view on the page that the address names, and answers the keys that work everywhere.

const VIEWS = [["", "Pages", ["page"]], ["locales", "Locales", ["locale"]], ["rules", "Rules", ["rule"]], ["facts", "Facts", ["fact"]]];

let model = null;
let current = null;
let visits = 0;

/** What the address asks for: the first part of its path, the rest, and what follows. */
function asked() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const decoded = path.split("/").map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
  return { kind: decoded[0], name: decoded.slice(1).join("/"), query: Object.fromEntries(new URLSearchParams(query)) };
}

function viewOf({ kind, name, query }) {
  const page = model.routes.get(name);
  const go = (filter) => history.replaceState(null, "", route([kind, name].filter(Boolean).join("/"), filter));
  switch (kind) {
    case "": return matrixView(model, query, go);
    case "locales": return localesView(model);
    case "locale": return localeView(model, name);
    case "rules": return rulesView(model);
    case "rule": return ruleView(model, name, query, go);
    case "facts": return factsView(model, query, go);
    case "page": return page ? pageView(model, page, query) : notThere(`There is no page ${name} in this report.`);
    case "fact": return page ? factView(model, page, query) : notThere(`There is no page ${name} in this report.`);
    default: return notThere("This address names nothing in this report.");
  }
}

function draw(isFirst) {
  const wanted = asked();
  current?.stop?.();
  current = viewOf(wanted);
  const main = byId("main");
  main.replaceChildren(current.view);
  document.title = `${current.title} – translation report`;
  const search = byId("search");
  search.value = wanted.query.q ?? "";
  search.placeholder = current.search ? "Search…" : "Search all pages…";
  byId("views").replaceChildren(...VIEWS.map(([path, text, inside]) => h("a", { href: route(path), "aria-current": path === wanted.kind || inside.includes(wanted.kind) ? "page" : null }, text)));
  scrollTo(0, 0);
  if (!isFirst) main.focus({ preventScroll: true });
  if (!isFirst) say(current.title);
  current.drawn?.();
}

const KEYS = [["/", "search"], ["↑ ↓ ← →, Home, End, Page Up, Page Down", "move in the matrix"], ["Enter", "open what has the focus"], ["n, p", "next finding of a page, previous one"],
  ["Esc", "back: out of the search, to the view before"], ["?", "this help"]];

function helpView() {
  const dialog = byId("help");
  const close = button("Close", () => dialog.close());
  dialog.replaceChildren(h("h2", { id: "help-title" }, "Keyboard and signs"), h("dl", { class: "keys" }, KEYS.map(([key, text]) => h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, text)))), legend(),
    h("p", { class: "note" }, `Made by driftlint ${model.version}. An address with what follows # leads back to what you see.`), close);
  dialog.showModal();
}

/** Back to where one came from; out of a page that was opened directly, to all pages. */
function back() {
  const { kind } = asked();
  if (!kind) return;
  if (visits > 0) history.back();
  else location.hash = "#/";
}

function onKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  const search = byId("search");
  const isTyping = event.target.matches("input, select, textarea");
  if (event.key === "Escape") {
    if (event.target === search) {
      search.value = "";
      current.search?.("");
      byId("main").focus();
    } else if (!isTyping) back();
    return;
  }
  if (event.key === "Enter" && event.target === search && !current.search) location.hash = route("", { q: search.value });
  if (isTyping) return;
  if (event.key === "/") {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === "?") helpView();
  else current.keys?.[event.key]?.();
}

/** On paper, all of the view: lists whole, what is folded open. */
function onPrint(is) {
  current?.print?.(is);
  document.querySelectorAll(is ? "main details:not([open])" : "main details[data-printed]").forEach((details) => {
    details.toggleAttribute("data-printed", is);
    details.open = is && !details.matches(".why, .allow, .quiet-sections");
  });
}

function start() {
  model = readModel(JSON.parse(byId("data").textContent));
  let wait = 0;
  byId("search").addEventListener("input", (event) => {
    cancelAnimationFrame(wait);
    wait = requestAnimationFrame(() => current.search?.(event.target.value));
  });
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("main").focus();
  });
  byId("keys").addEventListener("click", helpView);
  addEventListener("keydown", onKey);
  addEventListener("hashchange", () => {
    visits += 1;
    draw(false);
  });
  addEventListener("beforeprint", () => onPrint(true));
  addEventListener("afterprint", () => onPrint(false));
  draw(true);
}

start();
