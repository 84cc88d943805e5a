// Drives a browser through the casebook. Each check prints a line of JSON with
// its name and what is wrong.

import { readFileSync, statSync } from "node:fs";
import { browser, context, open, settle, setup, words } from "./browser.mjs";

const axe = readFileSync(new URL("./node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

// check runs one check. What it wants and does not find is wrong.
async function check(name, run) {
  if (setup.only && !new RegExp(setup.only).test(name)) return;
  const wrong = [];
  try {
    await run((ok, text) => { if (!ok) wrong.push(text); });
  } catch (e) {
    wrong.push(`${e.message}`.split("\n").slice(0, 12).join("\n"));
  }
  console.log(JSON.stringify({ name, problems: wrong }));
}

const everything = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
const colours = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

async function audit(page, want, what, runOnly) {
  await page.evaluate(axe);
  const result = await page.evaluate(runOnly => axe.run(document, { resultTypes: ["violations"], runOnly }), runOnly);
  for (const v of result.violations) {
    if (v.impact !== "serious" && v.impact !== "critical") continue;
    // The edge of a scrolled pane cuts targets: those count that are small in its middle.
    if (v.id === "target-size") v.nodes = await small(page, v.nodes);
    for (const n of v.nodes.slice(0, 4)) want(false, `${what}: ${v.impact} ${v.id}: ${n.target.join(" ")} ${n.html.slice(0, 160)} ${n.failureSummary?.split("\n").slice(1).join(";").slice(0, 200)}`);
  }
}

async function small(page, nodes) {
  const still = [];
  for (const n of nodes) {
    const found = await page.evaluate(async ([target, values]) => {
      document.querySelector(target).scrollIntoView({ block: "center" });
      return (await axe.run(target, { runOnly: { type: "rule", values } })).violations.length;
    }, [n.target[0], ["target-size"]]);
    if (found) still.push(n);
  }
  return still;
}

// Every page, in both languages, light and dark, on a phone and a wide screen.
const looks = setup.pages.flatMap(p => ["ja", "en"].map(lang => [p, lang]));
await Promise.all([1, 2, 3].map(async () => {
  for (let look; (look = looks.shift());) {
    const [p, lang] = look;
    await check(`page ${p.path} ${lang}`, async want => {
      const title = new Set();
      for (const width of [390, 1280]) {
        const c = await context({ lang, width, height: width === 390 ? 844 : 900, who: p.who });
        let page = await open(c, p.path, p.status || 200);
        let shifts = await page.evaluate(() => __shifts);
        if (shifts.some(s => s.value >= 0.0005)) { // a machine with much else to do paints before all has come: once more
          await page.close();
          page = await open(c, p.path, p.status || 200);
          shifts = await page.evaluate(() => __shifts);
        }
        for (const s of shifts) want(s.value < 0.0005, `at ${width} the layout shifts by ${s.value}: ${s.moved}`);
        for (const complaint of await page.complaints()) want(false, `at ${width}: ${complaint}`);
        want(await page.evaluate(() => document.documentElement.lang) === lang, `its language is not ${lang}`);
        title.add(await page.title());
        await audit(page, want, `${width} light`, everything);
        await page.emulateMedia({ colorScheme: "dark" });
        await audit(page, want, `${width} dark`, colours);
        if (width === 390) {
          await page.setViewportSize({ width: 320, height: 640 });
          await settle(page);
          const wide = await page.evaluate(() => {
            const over = document.scrollingElement.scrollWidth;
            if (over <= 320) return "";
            const scrolls = el => { for (; el; el = el.parentElement) if (/auto|scroll|hidden/.test(getComputedStyle(el).overflowX) && el !== document.body && el !== document.documentElement) return true; return false; };
            const out = [...document.body.querySelectorAll("*")].filter(el => el.getBoundingClientRect().right > 321 && !scrolls(el.parentElement));
            return `${over}px: ${out.slice(-3).map(el => el.outerHTML.slice(0, 120)).join(" | ")}`;
          });
          want(!wide, `it scrolls sideways at 320: ${wide}`);
          const small = await page.evaluate(() => {
            const found = new Set();
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            for (let n; (n = walker.nextNode());) {
              if (!n.data.trim() || !n.parentElement.checkVisibility?.({ visibilityProperty: true }) || n.parentElement.closest(".hidden, [aria-hidden=true] .hidden")) continue;
              const size = parseFloat(getComputedStyle(n.parentElement).fontSize);
              if (size < 13.9) found.add(`${size}px ${n.data.trim().slice(0, 20)}`);
            }
            return [...found].slice(0, 4);
          });
          for (const s of small) want(false, `text under 14px: ${s}`);
        }
        await c.close();
      }
      want([...title].every(t => t && t.length > 3), "it has no title");
    });
  }
}));

// What is lit: the background of the marks of a fact, and of its row.
const lit = page => page.evaluate(() => {
  const shines = el => { const b = getComputedStyle(el).backgroundColor; return b !== "rgba(0, 0, 0, 0)" && b !== "transparent"; };
  const facts = el => el.dataset.f.split(" ");
  const marks = [...document.querySelectorAll(".text mark")].filter(shines);
  return { marks: marks.map(facts), rows: [...document.querySelectorAll(".facts [data-e]")].filter(shines).map(el => el.dataset.e) };
});

function wantLit(want, now, n, how) {
  want(now.rows.length === 1 && now.rows[0] === n, `${how}: rows ${now.rows}, want ${n}`);
  want(now.marks.length > 0 && now.marks.every(f => f.includes(n)), `${how}: marks ${JSON.stringify(now.marks)}, want those of ${n}`);
}

// A fact with words of its own, on the page of a case.
const someFact = page => page.evaluate(() => {
  for (const mark of document.querySelectorAll(".text mark")) {
    const n = mark.dataset.f;
    if (/^\d+$/.test(n) && document.querySelector(`.facts #f${n} .quote[href="#e${n}"]`)) return n;
  }
});

await check("evidence by mouse", async want => {
  const c = await context();
  const page = await open(c, setup.case);
  const n = await someFact(page);
  want((await lit(page)).rows.length === 0, "something is lit at rest");
  await page.locator(`#f${n} .quote`).first().hover();
  wantLit(want, await lit(page), n, "hovering the fact");
  await page.mouse.move(2, 2);
  want((await lit(page)).rows.length === 0, "it stays lit when the pointer goes");
  const mark = page.locator(`.text mark[data-f="${n}"]`).first();
  await mark.scrollIntoViewIfNeeded();
  await mark.hover();
  wantLit(want, await lit(page), n, "hovering the words");
  await mark.click();
  await page.waitForURL(u => u.hash === `#f${n}`);
  wantLit(want, await lit(page), n, "clicking the words");
  want(await page.evaluate(n => { const r = document.getElementById(`f${n}`).getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }, n), "clicking the words does not show their fact");
  await page.locator(`#f${n} .quote`).first().click();
  await page.waitForURL(u => u.hash === `#e${n}`);
  wantLit(want, await lit(page), n, "clicking the quote");
  want(await page.evaluate(n => { const r = document.querySelector(`.text mark[data-f~="${n}"]`).getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }, n), "clicking the quote does not show its words");
  await page.goBack();
  want(new URL(page.url()).hash === `#f${n}`, `back leads to ${page.url()}`);
  await page.keyboard.press("Escape");
  await page.mouse.move(2, 2);
  want((await lit(page)).rows.length === 0, "Escape does not put it out");
  for (const complaint of await page.complaints()) want(false, complaint);
  await c.close();
});

await check("evidence by keyboard", async want => {
  const c = await context();
  const page = await open(c, setup.case);
  const n = await someFact(page);
  await page.locator(`#f${n} .quote`).first().focus();
  wantLit(want, await lit(page), n, "focusing the quote");
  await page.keyboard.press("Enter");
  await page.waitForURL(u => u.hash === `#e${n}`);
  wantLit(want, await lit(page), n, "Enter on the quote");
  const back = page.locator(`.back a[href="#f${n}"]`).first();
  await back.focus();
  wantLit(want, await lit(page), n, "focusing the link of the paragraph");
  await page.keyboard.press("Enter");
  await page.waitForURL(u => u.hash === `#f${n}`);
  // Every stop shows where the focus is, and marks are none.
  await page.evaluate(() => document.querySelector("main").focus());
  for (let i = 0; i < 25; i++) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const el = document.activeElement;
      return { what: el.outerHTML.slice(0, 80), mark: el.matches("mark, [data-e]"), ring: getComputedStyle(el).outlineStyle !== "none" };
    });
    want(!seen.mark, `a mark is a stop: ${seen.what}`);
    want(seen.ring, `no ring on ${seen.what}`);
  }
  await c.close();
});

