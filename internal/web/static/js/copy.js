// A button beside each shell line copies it.

const ja = document.documentElement.lang === "ja";
for (const shell of navigator.clipboard ? document.querySelectorAll(".shell") : []) {
  const button = document.createElement("button");
  const label = ja ? "写す" : "Copy";
  button.type = "button";
  button.className = "second";
  button.textContent = label;
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  status.className = "hidden";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(shell.querySelector("pre").textContent);
      button.textContent = status.textContent = ja ? "写しました" : "Copied";
    } catch {
      getSelection().selectAllChildren(shell.querySelector("pre"));
      button.textContent = status.textContent = ja ? "選びました" : "Selected";
    }
    setTimeout(() => { button.textContent = label; status.textContent = ""; }, 2000);
  });
  shell.append(button, status);
}
