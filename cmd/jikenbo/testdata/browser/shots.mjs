// Takes a picture of every page in both languages, light and dark, on a phone and
// on a wide screen.

import { mkdirSync } from "node:fs";
import { browser, context, open, setup } from "./browser.mjs";

mkdirSync(setup.out, { recursive: true });
let n = 0;
for (const lang of ["ja", "en"]) {
  for (const dark of [false, true]) {
    for (const [form, width, height] of [["phone", 390, 844], ["desktop", 1280, 900]]) {
      for (const p of setup.pages) {
        const c = await context({ lang, dark, width, height, who: p.who });
        const page = await open(c, p.path, p.status || 200);
        await page.screenshot({ path: `${setup.out}/${p.name}-${lang}-${dark ? "dark" : "light"}-${form}.png`, fullPage: setup.whole === true });
        await c.close();
        n++;
      }
    }
  }
}
console.log(JSON.stringify({ pictures: n }));
await browser.close();
