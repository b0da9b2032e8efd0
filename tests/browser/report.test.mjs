// The HTML report in a browser: what people do in it, in light and dark, on wide and narrow screens. Run by .ci/browser.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const report = `file://${process.env.REPORT}`;
const large = process.env.LARGE_REPORT && `file://${process.env.LARGE_REPORT}`;
const driftlint = process.env.DRIFTLINT ?? "target/release/driftlint";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PAGE = "fixtures/site/docs";
const VIEWS = {
  matrix: "#/", filtered: "#/?rule=duration&severity=error", none: "#/?q=no%20such%20words", locales: "#/locales", locale: "#/locale/de", rules: "#/rules",
  rule: "#/rule/duration", facts: "#/facts", page: `#/page/${PAGE}/billing`, german: `#/page/${PAGE}/backup?in=de`, arabic: `#/page/${PAGE}/billing?in=ar`,
  chinese: `#/page/${PAGE}/sla?in=zh-CN`, markup: "#/page/fixtures/site/guides/agent?in=de", missing: `#/page/${PAGE}/billing?in=zh-CN`, nowhere: "#/page/no/such/page",
};

let browser;
before(async () => { browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] }); });
after(() => browser?.close());

/** Opens an address of the report; nothing may be loaded, and nothing may go wrong. */
async function open(hash = "#/", { width = 1280, height = 850, colorScheme = "light", address = report } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.wrong = [];
  page.on("console", (message) => message.type() === "error" && page.wrong.push(message.text()));
  page.on("pageerror", (error) => page.wrong.push(error.message));
  page.on("request", (request) => !/^(file|data|blob):/.test(request.url()) && page.wrong.push(`loads ${request.url()}`));
  await page.goto(address + hash);
  await page.waitForSelector("#main .view");
  return page;
}

async function close(page) {
  assert.deepEqual(page.wrong, []);
  await page.context().close();
}

const texts = (page, selector) => page.$$eval(selector, (all) => all.map((one) => one.textContent.trim()));
const focused = (page) => page.evaluate(() => document.activeElement.outerHTML);

test("every view is accessible, fits the screen and fails nowhere", async () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      const page = await open("#/", { width, colorScheme });
      for (const [name, hash] of Object.entries(VIEWS)) {
        await page.evaluate((hash) => { location.hash = hash; }, hash);
        await page.waitForTimeout(60);
        // What is folded counts too.
        await page.$$eval("main details", (all) => all.forEach((one) => { one.open = true; }));
        await page.waitForTimeout(40);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        const told = violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html).join(" ")}`);
        assert.deepEqual(told, [], `${name}, ${colorScheme}, ${width} wide`);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${name} is ${over} wider than the screen of ${width}`);
      }
      await close(page);
    }
  }
  console.log(`axe-core: no violation in ${Object.keys(VIEWS).length} views, light and dark, 1280 and 390 wide`);
});

test("filters leave what fits, and the address brings them back", async () => {
  const page = await open();
  const all = (await texts(page, ".matrix .first b")).length;
  await page.selectOption("#by-rule", "duration");
  await page.selectOption("#by-locale", "de");
  await page.waitForURL(/locale=de&rule=duration/);
  const left = await texts(page, ".matrix .first b");
  assert.ok(left.length > 0 && left.length < all, `${left.length} of ${all}`);
  assert.deepEqual(await texts(page, ".matrix .head button"), ["Page", "Findings", "de"]);
  const again = await open(new URL(page.url()).hash);
  assert.deepEqual(await texts(again, ".matrix .first b"), left);
  assert.equal(await again.inputValue("#by-rule"), "duration");
  await page.selectOption("#by-freshness", "stale");
  assert.match((await texts(page, ".empty"))[0], /No page fits/);
  await page.click("text=Show all pages");
  assert.equal((await texts(page, ".matrix .first b")).length, all);
  await close(again);
  await close(page);
});

test("rows are sorted by the worst, by name and by a locale", async () => {
  const page = await open();
  const errors = (await texts(page, ".matrix .all .tally > .hidden")).map((text) => Number(/(\d+) error/.exec(text)?.[1] ?? 0));
  assert.deepEqual(errors, [...errors].sort((a, b) => b - a));
  await page.click(".matrix .head >> text=Page");
  const names = await texts(page, ".matrix .first small");
  assert.deepEqual(names, [...names].sort());
  assert.equal(await page.getAttribute(".matrix .head .first", "aria-sort"), "ascending");
  await page.click(".matrix .head >> text=/^de$/");
  assert.match(await page.getAttribute(".matrix .rows .row:first-child [title^='de:']", "title"), /error/);
  await close(page);
});

