// Lets opinions appear on the screen of the room as they come; without this script a link loads the page again.
const root = document.querySelector("[data-live]");
const INTERVAL = 3000;
// What is new stands out for so long, and a reader hears of at most so many lines at once.
const NEW_MILLISECONDS = 12000;
const MOST_SPOKEN = 3;
const part = (name) => root.querySelector(`[data-${name}]`);

function renew(markup) {
  const parsed = new DOMParser().parseFromString(markup, "text/html");
  const now = document.getElementById("screen");
  const next = document.adoptNode(parsed.getElementById("screen"));
  const known = new Map([...now.querySelectorAll("li[id]")].map((line) => [line.id, line]));
  const fresh = [...next.querySelectorAll("li[id]")].filter((line) => !known.has(line.id));
  for (const line of next.querySelectorAll("li[id]")) {
    // A line that has just come keeps standing out, and nothing moves a second time.
    const old = known.get(line.id);
    if (old && old.innerHTML === line.innerHTML) line.replaceWith(old);
  }
  for (const line of fresh) {
    line.dataset.new = "";
    setTimeout(() => line.removeAttribute("data-new"), NEW_MILLISECONDS);
  }
  now.replaceWith(next);
  if (fresh.length > 0) {
    const words = fresh.slice(-MOST_SPOKEN).map((line) => line.textContent.trim());
    part("spoken").textContent = `新しい意見${fresh.length}件：${words.join("。")}`;
  }
}

let isAsking = false;
async function ask() {
  if (document.hidden || isAsking) return;
  isAsking = true;
  try {
    const stamp = document.getElementById("screen").dataset.stamp;
    const answer = await fetch(`${root.dataset.live}?since=${encodeURIComponent(stamp)}`, { credentials: "same-origin", signal: AbortSignal.timeout(8000) });
    if (answer.status === 200) renew((await answer.json()).html);
    part("line-lost").hidden = answer.ok;
  } catch {
    part("line-lost").hidden = false;
  } finally {
    isAsking = false;
  }
}

if (root) {
  part("updating").hidden = false;
  setInterval(ask, INTERVAL);
}
