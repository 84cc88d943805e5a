// Files are sent one at a time, so that each shows how far it is and all can be
// given up. Without this script the form sends them together.

import { begin } from "./evidence.js";

const form = document.querySelector("form.reading");
if (form) start();

function start() {
  const file = form.querySelector("[type=file]");
  const list = form.querySelector(".files");
  const status = form.querySelector(".progress");
  const cancel = form.querySelector(".cancel");
  const submit = form.querySelector("button:not([type])");
  const results = document.querySelector(".results");
  const words = form.dataset;
  const most = 10 * 1024 * 1024;
  let sending = null;
  let canceled = false;
  for (const el of form.querySelectorAll(".script")) el.hidden = false;

  const last = () => Math.max(0, ...[...results.querySelectorAll("[data-last]")].map(el => Number(el.dataset.last)));

  // send posts one thing and shows its readings; tell says how far it is.
  function send(name, value, tell) {
    return new Promise(resolve => {
      const body = new FormData();
      body.append("part", "1");
      body.append("after", last());
      body.append(name, value);
      const request = sending = new XMLHttpRequest();
      request.open("POST", form.getAttribute("action"));
      request.upload.onprogress = e => { if (e.lengthComputable) tell(`${words.sending} ${Math.floor(100 * e.loaded / e.total)}%`); };
      request.upload.onload = () => tell(words.reading);
      request.onabort = () => resolve(words.canceled);
      request.onerror = () => resolve(words.failed);
      request.onload = () => {
        const page = new DOMParser().parseFromString(request.responseText, "text/html");
        const part = page.querySelector(".drafts");
        if (!part) {
          resolve(page.querySelector("h1")?.textContent || words.failed);
          return;
        }
        const shown = document.importNode(part, true);
        const before = results.querySelector(".unsaved"), now = shown.querySelector(".unsaved");
        if (before && now) { // one button saves all
          const into = before.querySelector("form");
          const drafts = now.querySelectorAll("[name=draft]");
          if (into) into.prepend(...drafts);
          if (into || !drafts.length) now.remove();
        }
        results.append(shown);
        for (const el of shown.querySelectorAll(".evidence")) begin(el);
        resolve(shown.querySelector(".notice-read > .wrong") ? words.failed : words.done);
      };
      request.send(body);
    });
  }

  async function all(things) {
    canceled = false;
    submit.disabled = true;
    cancel.hidden = false;
    list.replaceChildren();
    const rows = things.map(thing => {
      const row = document.createElement("li");
      const title = document.createElement("bdi");
      const state = document.createElement("span");
      title.textContent = thing.title;
      state.textContent = words.waiting;
      row.append(title, " ", state);
      list.append(row);
      return state;
    });
    let done = 0;
    for (const [i, thing] of things.entries()) {
      const tell = text => { rows[i].textContent = text; };
      if (canceled) tell(words.canceled);
      else if (thing.value.size > most) tell(words.large);
      else {
        tell(words.sending);
        const end = await send(thing.name, thing.value, tell);
        tell(end);
        if (end === words.done) done++;
      }
      status.textContent = `${done}/${things.length} ${words.of}`;
    }
    sending = null;
    submit.disabled = false;
    cancel.hidden = true;
    const first = results.querySelector(".drafts");
    if (done && first) first.scrollIntoView({ block: "start" });
  }

  const filesOf = files => [...files].map(f => ({ name: "file", title: f.name, value: f }));

  form.addEventListener("submit", e => {
    e.preventDefault();
    if (sending) return;
    const things = filesOf(file.files);
    const text = form.elements.text, address = form.elements.address;
    if (text.value.trim()) things.push({ name: "text", title: document.querySelector(`label[for=${text.id}]`).textContent, value: text.value });
    if (address?.value.trim()) things.push({ name: "address", title: address.value, value: address.value });
    if (!things.length) return;
    results.replaceChildren();
    all(things);
  });
  cancel.addEventListener("click", () => {
    canceled = true;
    sending?.abort();
  });

  const holds = e => [...(e.dataTransfer?.types || [])].includes("Files");
  addEventListener("dragover", e => {
    if (!holds(e)) return;
    e.preventDefault();
    form.classList.add("over");
  });
  addEventListener("dragleave", e => { if (!e.relatedTarget) form.classList.remove("over"); });
  addEventListener("drop", e => {
    if (!holds(e)) return;
    e.preventDefault();
    form.classList.remove("over");
    if (!sending && e.dataTransfer.files.length) {
      results.replaceChildren();
      all(filesOf(e.dataTransfer.files));
    }
  });
}