await check("evidence without script", async want => {
  const c = await context({ javaScriptEnabled: false });
  const page = await c.newPage();
  await page.goto(setup.case);
  const n = await someFact(page);
  await page.locator(`#f${n} .quote`).first().click();
  wantLit(want, await lit(page), n, "following the quote");
  await page.locator(`.back a[href="#f${n}"]`).first().click();
  wantLit(want, await lit(page), n, "following the link of the paragraph");
  await c.close();
});

await check("evidence on a phone", async want => {
  const c = await context({ width: 390, height: 844, hasTouch: true, isMobile: true });
  const page = await open(c, setup.case);
  const n = await someFact(page);
  await page.locator(`#f${n} .quote`).first().tap();
  const peek = page.locator(".peek").first();
  await peek.waitFor();
  want((await peek.innerText()).length > 10, "the panel is empty");
  await peek.locator("button").tap();
  await peek.waitFor({ state: "hidden" });
  await c.close();
});

await check("search", async want => {
  const c = await context();
  const page = await open(c, "/");
  await page.fill("#q", setup.word);
  await page.keyboard.press("Enter");
  await page.waitForURL(u => u.searchParams.get("q") === setup.word);
  const rows = () => page.locator("table.rows tbody tr").count();
  const all = await rows();
  want(all > 0, `nothing is found by ${setup.word}`);
  want(await page.inputValue("#q") === setup.word, "the word is not kept in the box");
  want(await page.locator(".snippet mark, .title mark, .org mark").count() > 0, "what matched is not marked");
  const box = page.locator('.narrow-by input[name="type"]').first();
  const value = await box.inputValue();
  await box.check();
  await page.locator(".narrow-by .apply button").click();
  await page.waitForURL(u => u.searchParams.get("type") === value);
  const fewer = await rows();
  want(fewer > 0 && fewer <= all, `${fewer} of ${all} after a filter`);
  want(new URL(page.url()).searchParams.get("q") === setup.word, "the filter drops the word");
  await page.goBack();
  await page.waitForURL(u => !u.searchParams.has("type"));
  want(await rows() === all, "Back does not bring back what was found");
  want(!await page.locator(`.narrow-by input[name="type"][value="${value}"]`).isChecked(), "Back leaves the filter chosen");
  await page.goForward();
  await page.locator(".chips a").first().click();
  await page.waitForURL(u => !u.searchParams.has("type"));
  want(await rows() === all, "taking the filter off does not bring back what was found");
  await page.locator("table.rows a.casenumber").first().click();
  await page.waitForURL(/\/cases\/\d{4}-\d+/);
  for (const complaint of await page.complaints()) want(false, complaint);
  await c.close();
});

await check("search without script", async want => {
  const c = await context({ javaScriptEnabled: false, width: 390, height: 844 });
  const page = await c.newPage();
  await page.goto("/");
  await page.fill("#q", setup.word);
  await page.locator(".searchbox button").click();
  await page.waitForURL(u => u.searchParams.get("q") === setup.word);
  await page.locator("details.fold summary").click();
  await page.locator('.narrow-by input[name="type"]').first().check();
  await page.locator(".narrow-by .apply button").click();
  await page.waitForURL(u => u.searchParams.has("type"));
  want(await page.locator("table.rows tbody tr").count() > 0, "nothing is found");
  await c.close();
});

await check("language and theme", async want => {
  const c = await context({ lang: "en" });
  const page = await open(c, "/about");
  await page.locator(".preferences button[name=lang]").click();
  await page.waitForURL("/about");
  want(await page.evaluate(() => document.documentElement.lang) === "ja", "the language does not change");
  await page.locator("button[name=theme][value=dark]").click();
  await page.waitForURL("/about");
  want(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor) === "rgb(21, 23, 27)", "the theme does not change");
  await page.goto("/statistics");
  want(await page.evaluate(() => document.documentElement.lang + document.documentElement.dataset.theme) === "jadark", "the choice is not kept");
  await c.close();
});

await check("read", async want => {
  const c = await context();
  const page = await open(c, "/read");
  // Dropped, several at a time, each with its progress.
  const files = setup.files.map(path => ({ name: path.split("/").pop(), text: readFileSync(path, "utf8") }));
  const data = await page.evaluateHandle(files => {
    const d = new DataTransfer();
    for (const f of files) d.items.add(new File([f.text], f.name, { type: "text/plain" }));
    return d;
  }, files);
  await page.dispatchEvent("form.reading", "dragover", { dataTransfer: data });
  await page.dispatchEvent("form.reading", "drop", { dataTransfer: data });
  await page.waitForFunction(n => document.querySelectorAll(".results .notice-read").length === n, files.length);
  await page.waitForFunction(n => document.querySelector(".progress").textContent.includes(`${n}/${n}`), files.length);
  want(await page.locator(".files li").count() === files.length, "not every file has a line");
  want(await page.locator(".unsaved").count() > 0, "it does not say that nothing is saved");
  const n = await someFact(page);
  await page.locator(`#f${n} .quote`).first().hover();
  wantLit(want, await lit(page), n, "hovering a fact of what was read");
  await page.fill("#text", files[0].text);
  await page.locator("form.reading button:not([type])").click();
  await page.waitForFunction(() => document.querySelectorAll(".results .reading-of").length > 0);
  for (const complaint of await page.complaints()) want(false, complaint);
  await c.close();
});

await check("read without script", async want => {
  const c = await context({ javaScriptEnabled: false });
  const page = await c.newPage();
  await page.goto("/read");
  await page.setInputFiles("#file", setup.files);
  await page.locator("form.reading button").first().click();
  await page.waitForSelector(".reading-of");
  want(await page.locator(".notice-read").count() === setup.files.length, "not every file was read");
  const n = await someFact(page);
  await page.locator(`#f${n} .quote`).first().click();
  wantLit(want, await lit(page), n, "following a quote");
  await c.close();
});

if (setup.realPage) {
  await check("read a real page", async want => {
    const c = await context();
    const page = await open(c, "/read");
    await page.setInputFiles("#file", setup.realPage);
    await page.locator("form.reading button:not([type])").click();
    await page.waitForSelector(".results .reading-of");
    const readings = await page.locator(".reading-of").count();
    want(readings === 8, `${readings} readings, want 8`);
    for (let i = 0; i < readings; i++) {
      const n = await page.locator(".reading-of").nth(i).evaluate(el => {
        for (const q of el.querySelectorAll(".facts .quote")) {
          const n = /^#e(\d+)$/.exec(q.hash)?.[1];
          if (n && el.querySelector(`.text mark[data-f~="${n}"]`)) return n;
        }
      });
      if (!n) { want(false, `reading ${i + 1} has no words`); continue; }
      await page.locator(`#f${n} .quote`).first().hover();
      wantLit(want, await lit(page), n, `reading ${i + 1}`);
    }
    for (const complaint of await page.complaints()) want(false, complaint);
    await c.close();
  });
}

await check("an editor corrects a fact, and another is told", async want => {
  const one = await context({ who: setup.editors[0] }), two = await context({ who: setup.editors[1] });
  const [a, b] = [await open(one, `${setup.edited}/edit`), await open(two, `${setup.edited}/edit`)];
  want((await words(a)).includes(setup.editors[0]), "it does not say who is signed in");
  const href = await a.locator('.facts a[href*="fact=%2Ftitle"], .facts a[href*="fact=/title"]').first().getAttribute("href");
  await a.goto(href);
  await b.goto(href);
  const control = page => page.locator("fieldset.value input:not([type=hidden]), fieldset.value textarea, fieldset.value select").first();
  for (const [page, who] of [[a, "first"], [b, "second"]]) {
    const tag = await control(page).evaluate(el => el.tagName);
    if (tag === "SELECT") await control(page).selectOption({ index: who === "first" ? 1 : 2 });
    else await control(page).fill(`${who} ${await control(page).inputValue()}`);
    await page.fill("#why", `the ${who} reason`);
  }
  await a.locator("button[name=do][value=save]").click();
  await settle(a);
  want(!await a.locator("#errors").count(), `the first is refused: ${await a.locator("#errors").innerText().catch(() => "")}`);
  await b.locator("button[name=do][value=save]").click();
  await b.waitForSelector("#errors");
  const told = await b.locator("#errors").innerText();
  want(told.includes(setup.editors[0]) && told.includes("the first reason"), `the second is told: ${told}`);
  want((await b.inputValue("#why")) === "the second reason", "what the second entered is lost");
  await b.locator("button[name=do][value=save]").click();
  await settle(b);
  want(!await b.locator("#errors").count(), "the second cannot save after looking");
  await a.goto(setup.edited);
  const page = await words(a);
  for (const name of setup.editors) want(page.includes(name), `the history does not name ${name}`);
  for (const complaint of [...await a.complaints(), ...await b.complaints()]) want(complaint.includes("409"), complaint);
  await one.close();
  await two.close();
});

