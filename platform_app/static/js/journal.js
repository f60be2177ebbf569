// A journal of what is being typed, in this browser only, for forms that name one (data-journal).
// It is offered, never put in by itself; it is cleared when the form was sent and accepted.
const KEPT_DAYS = 7;
const DAY = 24 * 60 * 60 * 1000;
const keyOf = (name) => `journal:${name}`;

function read(name) {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(name)));
    return kept && Date.now() - kept.at < KEPT_DAYS * DAY ? kept : null;
  } catch {
    return null;
  }
}

function write(name, value) {
  try {
    if (value === null) localStorage.removeItem(keyOf(name));
    else localStorage.setItem(keyOf(name), JSON.stringify(value));
  } catch {
    // Private windows keep nothing; typing goes on without a journal.
  }
}

const isKept = (control) =>
  control.name && control.name !== "csrf_token" && control.name !== "submission_token"
  && !["hidden", "file", "password", "submit", "button"].includes(control.type)
  && control.autocomplete !== "one-time-code";

function gather(form) {
  return [...form.elements].filter(isKept).map((control) =>
    [control.name, control.value, control.type === "radio" || control.type === "checkbox" ? control.checked : null]);
}

function restore(form, entries) {
  for (const [name, value, isChecked] of entries) {
    for (const control of form.elements) {
      if (control.name !== name || !isKept(control)) continue;
      if (isChecked === null) control.value = value;
      else if (control.value === value) control.checked = isChecked;
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}

function offer(form, name, kept) {
  const notice = document.createElement("div");
  notice.className = "notice journal";
  notice.dataset.kind = "info";
  const text = document.createElement("p");
  text.textContent = `このブラウザーに、入力途中の内容（${new Date(kept.at).toLocaleString("ja-JP")}）が残っています。`;
  notice.append(text);
  for (const [label, act] of [["入力途中の内容を戻す", () => restore(form, kept.entries)], ["消す", () => write(name, null)]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.dataset.kind = label === "消す" ? "tertiary" : "secondary";
    button.textContent = label;
    button.addEventListener("click", () => { act(); notice.remove(); form.querySelector(".input")?.focus(); });
    notice.append(button);
  }
  form.before(notice);
}

// A page that came back with everything in it, a further row perhaps, has nothing to give back.
const holds = (form, entries) => {
  const present = new Set(gather(form).map((entry) => JSON.stringify(entry)));
  return entries.every((entry) => present.has(JSON.stringify(entry)));
};

for (const form of document.querySelectorAll("form[data-journal]")) {
  const name = form.dataset.journal;
  const kept = read(name);
  if (kept && !document.getElementById("error-summary") && !holds(form, kept.entries)) offer(form, name, kept);
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => write(name, { at: Date.now(), entries: gather(form) }), 500);
  });
}

// A page that confirms a sending names the journal that is no longer needed.
for (const done of document.querySelectorAll("[data-journal-done]")) write(done.dataset.journalDone, null);
