// Elements, words and signs that all views share. Texts go in as text, never as markup.

const SIGNS = { error: "■", warning: "▲", info: "●", clean: "✓", missing: "–", orphan: "+", unreadable: "×", none: "·" };

/** An element. Properties: `class`, `on…` for listeners, anything else is an attribute; what is null or false is left out. */
function h(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "class") element.className = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const byId = (id) => document.getElementById(id);
const number = new Intl.NumberFormat("en").format;
const plural = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

/** `German`, or the tag itself where the browser has no name for it. */
function languageName(tag) {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** How a text of that locale is set. Where the browser does not know, the text itself decides. */
function texts(tag) {
  let direction = "auto";
  try {
    const locale = new Intl.Locale(tag);
    direction = (locale.getTextInfo?.() ?? locale.textInfo)?.direction ?? "auto";
  } catch { /* Not a tag that the browser knows. */ }
  return { lang: tag, dir: direction };
}

/** A sign that says nothing to screen readers; words stand beside it. */
const sign = (kind) => h("span", { class: `sign ${kind}`, "aria-hidden": "true" }, SIGNS[kind]);

/** `3 errors, 1 warning`. */
function inWords(counts) {
  const words = Array.from(counts, (count, s) => (count ? plural(count, SEVERITIES[s]) : "")).filter(Boolean);
  return words.length ? words.join(", ") : "no findings";
}

/** Counts with their signs, for people who see; and in words for those who listen. */
function tally(counts) {
  const some = SEVERITIES.map((severity, s) => counts[s] > 0 && h("span", { class: `count ${severity}` }, sign(severity), number(counts[s])));
  const shown = counts.some(Boolean) ? some : h("span", { class: "count clean" }, sign("clean"));
  return h("span", { class: "tally" }, h("span", { "aria-hidden": "true" }, shown), h("span", { class: "hidden" }, inWords(counts)));
}

/** The worst severity of counts; none for no findings. */
const worst = (counts) => SEVERITIES.find((_, s) => counts[s] > 0) ?? null;

function route(path, query = {}) {
  const parts = Object.entries(query).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  const rest = new URLSearchParams(parts).toString();
  return `#/${path.split("/").map(encodeURIComponent).join("/")}${rest ? `?${rest}` : ""}`;
}

const pageRoute = (page, tag, finding) => route(`page/${page.route}`, { in: tag, f: finding?.id });
const factRoute = (fact) => route(`fact/${fact.page.route}`, { at: fact.start });

/** A choice of a filter bar. */
function choice(label, name, value, options, onchange) {
  const select = h("select", { name, id: `by-${name}`, onchange: (event) => onchange(name, event.target.value) });
  for (const [id, text] of options) select.append(h("option", { value: id }, text));
  select.value = value ?? "";
  if (select.value !== (value ?? "")) {
    // A deep link to what is not there any more: shown, so that it can be taken out.
    select.append(h("option", { value }, value));
    select.value = value;
  }
  return h("label", { class: "choice", for: `by-${name}` }, h("span", {}, label), select);
}

function button(text, onclick, properties = {}) {
  return h("button", { type: "button", onclick, ...properties }, text);
}

function empty(text, ...more) {
  return h("div", { class: "empty" }, h("p", {}, text), ...more);
}

/** A sentence, with what stands in backticks as code. */
function sentence(text) {
  return text.split(/(`[^`]+`)/).map((part) => (/^`.+`$/s.test(part) ? h("code", {}, part.slice(1, -1)) : part));
}

/** Says something to screen readers. */
function say(text) {
  byId("said").textContent = text;
}

/** Copies a text; where pages from files may not use the clipboard, by a selection. */
async function copy(text, from) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = h("textarea", { class: "hidden", readonly: true, "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    from?.focus();
    return done;
  }
}

/**
 * A long list of rows of one height in a box that scrolls: only those that are seen are there. For print, all are.
 * `render(index)` makes a row.
 */
function virtual(box, { count, height, render }) {
  const body = h("div", { class: "rows", role: "rowgroup" });
  const rows = new Map();
  let isWhole = false;
  const state = { count };
  function draw() {
    const head = box.querySelector(".head")?.offsetHeight ?? 0;
    const seen = (box.clientHeight || innerHeight) - head;
    const from = isWhole ? 0 : Math.max(0, Math.floor(box.scrollTop / height) - 6);
    const to = isWhole ? state.count : Math.min(state.count, Math.ceil((box.scrollTop + seen) / height) + 6);
    for (const [index, row] of rows) {
      const isKept = (index >= from && index < to) || row.contains(document.activeElement);
      if (!isKept || index >= state.count) {
        row.remove();
        rows.delete(index);
      }
    }
    for (let index = from; index < to; index += 1) if (!rows.has(index)) place(index);
  }
  function place(index) {
    const row = render(index);
    row.style.setProperty("--at", `${index * height}px`);
    rows.set(index, row);
    const after = [...rows.keys()].filter((other) => other > index).sort((a, b) => a - b)[0];
    body.insertBefore(row, after === undefined ? null : rows.get(after));
  }
  let asked = 0;
  const ask = () => {
    asked ||= requestAnimationFrame(() => {
      asked = 0;
      draw();
    });
  };
  box.addEventListener("scroll", ask, { passive: true });
  const watch = new ResizeObserver(ask);
  watch.observe(box);
  return {
    body,
    draw,
    /** Shows another list from its start. */
    reset(count) {
      state.count = count;
      for (const row of rows.values()) row.remove();
      rows.clear();
      body.style.setProperty("height", `${count * height}px`);
      box.scrollTop = 0;
      draw();
    },
    /** Brings a row into view; gives it. */
    show(index) {
      const head = box.querySelector(".head")?.offsetHeight ?? 0;
      const top = index * height;
      if (top < box.scrollTop) box.scrollTop = top;
      else if (top + height + head > box.scrollTop + box.clientHeight) box.scrollTop = top + height + head - box.clientHeight;
      if (!rows.has(index)) place(index);
      return rows.get(index);
    },
    whole(is) {
      isWhole = is;
      body.classList.toggle("whole", is);
      draw();
    },
    stop: () => watch.disconnect(),
  };
}
