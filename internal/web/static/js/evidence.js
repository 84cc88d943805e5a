// A reading beside its text: both ends of one fact light where the pointer or
// the focus is; a click on marked words finds their fact, and the words of one
// fact can be walked. Without this script the links do the same by :target.

for (const root of document.querySelectorAll(".evidence")) begin(root);

export function begin(root) {
  root.classList.add("live");
  const walk = root.querySelector(".walk");
  const status = walk.querySelector("[role=status]");
  const peek = root.querySelector(".peek");
  const wide = matchMedia("(min-width: 64rem)");

  const ends = new Map(); // number of a fact -> what lights with it
  const words = new Map(); // number -> where its words begin, in the order of the text
  const length = new Map(); // number -> characters of its words
  const add = (map, n, el) => map.has(n) ? map.get(n).push(el) : map.set(n, [el]);
  for (const el of root.querySelectorAll("[data-e]")) {
    if (el.closest(".text")) add(words, el.dataset.e, el);
    else add(ends, el.dataset.e, el);
  }
  for (const el of root.querySelectorAll("mark")) {
    for (const n of el.dataset.f.split(" ")) {
      add(ends, n, el);
      length.set(n, (length.get(n) || 0) + el.textContent.length);
    }
  }
  for (const el of root.querySelectorAll(".back a")) add(ends, el.hash.slice(2), el);

  let lit = null; // the fact that is lit
  let kept = null; // the fact whose link was followed
  let touched = false;

  function light(n) {
    if (n === lit) return;
    for (const el of ends.get(lit) || []) el.classList.remove("on");
    for (const el of ends.get(n) || []) el.classList.add("on");
    lit = n;
  }
  function keep(n) {
    kept = n;
    light(n);
    walk.hidden = (words.get(n) || []).length < 2;
    status.textContent = "";
  }
  const numberOf = hash => (/^#[ef](\d+)/.exec(hash) || [])[1] ?? null;
  // The fact that an element is about; of several the one with the fewest words.
  function factAt(el) {
    const mark = el.closest("mark");
    if (mark) return mark.dataset.f.split(" ").sort((a, b) => length.get(a) - length.get(b))[0];
    const link = el.closest(".back a, .quote");
    if (link) return numberOf(link.hash);
    return el.closest("[data-e]")?.dataset.e ?? null;
  }
  const within = el => el instanceof Element && root.contains(el) && !peek.contains(el) && !walk.contains(el);

  root.addEventListener("pointerover", e => { if (e.pointerType === "mouse" && within(e.target)) light(factAt(e.target) ?? kept); });
  root.addEventListener("pointerleave", () => light(kept));
  root.addEventListener("focusin", e => { if (within(e.target)) light(factAt(e.target) ?? kept); });
  root.addEventListener("focusout", () => light(kept));
  root.addEventListener("pointerdown", e => { touched = e.pointerType === "touch"; });

  root.addEventListener("click", e => {
    if (!within(e.target) || !getSelection().isCollapsed) return;
    const quote = e.target.closest(".quote:not(.far)");
    if (quote && touched && !wide.matches) {
      e.preventDefault();
      show(quote);
      return;
    }
    const mark = e.target.closest("mark");
    if (!mark) return;
    const numbers = mark.dataset.f.split(" ");
    if (numbers.length === 1) {
      location.hash = "f" + numbers[0];
      return;
    }
    const back = mark.closest("p").nextElementSibling;
    const links = back?.matches(".back") ? [...back.querySelectorAll("a")] : [];
    const link = links.find(a => numberOf(a.hash) === factAt(mark)) ?? links.find(a => numbers.includes(numberOf(a.hash)));
    if (link) link.focus();
    else location.hash = "f" + factAt(mark);
  });

  // On a phone the words come to the reader: their paragraph and its neighbours.
  function show(quote) {
    const anchor = document.getElementById(quote.hash.slice(1));
    const here = anchor?.closest("p");
    if (!here) return;
    keep(numberOf(quote.hash));
    const text = peek.querySelector(".text");
    const paragraphs = [...here.parentElement.querySelectorAll(":scope > p")].filter(p => p === here || p.textContent.trim());
    const at = paragraphs.indexOf(here);
    text.replaceChildren(...paragraphs.slice(Math.max(0, at - 1), at + 2).map(p => {
      const copy = p.cloneNode(true);
      copy.removeAttribute("id");
      for (const el of copy.querySelectorAll("[data-e]")) el.remove();
      copy.classList.toggle("here", p === here);
      return copy;
    }));
    text.lang = here.parentElement.lang;
    const link = peek.querySelector("a");
    link.href = quote.hash;
    link.onclick = () => { peek.hidden = true; };
    peek.querySelector("button").onclick = () => close(quote);
    peek.hidden = false;
    peek.focus();
    text.querySelector("mark.on")?.scrollIntoView({ block: "center" });
    peek.onkeydown = e => { if (e.key === "Escape") { e.stopPropagation(); close(quote); } };
  }
  function close(back) {
    peek.hidden = true;
    keep(null);
    back?.focus();
  }

  walk.addEventListener("click", e => {
    const step = Number(e.target.closest("button")?.dataset.step);
    const all = words.get(kept);
    if (!step || !all) return;
    const now = all.findIndex(el => "#" + el.id === location.hash);
    const next = now < 0 ? (step > 0 ? 0 : all.length - 1) : (now + step + all.length) % all.length;
    history.replaceState(null, "", "#" + all[next].id);
    all[next].scrollIntoView({ block: "start" });
    status.textContent = `${next + 1}/${all.length}`;
  });

  addEventListener("hashchange", () => keep(numberOf(location.hash)));
  addEventListener("keydown", e => {
    if (e.key !== "Escape" || kept === null && lit === null) return;
    keep(null);
    if (numberOf(location.hash)) history.replaceState(null, "", location.pathname + location.search);
  });
  keep(numberOf(location.hash));
}
