// Words selected in the notice become the words that state a fact. Without this
// script the number of their paragraph and the quote are typed.

const form = document.querySelector(".editing form");
const text = document.querySelector(".editing .pane > .text");
const choose = document.querySelector(".editing .choose");
const rows = form?.querySelector(".rows");
if (form && text && choose && rows) begin();

function begin() {
  for (const el of form.querySelectorAll(".script")) el.hidden = false;
  for (const el of form.querySelectorAll(".noscript")) el.hidden = true;
  choose.hidden = false;
  const button = choose.querySelector("button");
  const chosen = globalThis.Highlight ? new Highlight() : null;
  if (chosen) CSS.highlights.set("chosen", chosen);

  // What is selected, cut at the paragraphs: their numbers, the words, and which
  // of several places of the same words it is.
  function selected() {
    const selection = getSelection();
    const found = [];
    for (let i = 0; i < selection.rangeCount; i++) {
      const range = selection.getRangeAt(i);
      if (range.collapsed || !range.intersectsNode(text)) continue;
      for (const p of text.querySelectorAll("p[data-n]")) {
        if (!range.intersectsNode(p)) continue;
        const part = document.createRange();
        part.selectNodeContents(p);
        if (part.compareBoundaryPoints(Range.START_TO_START, range) < 0) part.setStart(range.startContainer, range.startOffset);
        if (part.compareBoundaryPoints(Range.END_TO_END, range) > 0) part.setEnd(range.endContainer, range.endOffset);
        const words = part.toString();
        const quote = words.trim();
        if (!quote) continue;
        const before = document.createRange();
        before.selectNodeContents(p);
        before.setEnd(part.startContainer, part.startOffset);
        const at = before.toString().length + words.indexOf(quote);
        let nth = 1;
        for (let from = 0, all = p.textContent; (from = all.indexOf(quote, from)) >= 0 && from < at; from += quote.length) nth++;
        found.push({ paragraph: p.dataset.n, quote, nth, part });
      }
    }
    return found;
  }

  function free() {
    for (const row of rows.children) {
      const [paragraph, quote] = [row.querySelector("[name=paragraph]"), row.querySelector("[name=quote]")];
      if (!paragraph.value.trim() && !quote.value.trim()) return row;
    }
    const row = rows.firstElementChild.cloneNode(true);
    const n = rows.children.length + 1;
    row.querySelector(".wrong")?.remove();
    for (const el of row.querySelectorAll("[id]")) {
      const id = el.id.replace(/\d+$/, n);
      row.querySelector(`label[for="${el.id}"]`)?.setAttribute("for", id);
      el.id = id;
      el.value = "";
    }
    rows.append(row);
    return row;
  }

  let first = true;
  document.addEventListener("selectionchange", () => { button.disabled = selected().length === 0; });
  button.addEventListener("pointerdown", e => e.preventDefault()); // keeps the selection
  button.addEventListener("click", () => {
    const found = selected();
    if (!found.length) return;
    if (first) for (const box of form.querySelectorAll("[name=keep]")) box.checked = false; // they take the place of those before
    first = false;
    let row;
    for (const words of found) {
      row = free();
      row.querySelector("[name=paragraph]").value = words.paragraph;
      row.querySelector("[name=quote]").value = words.quote;
      row.querySelector("[name=nth]").value = words.nth;
      chosen?.add(words.part);
    }
    getSelection().removeAllRanges();
    row.querySelector("[name=quote]").focus();
  });
  rows.addEventListener("input", e => { // typed by hand, it is the first such place
    if (e.target.name !== "nth") e.target.closest(".wordrow").querySelector("[name=nth]").value = "";
  });
  document.getElementById("errors")?.focus();
}
