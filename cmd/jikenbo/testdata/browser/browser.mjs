// What the checks and the screenshots share: a browser, contexts by language and
// theme, and a page whose every complaint is heard.

import { chromium } from "playwright-core";

export const setup = JSON.parse(process.argv[2]);

export const browser = await chromium.launch({
  executablePath: setup.chromium,
  args: ["--no-sandbox", "--force-color-profile=srgb", "--font-render-hinting=none", "--disable-lcd-text"],
});

const sessions = new Map(); // by role: cookies

// context opens a window. who is "" for a reader, or a name to sign in as.
export async function context({ lang = "ja", dark = false, width = 1280, height = 900, who = "", ...more } = {}) {
  const c = await browser.newContext({
    baseURL: setup.base, locale: lang === "ja" ? "ja-JP" : "en-US", colorScheme: dark ? "dark" : "light", timezoneId: "Asia/Tokyo",
    viewport: { width, height }, reducedMotion: "reduce", serviceWorkers: "block", ...more,
  });
  c.setDefaultTimeout(15000);
  if (who) {
    if (!sessions.has(who)) sessions.set(who, await signIn(who));
    await c.addCookies(sessions.get(who));
  }
  await c.addInitScript(() => {
    globalThis.__complaints = [];
    addEventListener("securitypolicyviolation", e => __complaints.push(`CSP ${e.effectiveDirective}: ${e.blockedURI} ${e.sourceFile ?? ""}`));
    globalThis.__shifts = [];
    new PerformanceObserver(list => {
      for (const e of list.getEntries()) {
        if (e.hadRecentInput) continue;
        const moved = e.sources.map(s => (s.node instanceof Element ? s.node : s.node?.parentElement)?.cloneNode(false).outerHTML.slice(0, 100) + ` at ${s.previousRect.x},${s.previousRect.y} → ${s.currentRect.x},${s.currentRect.y}`).join(", ");
        __shifts.push({ value: e.value, moved });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  return c;
}

async function signIn(who) {
  const c = await browser.newContext({ baseURL: setup.base, locale: "en-US" });
  const page = await c.newPage();
  await page.goto("/sign-in");
  await page.fill("#name", who);
  await page.fill("#password", setup.password);
  await page.click("form.narrow button");
  await page.waitForURL(u => !u.pathname.startsWith("/sign-in"));
  const cookies = await c.cookies();
  await c.close();
  return cookies;
}

// open gives a page that hears what goes wrong in it.
export async function open(c, path, status = 200) {
  const page = await c.newPage();
  const complaints = [];
  page.on("request", r => {
    const u = new URL(r.url());
    if (u.protocol.startsWith("http") && u.host !== new URL(setup.base).host) complaints.push(`it asks another host: ${r.url()}`);
  });
  page.on("pageerror", e => complaints.push(`script: ${e.message}`));
  page.on("console", m => {
    if (m.type() === "error" && !(status !== 200 && m.text().includes(`status of ${status}`))) complaints.push(`console: ${m.text()}`);
  });
  page.on("requestfailed", r => { if (r.failure()?.errorText !== "net::ERR_ABORTED") complaints.push(`${r.url()}: ${r.failure()?.errorText}`); });
  const answer = await page.goto(path);
  if (answer.status() !== status) complaints.push(`it is ${answer.status()}, not ${status}`);
  await settle(page);
  page.complaints = async () => [...complaints, ...await page.evaluate(() => globalThis.__complaints ?? [])];
  return page;
}

// settle waits until nothing is to be laid out any more.
export async function settle(page) {
  await page.waitForLoadState("load");
  await page.evaluate(() => document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))));
}

// bodyOf gives the words of the page.
export const words = page => page.evaluate(() => document.body.innerText);
