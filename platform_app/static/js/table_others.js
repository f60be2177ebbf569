// Everybody's lines on a table's page: they come by themselves, and giving dots leaves the page where it is.
// Without this script each form posts a page.
const TIMEOUT_MILLISECONDS = 8000;
const place = () => document.getElementById("others-lines");

/** The stamp of what is shown; "" where nothing is, so that both parts of the page are asked for. */
export const othersStamp = () => place()?.dataset.stamp;

/** Put everybody's lines in anew; a number that is chosen and not sent yet stays chosen. */
export function putOthers(markup) {
  const now = place();
  // A list of numbers that is open would close under the finger; the next time will do.
  if (!now || !markup || (now.contains(document.activeElement) && document.activeElement.tagName === "SELECT")) return;
  const next = document.adoptNode(new DOMParser().parseFromString(markup, "text/html").getElementById("others-lines"));
  for (const select of now.querySelectorAll("select")) {
    const isChosen = [...select.options].some((option) => option.selected !== option.defaultSelected);
    const same = next.querySelector(`#${CSS.escape(select.id)}`);
    if (isChosen && same) same.value = select.value;
  }
  const focused = now.contains(document.activeElement) ? document.activeElement.closest("li[id]")?.id : "";
  now.replaceWith(next);
  if (focused) document.getElementById(focused)?.querySelector("button")?.focus({ preventScroll: true });
}

function tell(form, words) {
  let note = form.querySelector("[data-told]");
  if (!note) {
    note = Object.assign(document.createElement("span"), { className: "record-line__about" });
    note.dataset.told = "";
    note.setAttribute("role", "status");
    form.append(note);
  }
  note.textContent = words;
}

async function give(form, renew) {
  const select = form.elements.count;
  const chosen = select.value;
  try {
    const answer = await fetch(form.action, {
      method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "manual",
      headers: { Accept: "application/json" }, signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    if (!answer.ok) { form.submit(); return; } // Whatever it is, the page says it.
    const { refused } = await answer.json();
    if (refused) { tell(form, refused); return; }
    for (const option of select.options) option.defaultSelected = option.value === chosen;
    const { id } = form.closest("li");
    await renew();
    tell(document.querySelector(`#${CSS.escape(id)} form`) ?? form, "記録しました。");
  } catch {
    tell(form, "通信が切れていて、送れませんでした。もう一度押してください。");
  } finally {
    delete form.dataset.sending;
  }
}

/** Let the dots be given without leaving the page; ``renew`` asks for what is new. */
export function startOthers(renew) {
  const note = document.getElementById("others-note");
  if (!note) return;
  note.textContent = "ほかの班の新しい意見と賛同の数は、自動で加わります。";
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("#others-lines form.dots");
    if (!form || event.defaultPrevented) return;
    event.preventDefault();
    give(form, renew);
  });
}
