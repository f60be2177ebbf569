// Filling a worksheet together. What is typed is kept in this browser until the server has answered;
// every saving carries an id, so sending it twice counts once, and the count of changes that its writer
// has seen, so nobody overwrites another. Without this script every line has a button of its own.
const sheet = document.getElementById("worksheet");
const WAIT_AFTER_TYPING = 900;
const POLL_EVERY = 3000;
const RETRY_EVERY = 5000;
const TIMEOUT = 8000;
const AT_ONCE = 50;

// Private windows may keep nothing; then what is typed lives as long as the page.
function journal(code) {
  const prefix = `worksheet:${code}:`;
  const memory = new Map();
  return {
    put(id, entry) {
      memory.set(id, entry);
      try { localStorage.setItem(prefix + id, JSON.stringify(entry)); return true; } catch { return false; }
    },
    drop(id) {
      memory.delete(id);
      try { localStorage.removeItem(prefix + id); } catch { /* nothing was kept there */ }
    },
    read() {
      const found = [];
      try {
        for (let at = 0; at < localStorage.length; at += 1) {
          const key = localStorage.key(at);
          if (key.startsWith(prefix)) found.push({ id: key.slice(prefix.length), ...JSON.parse(localStorage.getItem(key)) });
        }
      } catch { /* what can not be read can not be sent */ }
      return found.filter((entry) => typeof entry.text === "string").sort((one, other) => one.at - other.at);
    },
  };
}

