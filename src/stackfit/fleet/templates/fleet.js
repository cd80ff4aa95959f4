"use strict";
// Filter and order of the table of repositories; without it everything is there, those in trouble first.
(() => {
  const form = document.getElementById("filters");
  const table = document.getElementById("table");
  if (!form || !table) return;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase().replace(/\s+/g, " ")]));
  const shown = document.getElementById("shown");
  const value = (name) => form.elements.namedItem(name).value;
  const apply = () => {
    const words = value("text").toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const fits = (!value("verdict") || row.dataset.verdict === value("verdict"))
        && (!value("workload") || row.dataset.workload === value("workload"))
        && words.every((word) => texts.get(row).includes(word));
      row.hidden = !fits;
      if (fits) count += 1;
    }
    shown.textContent = count === rows.length ? `${count} repositories` : `${count} of ${rows.length} repositories`;
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  for (const link of document.querySelectorAll("a[data-filter]")) {
    link.addEventListener("click", () => {
      form.reset();
      form.elements.namedItem(link.dataset.filter).value = link.dataset.value;
      apply();
    });
  }

  const heads = Array.from(table.tHead.rows[0].cells);
  const key = (row, column) => {
    const cell = row.cells[column];
    return cell.classList.contains("figure") ? Number(cell.dataset.value ?? -1) : cell.textContent.trim().toLowerCase();
  };
  const order = (column) => {
    const falling = heads[column].getAttribute("aria-sort") !== "descending";
    heads.forEach((head) => head.removeAttribute("aria-sort"));
    heads[column].setAttribute("aria-sort", falling ? "descending" : "ascending");
    const sign = falling ? -1 : 1;
    const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    body.append(...rows.slice().sort((a, b) => sign * compare(key(a, column), key(b, column))));
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => order(column));
  });
  apply();
})();