test("the search filters as one types, in messages and names", async () => {
  const page = await open();
  await page.keyboard.press("/");
  await page.keyboard.type("14 hours");
  await page.waitForFunction(() => document.querySelectorAll(".matrix .rows .row").length === 1);
  await page.waitForURL(/q=14\+hours/);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.querySelectorAll(".matrix .rows .row").length > 5);
  await page.goto(`${report}#/facts`);
  await page.waitForSelector(".list .entry");
  await page.fill("#search", "50 minutes");
  await page.waitForFunction(() => document.querySelectorAll(".entry").length === 1);
  assert.match((await texts(page, ".entry"))[0], /15 minutes.*nl.*50 minutes/);
  await close(page);
});

test("keys move in the matrix, open a page and lead back", async () => {
  const page = await open("#/", { height: 560 });
  await page.focus(".matrix .rows [data-row='0'][data-column='0']");
  for (const key of ["ArrowRight", "ArrowRight", "ArrowDown"]) await page.keyboard.press(key);
  assert.match(await focused(page), /data-row="1" data-column="2"/);
  assert.equal(await page.$$eval(".matrix [data-row][tabindex='0']", (all) => all.length), 1);
  await page.keyboard.press("End");
  assert.match(await focused(page), /title="zh-CN:/);
  await page.keyboard.press("Control+Home");
  assert.match(await focused(page), /data-row="0" data-column="0"/);
  await page.keyboard.press("ArrowUp");
  assert.match(await focused(page), /data-row="-1"/);
  await page.keyboard.press("Control+End");
  assert.match(await focused(page), /data-row="10"/);
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".page h1");
  await page.keyboard.press("Escape");
  await page.waitForSelector(".matrix");
  await page.keyboard.press("?");
  assert.ok(await page.isVisible("#help"));
  await page.keyboard.press("Escape");
  assert.ok(!(await page.isVisible("#help")));
  await page.waitForURL(/#\/$/);
  await close(page);
});

test("what differs is marked on both sides and leads to the other side", async () => {
  const page = await open(VIEWS.german);
  const marks = await page.$$eval("mark.error a", (all) => all.map((one) => [one.dataset.side, one.firstChild.textContent]));
  assert.deepEqual(marks, [["left", "14 days"], ["right", "14 Stunden"]]);
  await page.click("mark.error a[data-side='left']");
  assert.match(await focused(page), /data-side="right"/);
  await page.keyboard.press("n");
  assert.match(await focused(page), /data-card=/);
  assert.match((await texts(page, ".diff del"))[0], /retention-periods/);
  assert.match((await texts(page, ".diff ins"))[0], /how-long-we-keep-backups/);
  assert.deepEqual(await texts(page, ".diff em"), ["retention-periods", "how-long-we-keep-backups"]);
  await page.click(".finding.error .why summary");
  await page.waitForSelector(".finding.error .prose");
  assert.match((await texts(page, ".finding.error .prose"))[0], /What it finds/);
  await page.click(".stated a");
  await page.waitForSelector(".differs");
  assert.match((await texts(page, ".differs"))[0], /de.*another value.*14 hours.*14 Stunden/);
  await close(page);
});

test("a finding has an address of its own", async () => {
  const page = await open(VIEWS.german);
  const hash = new URL(await page.getAttribute("mark.error a", "href"), "file:///").hash;
  const again = await open(hash);
  assert.match(await focused(again), /class="finding error"/);
  await close(again);
  await close(page);
});

test("the allowance is copied, with the clipboard and without", async () => {
  const page = await open(VIEWS.german);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.click(".finding.error .allow summary");
  await page.click(".finding.error .copy button");
  await page.waitForFunction(() => document.querySelector(".finding.error .copied").textContent === "Copied");
  const shown = await page.textContent(".finding.error .copy pre");
  assert.match(shown, /^\[\[allow\]\]/);
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), shown);
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed"));
    document.querySelector(".finding.error .copied").textContent = "";
  });
  await page.click(".finding.error .copy button");
  await page.waitForFunction(() => document.querySelector(".finding.error .copied").textContent === "Copied");
  await close(page);
});

test("Arabic stands on the right, English on the left", async () => {
  const page = await open(VIEWS.arabic);
  const sides = await page.$$eval(".group .column", (all) => all.map((one) => [one.lang, getComputedStyle(one).direction]));
  assert.deepEqual(sides.slice(0, 2), [["en", "ltr"], ["ar", "rtl"]]);
  const [text, box] = await page.$eval(".group .column[lang='ar'] .passage", (one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return [range.getBoundingClientRect().right, one.getBoundingClientRect().right];
  });
  assert.ok(Math.abs(text - box) < 2, `${text} ${box}`);
  await close(page);
});

