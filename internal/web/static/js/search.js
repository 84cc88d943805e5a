// Back shows what was found then: a page that the browser has kept as it was left
// shows the filters that it was found with.

addEventListener("pageshow", e => { if (e.persisted) for (const form of document.forms) form.reset(); });
