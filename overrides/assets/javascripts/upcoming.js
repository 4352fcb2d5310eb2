// What is coming up, by the reader's clock: the calendar's page and the box of the home page. The
// build writes every item with its dates and does not know what day it is.

import { coming, dayInVietnam, howFar, monthOf, weekdayOf } from "./calendar-days.js";

const WITHIN = 30; // days
const MOST = 6; // items in the box

const today = dayInVietnam(Date.now());

function itemsIn(place) {
  return [...place.querySelectorAll("[data-first]")].map((node) => ({ node, ...node.dataset }));
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function arrange(page) {
  const section = page.querySelector("[data-bt-coming]");
  const found = coming(itemsIn(page), today);
  const months = new Map();
  for (const { item, day } of found) {
    const label = monthOf(day);
    if (!months.has(label)) {
      const month = element("section", "bt-month");
      month.append(element("h3", "", label), element("ul", "bt-days"));
      section.append(month);
      months.set(label, month.lastElementChild);
    }
    if (item.every) showDay(item.node, day);
    if (!("cancelled" in item)) showDistance(item.node.querySelector(".bt-day__title"), day);
    months.get(label).append(item.node);
  }
  section.querySelector("[data-bt-none]").hidden = found.length > 0;
  section.hidden = false;
  for (const month of page.querySelectorAll("[data-bt-months] .bt-month")) {
    if (!month.querySelector("li")) month.remove();
  }
  settlePast(page.querySelector("[data-bt-months]"), ".bt-month");
  settlePast(page.querySelector("[data-bt-yearly]"), "li");
}

/** Name what is left of a section as past, or take it away when nothing is. */
function settlePast(section, left) {
  if (!section) return;
  if (!section.querySelector(left)) section.remove();
  const heading = section.querySelector("[data-bt-past]");
  if (!heading) return;
  heading.textContent = heading.dataset.btPast;
  section.classList.add("bt-past");
}

function showDay(node, day) {
  const time = node.querySelector("time");
  time.dateTime = day;
  time.textContent = day.slice(8);
  time.parentElement.querySelector("span").textContent = weekdayOf(day);
}

function showDistance(place, day) {
  const text = howFar(today, day);
  if (text) place.append(" ", element("span", "bt-flag", text));
}

function choose(box) {
  const list = box.querySelector("ul");
  const found = coming(itemsIn(box), today, WITHIN).slice(0, MOST);
  for (const { item, day } of found) {
    const time = item.node.querySelector("time");
    time.dateTime = day;
    time.textContent = `${day.slice(8)}/${day.slice(5, 7)}`;
    showDistance(item.node.querySelector("p"), day);
  }
  list.replaceChildren(...found.map(({ item }) => item.node));
  list.hidden = false;
  box.hidden = found.length === 0;
}

document.querySelectorAll("[data-bt-calendar]").forEach(arrange);
document.querySelectorAll("[data-bt-upcoming]").forEach(choose);
