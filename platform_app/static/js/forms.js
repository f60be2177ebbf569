// Small comforts for forms. Every form works without them.

// The number of characters left, told politely while typing. Characters are counted as people do.
for (const note of document.querySelectorAll("[data-count-for]")) {
  const box = document.getElementById(note.dataset.countFor);
  const limit = Number(box.dataset.limit);
  note.setAttribute("aria-live", "polite");
  const show = () => {
    const left = limit - [...box.value].length;
    note.toggleAttribute("data-over", left < 0);
    note.textContent = left < 0 ? `${-left}文字多く入力されています（${limit}文字以内）` : `あと${left}文字（${limit}文字以内）`;
  };
  box.addEventListener("input", show);
  show();
}

// A second press while a form is on its way changes nothing. Coming back to the page opens it again,
// and so does waiting, because an answer that is a download leaves the page where it is.
const SENDING_MILLISECONDS = 8000;
// The pressed button itself is not disabled, because a disabled button is not sent.
for (const form of document.querySelectorAll("form[data-guard]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sending) {
      event.preventDefault();
    } else if (form.method === "post") {
      form.dataset.sending = "1";
      setTimeout(() => { delete form.dataset.sending; }, SENDING_MILLISECONDS);
    }
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-guard]")) delete form.dataset.sending;
});

// Leaving a page with something typed asks first.
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  let isChanged = false;
  form.addEventListener("input", () => { isChanged = true; });
  form.addEventListener("submit", () => { isChanged = false; });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });
}

// Passwords can be looked at.
for (const box of document.querySelectorAll("[data-reveal]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.dataset.kind = "secondary";
  button.setAttribute("aria-controls", box.id);
  const show = (isShown) => {
    box.type = isShown ? "text" : "password";
    button.textContent = isShown ? "パスワードを隠す" : "パスワードを表示";
    button.setAttribute("aria-pressed", String(isShown));
  };
  button.addEventListener("click", () => show(box.type === "password"));
  box.form?.addEventListener("submit", () => show(false));
  box.after(button);
  show(false);
}