test("on paper, all rows are there", async () => {
  const page = await open("#/facts?state=all");
  const count = Number(/^(\d+)/.exec((await texts(page, ".told"))[0])[1]);
  assert.ok((await page.$$(".entry")).length < count);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal((await page.$$(".entry")).length, count);
  const pdf = await page.pdf();
  assert.ok(pdf.length > 1000);
  await close(page);
});

test("texts of documents run nothing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "driftlint-"));
  const hostile = "</script><script>globalThis.broken = 1</script><!-- <img src=x onerror='globalThis.broken = 1'> \u2028 \" ' {{script}}";
  for (const [locale, days] of [["en", 5], ["de", 6]]) {
    mkdirSync(join(folder, "docs", locale), { recursive: true });
    writeFileSync(join(folder, "docs", locale, "a.md"), `# Title ${hostile}\n\nKept for ${days} days. ${hostile}\n\n    ${hostile} ${days}\n`);
  }
  const file = join(folder, "report.html");
  execFileSync(driftlint, ["report", "--quiet", "--output", file], { cwd: folder });
  for (const hash of ["#/", "#/page/docs/a", "#/page/docs/a?in=de", "#/facts?state=all", "#/rules", "#/rule/duration", "#/page/<img src=x onerror=alert(1)>", "#/?q=<b>"]) {
    const page = await open(hash, { address: `file://${file}` });
    assert.equal(await page.evaluate(() => globalThis.broken), undefined);
    assert.equal(await page.$("main img, main script"), null);
    await close(page);
  }
  const page = await open("#/page/docs/a?in=de", { address: `file://${file}` });
  assert.ok((await texts(page, ".passage")).some((text) => text.includes("</script><script>globalThis.broken = 1</script><!--")));
  await close(page);
  rmSync(folder, { recursive: true });
});

test("what changed since the run before is told, and links lead to the lines on the web", async () => {
  const folder = mkdtempSync(join(tmpdir(), "driftlint-"));
  const file = join(folder, "report.html");
  const write = (locale, days, hours) => {
    mkdirSync(join(folder, "docs", locale), { recursive: true });
    writeFileSync(join(folder, "docs", locale, "a.md"), `# Backups\n\nKept for ${days} days.\n\n## Help\n\nWe answer in ${hours} hours.\n`);
  };
  const run = () => execFileSync(driftlint, ["report", "--quiet", "--output", file, "--history", "runs.jsonl", "--link-template", "https://git.example/{path}#L{line}"], { cwd: folder });
  write("en", 5, 8);
  write("de", 6, 8);
  run();
  write("de", 5, 9);
  run();
  const page = await open("#/", { address: `file://${file}` });
  assert.match(await page.textContent(".trend"), /\+1 new −1 fixed/);
  await page.click("text=show new");
  await page.waitForFunction(() => document.querySelector("#by-since").value === "new");
  assert.equal((await texts(page, ".matrix .first b")).length, 1);
  await page.goto(`file://${file}#/page/docs/a?in=de`);
  await page.waitForSelector(".finding");
  assert.match(await page.textContent(".finding .meta"), /new/);
  assert.equal(await page.getAttribute(".finding .meta a[rel]", "href"), "https://git.example/docs/de/a.md#L7");
  await close(page);
  rmSync(folder, { recursive: true });
});

test("reads a large site", { skip: !large }, async () => {
  const started = performance.now();
  const page = await open("#/", { address: large });
  const opened = performance.now() - started;
  const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
  const rows = await page.getAttribute(".matrix", "aria-rowcount");
  const timed = (name, value) => page.evaluate(async ([name, value]) => {
    const started = performance.now();
    const field = document.querySelector(name);
    field.value = value;
    field.dispatchEvent(new Event(name === "#search" ? "input" : "change", { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return Math.round(performance.now() - started);
  }, [name, value]);
  const parse = await page.evaluate(() => {
    const started = performance.now();
    JSON.parse(document.getElementById("data").textContent);
    return Math.round(performance.now() - started);
  });
  const severity = await timed("#by-severity", "error");
  const locale = await timed("#by-locale", await page.$eval("#by-locale option:nth-child(3)", (one) => one.value));
  const search = await timed("#search", "hours");
  await page.goto(`${large}#/`);
  await page.reload();
  const scroll = await page.$eval(".matrix", async (box) => {
    const started = performance.now();
    box.scrollTop = box.scrollHeight;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return Math.round(performance.now() - started);
  });
  const inTree = (await page.$$(".matrix .rows .row")).length;
  assert.ok(inTree < 200, `${inTree} rows are in the tree`);
  console.log(`large site: ${rows} rows; data read in ${parse} ms; first paint ${Math.round(paint)} ms, ready ${Math.round(opened)} ms; filter by severity ${severity} ms, by locale ${locale} ms, search ${search} ms (to the next frame); scroll to the end ${scroll} ms; ${inTree} rows in the tree`);
  await close(page);
});
