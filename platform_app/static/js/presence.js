// Tells the office that this application is open here, and who else has it open.
const place = document.querySelector("[data-presence]");
const INTERVAL = 45 * 1000;

function show(names) {
  place.replaceChildren();
  if (!names.length) return;
  const box = document.createElement("div");
  box.className = "notice";
  box.dataset.kind = "warning";
  const text = document.createElement("p");
  text.className = "notice__body";
  text.textContent = `${names.join("さん、")}さんも、この申請を開いています。`;
  box.append(text);
  place.append(box);
}

async function tell() {
  if (document.hidden) return;
  try {
    const answer = await fetch(place.dataset.presence, {
      method: "POST", headers: { "X-CSRFToken": place.dataset.token }, credentials: "same-origin",
    });
    if (answer.ok) show((await answer.json()).others);
  } catch {
    // Without a network nothing is told; the next sign will be.
  }
}

if (place?.dataset.presence) {
  tell();
  setInterval(tell, INTERVAL);
}
