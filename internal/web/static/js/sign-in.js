// The password can be shown while it is typed.

const box = document.getElementById("show");
const password = document.getElementById("password");
box.closest("label").hidden = false;
box.addEventListener("change", () => { password.type = box.checked ? "text" : "password"; });
password.form.addEventListener("submit", () => { password.type = "password"; });
