// Check-in that goes on when the line drops. Every press is kept in this browser until the office's
// server has answered; each carries an id, so sending it twice counts once. Without this script the
// buttons post a page each.
import { freshToken } from "./session_token.js";

const roll = document.getElementById("roll");
const lineState = document.getElementById("line-state");
const refusedBox = document.getElementById("refused");
const RETRY_MILLISECONDS = 15000;
const TIMEOUT_MILLISECONDS = 8000;
const AT_ONCE = 100;
// What the server answers when the token belongs to a session that is over.
const STALE = 419;

function store(name) {
  // Private windows may keep nothing; then the presses live as long as the page.
  let memory = [];
  const key = `${name}:${roll.dataset.event}`;
  return {
    get() {
      try { return JSON.parse(localStorage.getItem(key)) ?? memory; } catch { return memory; }
    },
    set(items) {
      memory = items;
      try { localStorage.setItem(key, JSON.stringify(items)); } catch { /* memory holds them */ }
    },
  };
}

function start() {
  const waiting = store("checkin");
  const refused = store("checkin-refused");
  const labels = JSON.parse(roll.dataset.labels);
  const tones = JSON.parse(roll.dataset.tones);
  let token = roll.querySelector("input[name=csrf_token]").value;
  let isSending = false;
  let isSignedOut = false;

  const rowOf = (participant) => roll.querySelector(`[data-participant="${CSS.escape(String(participant))}"]`);
  const nameOf = (participant) => rowOf(participant)?.querySelector(".roll__name")?.textContent.trim() ?? "";

  function show(participant, mark, isKept) {
    const row = rowOf(participant);
    if (!row) return;
    row.dataset.mark = mark;
    row.toggleAttribute("data-kept", isKept);
    const state = row.querySelector("[data-state]");
    state.textContent = labels[mark] + (isKept ? "（未送信）" : "");
    if (tones[mark]) state.dataset.tone = tones[mark]; else delete state.dataset.tone;
    recount();
  }

  function recount() {
    if (!("whole" in roll.dataset)) return;
    const attended = [...roll.children].filter((row) => ["present", "late", "left_early"].includes(row.dataset.mark));
    document.querySelector("[data-count=attended]").textContent = attended.length;
  }

  function report() {
    const count = waiting.get().length;
    lineState.hidden = count === 0;
    const why = isSignedOut ? "ログインが切れています。別のタブでログインしてから、この画面に戻ってください。" : "通信が戻ると、自動で送ります。";
    lineState.textContent = count === 0 ? "" : `まだ送っていない受付が${count}件あります。この画面を閉じたり、読み込み直したりしないでください。${why}`;
    const list = refused.get();
    refusedBox.hidden = list.length === 0;
    refusedBox.replaceChildren();
    if (list.length === 0) return;
    const heading = document.createElement("p");
    heading.textContent = "記録できなかった受付があります。";
    const items = document.createElement("ul");
    for (const each of list) {
      const item = document.createElement("li");
      item.textContent = `${each.name}（${labels[each.mark] ?? each.mark}）：${each.sentence}`;
      items.append(item);
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.dataset.kind = "secondary";
    button.textContent = "確かめた";
    button.addEventListener("click", () => { refused.set([]); report(); });
    refusedBox.append(heading, items, button);
  }

  async function post(taps) {
    const ask = () => fetch(roll.dataset.url, {
      method: "POST", credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body: JSON.stringify({ taps }),
    });
    const answer = await ask();
    if (answer.status !== STALE) return answer;
    token = (await freshToken()) || token;
    return ask();
  }

  async function send() {
    const batch = waiting.get().slice(0, AT_ONCE);
    if (isSending || batch.length === 0) return;
    isSending = true;
    try {
      const taps = batch.map((tap) => ({
        tap_id: tap.id, participant_id: String(tap.participant), mark: tap.mark, kept: Boolean(tap.isKept),
        age: Math.max(0, (Date.now() - tap.madeAt) / 1000),
      }));
      const answer = await post(taps);
      isSignedOut = answer.type === "opaqueredirect" || [400, 401, 403, STALE].includes(answer.status);
      if (!answer.ok) throw new Error(String(answer.status));
      settle(batch, (await answer.json()).results);
    } catch {
      waiting.set(waiting.get().map((tap) => ({ ...tap, isKept: true })));
      for (const tap of batch) show(tap.participant, tap.mark, true);
    } finally {
      isSending = false;
      report();
    }
    if (!isSignedOut && waiting.get().some((tap) => !tap.isKept)) send();
  }

  function settle(batch, results) {
    const byId = new Map(results.map((result) => [result.id, result]));
    waiting.set(waiting.get().filter((tap) => !byId.has(tap.id)));
    for (const tap of batch) {
      const result = byId.get(tap.id);
      if (!result) continue;
      if (result.refused) {
        refused.set([...refused.get(), { name: nameOf(tap.participant), mark: tap.mark, sentence: result.refused }]);
        show(tap.participant, "undone", false);
      } else if (!waiting.get().some((other) => other.participant === tap.participant)) {
        show(tap.participant, result.mark, false);
      }
    }
  }

  roll.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-tap]");
    const mark = event.submitter?.value;
    if (!form || !mark) return;
    event.preventDefault();
    const participant = Number(form.elements.participant_id.value);
    const id = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    waiting.set([...waiting.get(), { id, participant, mark, madeAt: Date.now() }]);
    show(participant, mark, false);
    send();
  });

  for (const tap of waiting.get()) show(tap.participant, tap.mark, true);
  report();
  send();
  setInterval(send, RETRY_MILLISECONDS);
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  window.addEventListener("beforeunload", (event) => { if (waiting.get().length > 0) event.preventDefault(); });
  if ("whole" in roll.dataset) findHere();
}

// While everybody stands on this page, finding needs no line either.
function findHere() {
  const form = document.querySelector("[data-find-form]");
  const box = form.querySelector("input[name=q]");
  const count = document.getElementById("roll-count");
  const links = [...document.querySelectorAll("[data-initials]")];
  const rows = [...roll.children];
  let initials = "";
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[ぁ-ゖ]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 96))
    .replace(/[\s\-‐‑–—−・]/g, "");
  const keys = rows.map((row) => fold(row.dataset.find));

  function narrow() {
    const wanted = fold(box.value);
    let shown = 0;
    rows.forEach((row, at) => {
      const first = row.dataset.initial;
      const isInRow = !initials || (initials === "?" ? !links.some((link) => link.dataset.initials.includes(first) && first) : first && initials.includes(first));
      row.hidden = !(keys[at].includes(wanted) && isInRow);
      shown += row.hidden ? 0 : 1;
    });
    count.textContent = `${shown}人`;
  }

  box.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => {
    if ([...form.querySelectorAll("select")].some((select) => select.value)) return;
    event.preventDefault();
    narrow();
    const left = rows.filter((row) => !row.hidden);
    if (left.length === 1) left[0].querySelector(".roll__main").focus();
  });
  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      initials = link.dataset.initials;
      for (const each of links) each.toggleAttribute("aria-current", false);
      link.setAttribute("aria-current", "true");
      narrow();
    });
  }
}

if (roll && roll.dataset.url) start();
