// Keys for the office's lists: j and k move between rows, Enter opens, x ticks, / goes to the search.
// They rest while something is being typed.
const rows = [...document.querySelectorAll("table[data-rows] tbody tr")];
let position = -1;

function moveTo(index) {
  if (index < 0 || index >= rows.length) return;
  rows[position]?.removeAttribute("data-chosen");
  position = index;
  rows[position].setAttribute("data-chosen", "");
  rows[position].querySelector("a[href]")?.focus();
}

const isTyping = (target) => target.closest("input:not([type='checkbox']), select, textarea, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "/") {
    const search = document.querySelector("[data-search]");
    if (!search) return;
    event.preventDefault();
    search.focus();
  } else if (event.key === "j") {
    moveTo(position + 1);
  } else if (event.key === "k") {
    moveTo(position - 1);
  } else if (event.key === "x" && position >= 0) {
    rows[position].querySelector("input[type='checkbox']")?.click();
  }
});
