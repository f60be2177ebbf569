// Writing at a table that goes on when the line drops. Every line and every change is kept in this browser until
// the server has answered; each carries a name of its own, so sending it twice counts once. What is being typed is
// kept too. Without this script the forms post a page each.
import { freshToken } from "./session_token.js";
import { othersStamp, putOthers, startOthers } from "./table_others.js";

const record = document.getElementById("record") ?? document.getElementById("kept-lines");
const state = document.getElementById("line-state");
const RETRY_MILLISECONDS = 7000;
const TIMEOUT_MILLISECONDS = 8000;
const AT_ONCE = 50;
const FIELDS = ["pillar_id", "text", "kind", "speaker_name", "speaker_consents", "group_id", "group_label"];
const newName = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`;

function store(name, empty) {
  // Private windows may keep nothing; then it lives as long as the page. Other tabs write here too, so read each time.
  let memory = empty;
  const key = `${name}:${record.dataset.name}`;
  return {
    get() {
      try { return JSON.parse(localStorage.getItem(key)) ?? memory; } catch { return memory; }
    },
    set(value) {
      memory = value;
      try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* memory holds it */ }
    },
  };
}

const make = (tag, text = "", settings = {}) => Object.assign(document.createElement(tag), { textContent: text }, settings);
function button(label, act, kind = "secondary") {
  const made = make("button", label, { type: "button", className: "button" });
  made.dataset.kind = kind;
  made.dataset.size = "small";
  made.addEventListener("click", act);
  return made;
}

const journal = store("table-rows", []);
const draft = store("table-draft", null);

function start() {
  const form = document.getElementById("compose");
  let token = form.querySelector("input[name=csrf_token]")?.value ?? "";
  let isSending = false;
  let isSignedOut = false;
  let isClosed = false;

  // --- What is kept --------------------------------------------------------------------
  function keep(row) {
    // A newer change takes the place of an older one that has never been on its way; otherwise it waits behind
    // it, because the server may know the older one although its answer was lost.
    const rows = journal.get().filter((each) => each.edit_id !== row.edit_id);
    const older = rows.find((each) => each.client_id === row.client_id && (!each.isTried || each.refused));
    const isNew = older && older.edit_id === older.client_id;
    const made = { ...row, isTried: false, refused: "" };
    if (older) Object.assign(made, { base_version: older.base_version, edit_id: isNew ? older.client_id : row.edit_id });
    journal.set([...rows.filter((each) => each !== older), made]);
    show();
    send();
  }
  const drop = (editId) => { journal.set(journal.get().filter((row) => row.edit_id !== editId)); show(); };

  function gather() {
    const found = {};
    for (const name of FIELDS) {
      const control = form.elements[name];
      if (!control) continue;
      found[name] = control.type === "checkbox" ? (control.checked ? "y" : "") : control.value;
    }
    return found;
  }

  // --- What is shown -------------------------------------------------------------------
  function show() {
    for (const line of document.querySelectorAll("[data-waiting]")) {
      if ("line" in line.dataset) { delete line.dataset.waiting; line.querySelector("[data-kept]")?.remove(); } else line.remove();
    }
    const rows = journal.get();
    for (const row of rows) showRow(row);
    const none = document.querySelector("[data-none]");
    if (none) none.hidden = rows.length > 0;
    const refused = rows.filter((row) => row.refused).length;
    state.hidden = rows.length === 0 && !isClosed;
    const why = isSignedOut ? "ログインが切れています。別のタブでログインしてから、この画面に戻ってください。"
      : refused ? "送れなかった理由を、意見の下に表示しています。" : "通信が戻ると、自動で送ります。";
    state.textContent = rows.length === 0 ? (isClosed ? "意見の受付は終わりました。送った意見は、すべて記録されています。" : "") : `まだ送っていない意見が${rows.length}件あります。この画面を閉じても、この電話に残ります。${why}`;
  }

  function showRow(row) {
    let line = document.querySelector(`[data-line="${CSS.escape(row.client_id)}"]`);
    if (!line) {
      line = make("li", "", { className: "record-line" });
      line.append(make("p", row.text, { className: "record-line__text" }));
      const list = document.querySelector(`[data-pillar-lines="${CSS.escape(row.pillar_id)}"] ul`) ?? document.querySelector("#lines ul");
      list?.append(line);
    }
    line.dataset.waiting = "";
    const note = make("div");
    note.dataset.kept = "";
    if ("line" in line.dataset) note.append(make("p", `直した文（未送信）：${row.text}`));
    note.append(make("p", row.refused ? `送れませんでした：${row.refused}` : "未送信", { className: "record-line__about" }));
    const acts = make("div", "", { className: "record-line__acts" });
    acts.append(button("直す", () => openEditor(line, row)));
    if (row.refused) acts.append(button("もう一度送る", () => keep({ ...row, edit_id: row.edit_id })), button("この電話から消す", () => drop(row.edit_id), "danger"));
    note.append(acts);
    line.append(note);
  }

  function openEditor(line, row) {
    if (line.querySelector(".record-line__edit")) return;
    const editor = make("form", "", { className: "record-line__edit" });
    const box = make("textarea", "", { className: "input", rows: 3, value: row.text, maxLength: 1000 });
    box.setAttribute("aria-label", "直す文");
    const save = make("button", "直した意見を送る", { type: "submit", className: "button" });
    save.dataset.kind = "primary";
    save.dataset.size = "small";
    editor.append(box, save, button("やめる", () => { editor.remove(); show(); }, "tertiary"));
    editor.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = box.value.trim();
      if (!text) return;
      editor.remove();
      keep({ ...row, text, edit_id: newName() });
      line.querySelector("a, button")?.focus();
    });
    line.append(editor);
    box.focus();
  }

  // --- The line to the server ----------------------------------------------------------
  async function ask(address, options = {}) {
    return fetch(address, { credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS), ...options });
  }

  async function post(rows) {
    const body = JSON.stringify({ rows });
    const options = () => ({ method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body });
    const answer = await ask(record.dataset.rows, options());
    if (![400, 419].includes(answer.status)) return answer;
    // The session ended while lines were kept: a fresh token, then the same lines once more.
    token = (record.dataset.token ? await tableToken() : await freshToken()) || token;
    return ask(record.dataset.rows, options());
  }

  async function tableToken() {
    const answer = await ask(record.dataset.token);
    return answer.ok ? (await answer.json()).token : "";
  }

  async function send() {
    const names = new Set();
    const isFirst = (row) => !names.has(row.client_id) && names.add(row.client_id);
    const batch = journal.get().filter((row) => (!row.refused || row.again) && isFirst(row)).slice(0, AT_ONCE);
    if (isSending || batch.length === 0) return;
    isSending = true;
    let isDone = false;
    const sent = new Set(batch.map((row) => row.edit_id));
    journal.set(journal.get().map((row) => (sent.has(row.edit_id) ? { ...row, isTried: true } : row)));
    try {
      const answer = await post(batch.map(({ refused, again, isTried, ...row }) => row));
      isSignedOut = "rows" in record.dataset && !record.dataset.token && (answer.type === "opaqueredirect" || [400, 401, 403, 419].includes(answer.status));
      if (!answer.ok) throw new Error(String(answer.status));
      settle(batch, (await answer.json()).rows);
      isDone = true;
    } catch {
      // Whatever it was, every line is still in the journal.
    } finally {
      isSending = false;
      show();
    }
    if (isDone) {
      await renew();
      if (journal.get().some((row) => !row.refused)) send();
    }
  }

  function settle(batch, answers) {
    const seen = new Map();
    for (const row of batch) {
      const answer = answers.find((each) => each.id === row.edit_id);
      if (answer?.version) seen.set(row.client_id, String(answer.version));
    }
    const byName = new Map(answers.map((each) => [each.id, each]));
    const left = [];
    for (const row of journal.get()) {
      const answer = byName.get(row.edit_id);
      // What waited behind a line that has arrived was written with that line in sight.
      if (!answer) left.push(seen.has(row.client_id) ? { ...row, base_version: seen.get(row.client_id) } : row);
      else if (answer.refused) left.push({ ...row, refused: answer.refused, again: answer.again });
    }
    journal.set(left);
  }

  async function renew() {
    if (document.hidden || document.querySelector(".record-line__edit")) return;
    const now = document.getElementById("lines");
    if (!now || (now.contains(document.activeElement) && now.querySelector("details[open]"))) return;
    try {
      const seen = [now.dataset.stamp, othersStamp() ?? now.dataset.stamp];
      const answer = await ask(`${record.dataset.lines}?since=${encodeURIComponent(seen[0] === seen[1] ? seen[0] : "")}`);
      if (answer.status !== 200) return;
      const told = await answer.json();
      isClosed = told.is_open === false;
      if (isClosed) { show(); return; } // What was written stays in sight.
      putOthers(told.others);
      const parsed = new DOMParser().parseFromString(told.html, "text/html").getElementById("lines");
      if (!parsed) return;
      const focused = now.contains(document.activeElement) ? document.activeElement.closest("[id]")?.id : "";
      now.replaceWith(document.adoptNode(parsed));
      if (focused) document.getElementById(focused)?.querySelector("a, button")?.focus();
      show();
    } catch { /* The next time may succeed. */ }
  }

  // --- What people do ------------------------------------------------------------------
  form.addEventListener("submit", (event) => {
    const values = gather();
    const isComplete = values.pillar_id && values.kind && values.text.trim() && [...values.text].length <= 1000
      && (!values.speaker_name.trim() || values.speaker_consents);
    if (!isComplete) return; // The server says what is missing, and shows everything again.
    event.preventDefault();
    delete form.dataset.sending;
    const name = newName();
    draft.set(null);
    keep({ ...values, text: values.text.trim(), client_id: name, edit_id: name, base_version: "0" });
    form.elements.text.value = "";
    form.elements.speaker_name.value = "";
    form.elements.speaker_consents.checked = false;
    form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
    form.elements.text.focus();
  });
  form.addEventListener("input", () => { const typed = gather(); draft.set(typed.text.trim() ? typed : null); });
  record.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-edit]");
    const line = link?.closest("[data-line]");
    if (!line) return;
    event.preventDefault();
    const waiting = journal.get().find((row) => row.client_id === line.dataset.line);
    openEditor(line, waiting ?? {
      client_id: line.dataset.line, base_version: line.dataset.version, pillar_id: line.dataset.pillar, kind: line.dataset.kind,
      text: line.dataset.text, speaker_name: line.dataset.speaker, speaker_consents: line.dataset.speaker ? "y" : "",
    });
  });

  const typed = draft.get();
  if (typed && !form.elements.text.value) {
    for (const [name, value] of Object.entries(typed)) {
      const control = form.elements[name];
      if (control?.type === "checkbox") control.checked = Boolean(value);
      else if (control) control.value = value;
    }
    form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
  }
  show();
  startOthers(renew);
  send();
  setInterval(() => { if (journal.get().length > 0) send(); else renew(); }, RETRY_MILLISECONDS);
  window.addEventListener("online", send);
  window.addEventListener("storage", show);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { send(); renew(); } });
}

// While the theme is closed, what could not be sent is shown, so that it can be handed over.
function showKept() {
  const rows = journal.get();
  if (rows.length === 0) return;
  state.hidden = false;
  state.textContent = `この電話に、まだ送っていない意見が${rows.length}件あります。消えてはいません。受付が再開すると送れます。係の者にもお伝えください。`;
  const list = make("ul", "", { className: "record-lines" });
  for (const row of rows) list.append(make("li", row.text, { className: "record-line" }));
  record.append(list);
  record.hidden = false;
}

if (record?.id === "record") start();
else if (record) showKept();