const newId = () => [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function start() {
  const kept = journal(sheet.dataset.code);
  const cells = new Map();
  const state = sheet.querySelector("[data-state]");
  const place = sheet.querySelector("[data-lines]");
  const template = sheet.querySelector("[data-line-template]");
  let token = sheet.dataset.token;
  let tag = "";
  let timer = 0;
  let isSending = false;
  let failure = "";
  let isCut = false;
  let hasTyped = false;
  let shownChoices = "";
  // Savings of pages that are gone, for cells in which this page has something of its own to send.
  const strays = [];
  let isClosed = false;

  const keyOf = (line, column) => `${line} ${column}`;
  const typed = (text) => text.replace(/\r\n?/g, "\n").replace(/^[ \u3000]+|[ \u3000]+$/g, "");

  // One cell: what the server is known to hold (shown, base), what is being typed (draft), what was sent (sent),
  // and the text beside it that this browser goes on writing (alternative).
  function adopt(form) {
    for (const control of form.querySelectorAll("textarea, select")) {
      const column = control.closest("[data-column]").dataset.column;
      const seen = form.elements[`seen_${column}`];
      const cell = {
        line: form.dataset.line, column, control, shown: typed(control.value), base: Number.parseInt(seen.value, 10) || 0,
        draft: null, draftId: "", sent: null, alternative: null, refused: "",
      };
      cells.set(keyOf(cell.line, column), cell);
      control.addEventListener(control.tagName === "SELECT" ? "change" : "input", (event) => type(cell, event));
      control.addEventListener("blur", () => { settleAfter(cell); flush(); });
    }
    form.addEventListener("submit", (event) => { event.preventDefault(); flush(); });
    for (const part of form.querySelectorAll("[data-plain]")) part.hidden = true;
  }

  function type(cell, event) {
    const text = typed(cell.control.value);
    cell.refused = "";
    hasTyped = true;
    if (text === cell.shown && !cell.sent && cell.alternative === null) {
      if (cell.draft !== null) kept.drop(cell.draftId);
      cell.draft = null;
    } else {
      if (cell.draft === null) cell.draftId = newId();
      cell.draft = text;
      kept.put(cell.draftId, entryOf(cell, text, false));
    }
    note(cell);
    report();
    clearTimeout(timer);
    if (!event?.isComposing) timer = setTimeout(flush, WAIT_AFTER_TYPING);
  }

  function entryOf(cell, text, isSent) {
    return { line: cell.line, column: cell.column, text, base: cell.base, replaces: cell.alternative, isSent, at: Date.now() };
  }

  const isWaiting = (cell) => cell.sent !== null || (cell.draft !== null && !cell.refused);

  async function flush() {
    clearTimeout(timer);
    if (isSending || isClosed) return;
    const batch = [...cells.values()].filter(isWaiting).slice(0, AT_ONCE);
    if (batch.length + strays.length === 0) return;
    for (const cell of batch) {
      if (cell.sent) continue;
      cell.sent = { id: cell.draftId, ...entryOf(cell, cell.draft, true) };
      kept.put(cell.sent.id, cell.sent);
      cell.draft = null;
    }
    isSending = true;
    try {
      const sents = [...strays.slice(0, AT_ONCE), ...batch.map((cell) => cell.sent)];
      const saves = sents.map((sent) => ({ id: sent.id, line: sent.line, column: sent.column, text: sent.text, base: sent.base, replaces: sent.replaces }));
      const answer = await ask(sheet.dataset.save, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body: JSON.stringify({ saves }) });
      if ([400, 419].includes(answer.status)) { await renew(); throw new Error("token"); }
      const told = await answer.json();
      if (!answer.ok) { failure = told.sentence ?? ""; isClosed = answer.status === 409; throw new Error(String(answer.status)); }
      failure = "";
      isCut = false;
      for (const result of told.results) {
        const stray = strays.findIndex((each) => each.id === result.id);
        if (stray < 0) settle(batch.find((cell) => cell.sent?.id === result.id), result);
        else kept.drop(strays.splice(stray, 1)[0].id);
      }
    } catch {
      isCut = true;
      // The texts stay in the journal; they are sent again with the same ids.
    } finally {
      isSending = false;
      report();
    }
    if (batch.every((cell) => !cell.sent)) { poll(); if ([...cells.values()].some(isWaiting)) timer = setTimeout(flush, WAIT_AFTER_TYPING); }
  }

  const ask = (address, options = {}) => fetch(address, { credentials: "same-origin", signal: AbortSignal.timeout(TIMEOUT), ...options });

  async function renew() {
    const answer = await ask(sheet.dataset.cells, { cache: "no-store" });
    if (answer.ok) token = (await answer.json()).token ?? token;
  }

  function settle(cell, result) {
    if (!cell) return;
    const { sent } = cell;
    cell.sent = null;
    if (result.refused) {
      cell.refused = result.refused;
      if (cell.draft === null) { cell.draft = sent.text; cell.draftId = sent.id; kept.put(sent.id, entryOf(cell, sent.text, false)); }
      else kept.drop(sent.id);
    } else {
      kept.drop(sent.id);
      cell.alternative = result.alternative;
      if (result.alternative === null) { cell.shown = sent.text; cell.base = result.revision; }
      if (cell.draft !== null) kept.put(cell.draftId, entryOf(cell, cell.draft, false));
      settleAfter(cell);
    }
    note(cell);
  }

  // A text that is kept beside the cell leaves it as soon as its writer does: the cell shows what everybody sees.
  function settleAfter(cell) {
    if (cell.alternative === null || isWaiting(cell) || document.activeElement === cell.control) return;
    cell.alternative = null;
    cell.control.value = cell.shown;
    note(cell);
    tag = "";
  }

  function note(cell) {
    const holder = cell.control.closest("[data-column]");
    const words = cell.refused
      || (cell.alternative === null ? "" : "ほかの人が先に書き換えていました。あなたの内容は、上に並べて残しています。");
    let box = holder.querySelector(".sheet-cell__note");
    if (!words) { box?.remove(); } else {
      if (!box) { box = document.createElement("p"); box.className = "sheet-cell__note"; box.setAttribute("role", "status"); holder.append(box); }
      box.dataset.kind = cell.refused ? "refused" : "beside";
      box.textContent = words;
    }
    holder.toggleAttribute("data-waiting", isWaiting(cell));
  }

  const isOnline = () => navigator.onLine && !isCut;

  function report() {
    const count = [...cells.values()].filter((cell) => cell.sent || cell.draft !== null).length;
    const words = failure ? `${failure}` : count === 0 ? (hasTyped ? "すべて保存しました。" : "") : isOnline() ? "保存しています…" : "通信が切れています。書き続けられます。";
    const rest = count && (failure || !isOnline()) ? `まだ送っていない欄が${count}つあります。このブラウザーに残しています。` : "";
    const whole = words + rest;
    if (state.textContent !== whole) state.textContent = whole;
    if (failure || (count && !isOnline())) state.dataset.kind = "warning"; else delete state.dataset.kind;
  }

  async function poll() {
    if (document.hidden) return;
    try {
      const answer = await ask(sheet.dataset.cells, tag ? { headers: { "If-None-Match": tag }, cache: "no-store" } : { cache: "no-store" });
      if (answer.status === 304) return;
      const told = await answer.json();
      isClosed = told.is_open === false;
      if (!answer.ok) { if (isClosed) failure = "書込みは締め切られています。"; report(); return; }
      if (!isClosed && failure) { failure = ""; }
      tag = answer.headers.get("ETag") ?? "";
      token = told.token ?? token;
      show(told);
      report();
    } catch {
      // Without a network the sheet stays as it is; the next question may succeed.
    }
  }

  function show(told) {
    for (const line of told.order) if (!cells.has(keyOf(line, "stakeholder"))) add(line);
    for (const cell of cells.values()) {
      const [text, revision] = told.parts[cell.line]?.[cell.column] ?? ["", 0];
      if (isWaiting(cell) || cell.refused || revision < cell.base) continue;
      if (cell.alternative === null && typed(cell.control.value) !== text) write(cell.control, text);
      cell.shown = text;
      cell.base = revision;
    }
    showLines(told);
    showAlternatives(told.alternatives);
    const work = sheet.querySelector("[data-work]");
    work.textContent = told.work;
    work.hidden = !told.work;
  }

  function write(control, text) {
    const { selectionStart, selectionEnd } = control;
    control.value = text;
    if (document.activeElement === control && control.tagName === "TEXTAREA") control.setSelectionRange(selectionStart, selectionEnd);
  }

  function showLines(told) {
    for (const form of place.querySelectorAll("form[data-line]")) {
      const { line } = form.dataset;
      const mine = [...cells.values()].filter((cell) => cell.line === line);
      const isEmpty = mine.every((cell) => !cell.control.value);
      form.hidden = !told.order.includes(line) && !mine.some(isWaiting) && !isEmpty && !form.contains(document.activeElement);
      const at = told.order.indexOf(line);
      if (at < 0) continue;
      const name = mine.find((cell) => cell.column === "stakeholder").shown.split("\n")[0].slice(0, 30);
      form.querySelector("legend").textContent = `${at + 1}行目　${name || "（関係者を記入）"}${line === "self" ? "（自団体）" : ""}`;
    }
  }

  function showAlternatives(alternatives) {
    const section = sheet.querySelector("[data-alternatives]");
    const list = section.querySelector("[data-alternative-list]");
    const choices = JSON.stringify(alternatives.map((each) => [each, cells.get(keyOf(each.line, each.column))?.base, token]));
    if (choices === shownChoices) return;
    shownChoices = choices;
    section.hidden = alternatives.length === 0;
    list.replaceChildren(...alternatives.map(choice));
  }

  function element(name, text, attributes = {}) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function choice(alternative) {
    const cell = cells.get(keyOf(alternative.line, alternative.column));
    const box = element("article", "", { class: "sheet-choice", "data-alternative": alternative.id });
    const label = (text) => cell?.control.querySelector?.(`option[value="${CSS.escape(text)}"]`)?.textContent ?? text;
    const lineName = cell?.control.form.querySelector("legend").textContent ?? "";
    const columnName = cell?.control.closest("[data-column]").querySelector("label")?.firstChild.textContent.trim() ?? "";
    const texts = element("div", "", { class: "sheet-choice__texts" });
    for (const [name, text] of [["今の内容", cell?.shown ?? ""], ["もう1つの書込み", alternative.text]]) {
      const part = element("div");
      part.append(element("h4", name), element("p", label(text) || "（空）", { class: "preserve-lines" }));
      texts.append(part);
    }
    const form = element("form", "", { action: location.pathname.replace(/\/$/, "") + "/settle", method: "post" });
    for (const [name, value] of [["csrf_token", token], ["alternative", alternative.id], ["base", cell?.base ?? 0]]) form.append(element("input", "", { type: "hidden", name, value }));
    for (const [value, words] of [["keep", "今の内容のままにする"], ["take", "もう1つに替える"], ["join", "両方をつなげる"]]) {
      if (value !== "join" || alternative.column !== "kind") form.append(element("button", words, { class: "button", type: "submit", name: "choice", value, "data-kind": "secondary" }));
    }
    box.append(element("h3", `${lineName}：${columnName}`), texts, form);
    return box;
  }

  function add(line, isFocused = false) {
    const form = template.content.querySelector("form").cloneNode(true);
    form.dataset.line = line;
    form.id = `part-${line}`;
    for (const part of form.querySelectorAll("[id], [for], [aria-describedby], [data-count-for]")) {
      for (const name of ["id", "for", "aria-describedby", "data-count-for"]) {
        const value = part.getAttribute(name);
        if (value) part.setAttribute(name, value.replaceAll("new-line-", `${line}-`));
      }
    }
    place.append(form);
    adopt(form);
    if (isFocused) form.querySelector("textarea").focus();
    return form;
  }

  // What was typed before the tab closed or the line dropped. What was sent goes again with its own id; what was
  // not goes with a new one, for the page that drew the old one may still be open and write on.
  function recover() {
    for (const entry of kept.read()) {
      hasTyped = true;
      if (!cells.has(keyOf(entry.line, entry.column)) && /^[a-z0-9-]{8,40}$/.test(entry.line)) add(entry.line);
      const cell = cells.get(keyOf(entry.line, entry.column));
      if (!cell) continue;
      if (!entry.isSent) kept.drop(entry.id);
      const found = entry.isSent ? entry : { ...entry, id: newId() };
      if (!entry.isSent) kept.put(found.id, found);
      if (cell.sent || cell.draft !== null) { strays.push({ ...found, isSent: true }); continue; }
      if (entry.isSent) {
        cell.sent = found;
      } else {
        cell.draft = entry.text;
        cell.draftId = found.id;
        cell.alternative = entry.replaces;
      }
      cell.base = entry.base;
      cell.control.value = entry.text;
      note(cell);
    }
  }

  for (const form of sheet.querySelectorAll("form[data-line]")) adopt(form);
  for (const part of sheet.querySelectorAll("[data-plain]")) part.hidden = true;
  for (const part of sheet.querySelectorAll("[data-live]")) part.hidden = false;
  sheet.querySelector("[data-add]").addEventListener("click", () => add(newId(), true));
  recover();
  report();
  flush();
  setInterval(poll, POLL_EVERY);
  setInterval(flush, RETRY_EVERY);
  window.addEventListener("online", () => { report(); flush(); poll(); });
  window.addEventListener("offline", report);
  document.addEventListener("visibilitychange", () => { if (document.hidden) flush(); else { flush(); poll(); } });
}

if (sheet) start();
