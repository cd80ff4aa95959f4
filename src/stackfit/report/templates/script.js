"use strict";
// Filters, keys and links between the parts of the report; without it everything is there, only unfiltered.
(() => {
  const form = document.getElementById("filters");
  const open = (element) => {
    for (let part = element; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") part.open = true;
    }
  };
  const follow = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (target) open(target);
  };
  window.addEventListener("hashchange", follow);
  follow();
  if (!form) return;

  const items = Array.from(document.querySelectorAll("#list > li"));
  const texts = new Map();
  const shown = document.getElementById("shown");
  const none = document.getElementById("none");
  const field = (name) => form.elements.namedItem(name);
  const value = (name) => (field(name) ? field(name).value : "");
  const read = (item) => {
    if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase().replace(/\s+/g, " "));
    return texts.get(item);
  };
  const matches = (item, words) =>
    (!value("severity") || item.dataset.severity === value("severity")) &&
    (!value("criteria") || item.dataset.criteria.split(" ").includes(value("criteria"))) &&
    (!value("component") || item.dataset.component === value("component")) &&
    (!value("rule") || item.dataset.rule === value("rule")) &&
    words.every((word) => read(item).includes(word));
  const apply = () => {
    const words = value("text").toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const item of items) {
      item.hidden = !matches(item, words);
      if (!item.hidden) count += 1;
    }
    const noun = items.length === 1 ? "finding" : "findings";
    shown.textContent = count === items.length ? `${count} ${noun}` : `${count} of ${items.length} ${noun}`;
    none.hidden = count > 0;
  };

  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  for (const link of document.querySelectorAll("a[data-filter]")) {
    link.addEventListener("click", () => {
      form.reset();
      if (field(link.dataset.filter)) field(link.dataset.filter).value = link.dataset.value;
      apply();
    });
  }

  const step = (by) => {
    const heads = items.filter((item) => !item.hidden).map((item) => item.querySelector("summary"));
    const here = heads.indexOf(document.activeElement);
    const next = heads[here < 0 ? 0 : Math.min(heads.length - 1, Math.max(0, here + by))];
    if (next) next.focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = ["INPUT", "SELECT", "TEXTAREA"].includes(event.target.tagName);
    if (event.key === "Escape" && event.target === field("text")) {
      field("text").value = "";
      apply();
    } else if (!typing && event.key === "/") {
      event.preventDefault();
      field("text").focus();
    } else if (!typing && (event.key === "j" || event.key === "k")) {
      step(event.key === "j" ? 1 : -1);
    }
  });
  apply();
})();
