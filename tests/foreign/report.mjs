// Opens a report in Chromium, as a person with a keyboard would, and prints what is wrong. Arguments: the browser, the site's folder, and
// a folder for pictures (may be missing).
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import path from "node:path";

const require = createRequire(new URL(".tools/", import.meta.url));
const { chromium } = require("playwright-core");
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
const [executablePath, site, pictures] = process.argv.slice(2);
const address = (name) => pathToFileURL(path.join(site, name)).href;

const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath, args });
const wrong = [];
const expect = (holds, what) => { if (!holds) wrong.push(what); };

const open = async (options) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("console", (it) => { if (["error", "warning"].includes(it.type())) wrong.push(`console: ${it.text()}`); });
  page.on("pageerror", (it) => wrong.push(`page: ${it.message}`));
  page.on("request", (it) => { if (!it.url().startsWith("file:")) wrong.push(`network: ${it.url()}`); });
  return page;
};

const search = async (page, words) => {
  await page.keyboard.press("/");
  expect(await page.evaluate(() => document.activeElement.id) === "search", "`/` does not lead to the search");
  await page.keyboard.type(words);
  await page.waitForFunction(() => /\d+ result/.test(document.getElementById("found").textContent));
};

// `user` by its name, opened with Enter.
const page = await open({ viewport: { width: 1280, height: 860 } });
await page.goto(address("index.html"));
await search(page, "user");
const first = await page.locator("#results li").first().textContent();
expect(/^type user /.test(first), `the first result for \`user\` is \`${first}\``);
await page.keyboard.press("ArrowDown");
const chosen = await page.evaluate(() => {
  const input = document.getElementById("search");
  const option = document.getElementById(input.getAttribute("aria-activedescendant"));
  return option?.getAttribute("aria-selected") === "true" && input.getAttribute("aria-expanded") === "true";
});
expect(chosen, "the arrow does not choose the first result");
await page.keyboard.press("Enter");
await page.waitForURL(/microsoft\.graph\.user\.html$/);
expect(await page.locator("h1").textContent() === "user", "the page of `user` has another heading");

// An operation and a property, from a page deep in the site.
await search(page, "POST /users");
expect(/^operation POST \/users /.test(await page.locator("#results li").first().textContent()), "`POST /users` is not found");
await page.keyboard.press("Enter");
await page.waitForURL(/operations\/post-users\.html$/);
await search(page, "user.displayName");
await page.keyboard.press("Enter");
await page.waitForURL(/microsoft\.graph\.user\.html#p-displayName$/);

// Escape closes; what is not there is said; the way past the header is the first stop.
await search(page, "no such thing anywhere");
expect(await page.locator("#found").textContent() === "0 results", "nothing is said of no results");
await page.keyboard.press("Escape");
expect(await page.locator("#results").isHidden(), "Escape leaves the results open");
await page.goto(address("index.html"));
await page.keyboard.press("Tab");
expect(await page.evaluate(() => document.activeElement.className) === "skip", "the first stop is not the way past the header");
await page.keyboard.press("Enter");
expect(await page.evaluate(() => document.activeElement.id) === "main", "the way past the header does not lead to the contents");

// Every kind of page by the rules of axe, light, dark and narrow.
const first_of = async (name, part) => {
  await page.goto(address(name));
  return page.evaluate((part) => [...document.querySelectorAll("main a")].map((it) => it.href).find((it) => it.includes(part)), part);
};
const kinds = [address("index.html"), address("findings.html"), address("v1.0/types.html"), address("v1.0/permissions.html"),
  address("v1.0/types/microsoft.graph.user.html"), address("v1.0/operations/post-users.html"), await first_of("index.html", "/areas/"),
  await first_of("findings.html", "/findings/"), await first_of("v1.0/permissions.html", "/permissions/"),
  await first_of("v1.0/types/microsoft.graph.user.html", "/pages/")];
const code = kinds[7];
if (code) kinds.push(await first_of(path.relative(site, new URL(code).pathname), "/pages/"));
const looks = { light: { colorScheme: "light" }, dark: { colorScheme: "dark" }, narrow: { viewport: { width: 360, height: 740 } } };
for (const [look, options] of Object.entries(looks)) {
  const page = await open({ viewport: { width: 1280, height: 860 }, bypassCSP: true, ...options });
  for (const [index, url] of kinds.filter(Boolean).entries()) {
    await page.goto(url);
    if (pictures) await page.screenshot({ path: path.join(pictures, `${index}-${look}.png`) });
    if (look === "narrow") {
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over <= 0, `${url} is ${over} pixels wider than a narrow screen`);
    }
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run({ preload: false }));
    for (const it of violations) wrong.push(`${look} ${url}: ${it.id}: ${it.help}: ${it.nodes[0].html.slice(0, 200)}`);
  }
}
await browser.close();
for (const it of new Set(wrong)) console.log(it);
process.exit(wrong.length === 0 ? 0 : 1);
