// Lets the bars of a poll grow while the room votes; without this script a button loads the page again.
const table = document.querySelector("[data-live]");
const INTERVAL = 3 * 1000;
// A reader hears the total at most so often.
const SPOKEN_EVERY = 15 * 1000;
let spokenAt = 0;

function part(name) {
  return document.querySelector(`[data-${name}]`);
}

function show(poll) {
  [...table.tBodies[0].rows].forEach((row, index) => {
    const bar = poll.bars[index];
    row.querySelector(".bars__fill").setAttribute("width", bar.percent);
    row.querySelector("[data-count]").textContent = bar.count;
    row.querySelector("[data-percent]").textContent = bar.percent;
  });
  const total = part("total");
  const changed = total.textContent !== String(poll.total);
  total.textContent = poll.total;
  part("state").textContent = poll.is_open ? "受付中" : "受付していません";
  if (changed && Date.now() - spokenAt > SPOKEN_EVERY) {
    part("spoken").textContent = `投票した人は${poll.total}人です。`;
    spokenAt = Date.now();
  }
}

async function ask() {
  if (document.hidden) return;
  try {
    const answer = await fetch(table.dataset.live, { credentials: "same-origin" });
    if (answer.ok) show(await answer.json());
  } catch {
    // Without a network the bars stay as they are; the next question may succeed.
  }
}

if (table) {
  part("updating").hidden = false;
  setInterval(ask, INTERVAL);
}
