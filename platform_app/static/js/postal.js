// The look-up of a postal code without leaving the page. It fills only boxes that are empty.
const digits = (text) => text.normalize("NFKC").replace(/\D/g, "");

function fill(name, value) {
  const box = value && document.querySelector(`[name="${CSS.escape(name)}"]`);
  if (!box || box.value !== "") return false;
  box.value = value;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

function paragraph(text) {
  const line = document.createElement("p");
  line.textContent = text;
  return line;
}

function choose(box, place) {
  const isFilled = fill(box.dataset.postalAddress, place.address);
  fill(box.dataset.postalMunicipality, place.municipality);
  return isFilled
    ? `住所に「${place.address}」を入力しました。続きを入力してください。`
    : `この郵便番号の住所：${place.address}（入力済みの住所は変えていません）`;
}

function show(box, region, places) {
  region.replaceChildren();
  if (places.length === 0) {
    region.append(paragraph("この郵便番号の住所は見つかりませんでした。そのまま入力を続けられます。"));
  } else if (places.length === 1) {
    region.append(paragraph(choose(box, places[0])));
  } else {
    region.append(paragraph("住所が複数あります。選んでください。"));
    for (const place of places) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.dataset.kind = "tertiary";
      button.textContent = place.address;
      button.addEventListener("click", () => region.replaceChildren(paragraph(choose(box, place))));
      region.append(button);
    }
  }
}

for (const box of document.querySelectorAll("[data-postal-url]")) {
  const button = box.form.querySelector(`[name="${CSS.escape(box.name)}-lookup"]`);
  const region = document.getElementById(`${box.id}-found`);
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    const code = digits(box.value);
    if (code.length !== 7) {
      region.replaceChildren(paragraph("郵便番号を7桁で入力してください。"));
      return;
    }
    try {
      const answer = await fetch(box.dataset.postalUrl + code, { headers: { Accept: "application/json" } });
      show(box, region, answer.ok ? (await answer.json()).places : []);
    } catch {
      region.replaceChildren(paragraph("住所を調べられませんでした。そのまま入力を続けられます。"));
    }
  });
}
