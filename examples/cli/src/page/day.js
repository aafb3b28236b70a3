"use strict";
// Opens a document beside the agenda and marks the quoted words. Spans count Unicode code points.
document.documentElement.classList.add("script");
const reader = document.getElementById("reader");

function clear() {
  for (const mark of reader.querySelectorAll("mark")) mark.replaceWith(...mark.childNodes);
  for (const open of reader.querySelectorAll("article.open")) { open.classList.remove("open"); open.normalize(); }
  for (const chosen of document.querySelectorAll(".chosen")) chosen.classList.remove("chosen");
}

// The innermost elements that carry a span which meets [start, end).
function meeting(article, start, end) {
  const all = [...article.querySelectorAll("[data-start]")];
  const met = all.filter((e) => Number(e.dataset.start) < end && Number(e.dataset.end) > start);
  return met.filter((e) => !met.some((other) => other !== e && e.contains(other)));
}

// Marks [from, to) code points of an element's text.
function markText(element, from, to) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found = [];
  let at = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const points = [...node.data];
    const [first, last] = [Math.max(from - at, 0), Math.min(to - at, points.length)];
    if (first < last) found.push([node, points.slice(0, first).join("").length, points.slice(0, last).join("").length]);
    at += points.length;
  }
  return found.map(([node, first, last]) => {
    const range = document.createRange();
    range.setStart(node, first);
    range.setEnd(node, last);
    const mark = document.createElement("mark");
    range.surroundContents(mark);
    return mark;
  });
}

function open(id, start, end) {
  const article = document.getElementById(id);
  if (!article || !reader.contains(article)) return false;
  clear();
  article.classList.add("open");
  const marks = Number.isFinite(start)
    ? meeting(article, start, end).flatMap((e) => markText(e, start - Number(e.dataset.start), end - Number(e.dataset.start)))
    : [];
  if (marks.length > 0) marks[0].scrollIntoView({ block: "center" });
  else article.scrollIntoView({ block: "start" });
  return true;
}

document.addEventListener("click", (event) => {
  if (event.target.closest("button.back")) { clear(); return; }
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  const [start, end] = [parseInt(link.dataset.start, 10), parseInt(link.dataset.end, 10)];
  if (open(link.getAttribute("href").slice(1), start, end)) {
    event.preventDefault();
    (link.closest("li") ?? link.parentElement).classList.add("chosen");
  }
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });
