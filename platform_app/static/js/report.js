// Shows a report as it would be read while it is typed; without this script a button does the same.
const desk = document.querySelector("[data-preview]");
const form = desk?.querySelector("form");
const box = form?.querySelector("textarea");
const place = desk?.querySelector("[data-preview-place]");
const state = desk?.querySelector("[data-preview-state]");
// So long after the last key the preview is asked for.
const PAUSE = 600;
let timer = 0;
let asked = 0;

async function show() {
  const number = ++asked;
  const body = new FormData();
  body.set("text", box.value);
  body.set("csrf_token", form.elements.csrf_token?.value ?? "");
  try {
    const answer = await fetch(desk.dataset.preview, { method: "POST", body, credentials: "same-origin", redirect: "error" });
    if (!answer.ok) throw new Error(String(answer.status));
    const html = await answer.text();
    // An older answer must not overwrite a newer one.
    if (number !== asked) return;
    place.innerHTML = html;
    state.textContent = "";
  } catch {
    if (number === asked) state.textContent = "プレビューを新しくできません。入力した内容は残っています。";
  }
}

function insert(text) {
  const { selectionStart: start, selectionEnd: end } = box;
  box.setRangeText(text, start, end, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
}

function offerInsertion(term) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.dataset.kind = "secondary";
  button.dataset.size = "small";
  button.textContent = term.dataset.insert;
  button.setAttribute("aria-label", `${term.dataset.insert}を本文に入れる`);
  button.addEventListener("click", () => insert(term.dataset.insert));
  term.replaceChildren(button);
}

if (box) {
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
  document.querySelectorAll("[data-insert]").forEach(offerInsertion);
}