await check("a case as of a day", async want => {
  for (const javaScriptEnabled of [true, false]) {
    const c = await context({ javaScriptEnabled });
    const page = await c.newPage();
    const facts = () => page.locator(".facts").first().innerText();
    await page.goto("/cases/2024-907");
    want((await facts()).includes("2,259件") && await page.locator(".past s").count() > 0, "the correction is not told");
    await page.locator("#steps ~ ol .then-link").first().click();
    await page.waitForURL(u => u.searchParams.get("as-of") === "2024-03-01");
    want((await facts()).includes("約2,400件") && !(await facts()).includes("2,259件"), "the first day says something else");
    await page.locator(".asof a[rel=next]").click();
    await page.waitForURL(u => u.searchParams.get("as-of") === "2024-03-20");
    want((await facts()).includes("2,259件"), "the last day says something else");
    await page.goto("/cases/2024-907/history");
    await page.locator('.changes a.quote[href*="notice=2"]').first().click();
    await page.waitForURL(u => u.hash === "#e0");
    const now = await lit(page);
    want(now.marks.length > 0 && now.marks.every(f => f.includes("0")), `the words of a change do not light: ${JSON.stringify(now)}`);
    await c.close();
  }
});

await check("an editor joins two cases, and splits them", async want => {
  const c = await context({ who: setup.editors[0], javaScriptEnabled: false });
  const page = await c.newPage();
  await page.goto("/cases/2024-911");
  await page.locator('.acts a[href$="/join"]').click();
  await page.fill("#with", "#2024-912");
  await page.locator("form.narrow button").click();
  await page.waitForURL(u => u.searchParams.has("with"));
  want((await words(page)).includes("紛失のお知らせ") && (await words(page)).includes("盗難のお知らせ"), "the two do not stand side by side");
  await page.fill("#why", "同じ書類でした");
  await page.locator("button[name=do][value=same]").click();
  await page.waitForURL(u => u.pathname === "/cases/2024-911");
  want((await words(page)).includes("同じ書類でした"), "the reason is not told");
  await page.goto("/cases/2024-912");
  want(new URL(page.url()).pathname === "/cases/2024-911" && (await words(page)).includes("#2024-912 から来ました"), `the old number leads to ${page.url()}`);
  await page.locator('.acts a[href$="/split"]').click();
  await page.locator("input[name=notice]").last().check();
  await page.fill("#why", "別の書類でした");
  await page.locator("form.split button").click();
  await page.waitForURL(u => u.pathname === "/cases/2024-912");
  want(!(await words(page)).includes("重複です"), "it still is a duplicate");
  await c.close();
});

await check("sign in and out", async want => {
  const c = await context({ lang: "en" });
  const page = await open(c, "/sign-in?return=/about");
  await page.fill("#name", setup.editors[0]);
  await page.fill("#password", "wrong password indeed");
  await page.locator("form.narrow button").click();
  await page.waitForSelector("#problem");
  await page.fill("#password", setup.password);
  await page.locator("form.narrow button").click();
  await page.waitForURL("/about");
  const session = (await c.cookies()).find(k => k.name.endsWith("session"));
  want(session?.httpOnly && session.sameSite === "Lax", `the cookie: ${JSON.stringify({ ...session, value: "" })}`);
  want(!await page.evaluate(() => document.cookie.includes("session")), "scripts see the session");
  await page.goto("/sign-in");
  await page.locator('form[action="/sign-out"] button').first().click();
  await settle(page);
  want(!(await c.cookies()).some(k => k.name.endsWith("session")), "the session stays after signing out");
  await c.close();
});

await check("print", async want => {
  const c = await context();
  for (const path of [setup.case, "/", "/statistics"]) {
    const page = await open(c, path);
    const pdf = await page.pdf({ format: "A4", path: `${setup.out}/print.pdf` });
    want(pdf.length > 5000 && statSync(`${setup.out}/print.pdf`).size === pdf.length, `${path}: a PDF of ${pdf.length} bytes`);
    await page.emulateMedia({ media: "print" });
    const shown = await page.evaluate(() => ({
      box: getComputedStyle(document.querySelector(".searchbox") ?? document.body).display,
      pane: document.querySelector(".pane") && getComputedStyle(document.querySelector(".pane")).overflow,
      numbered: document.querySelector(".text [data-e]") && getComputedStyle(document.querySelector(".text [data-e]"), "::before").content,
    }));
    want(shown.box === "none" || path === "/statistics", `${path}: the search box is printed`);
    if (path === setup.case) want(shown.pane === "visible" && /\[/.test(shown.numbered), `printed quotes: ${JSON.stringify(shown)}`);
    await page.close();
  }
  await c.close();
});

await browser.close();
