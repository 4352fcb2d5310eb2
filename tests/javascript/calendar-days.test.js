import assert from "node:assert/strict";
import { test } from "node:test";
import {
  coming,
  dayInVietnam,
  dayOfYear,
  daysBetween,
  howFar,
  monthOf,
  nextDay,
  weekdayOf,
} from "../../overrides/assets/javascripts/calendar-days.js";

const TODAY = "2026-11-22";
const once = (first, last = first) => ({ first, last });

test("the day is that of Vietnam, whatever the zone of the reader's machine", () => {
  assert.equal(dayInVietnam(Date.parse("2026-11-22T16:59:59Z")), "2026-11-22");
  assert.equal(dayInVietnam(Date.parse("2026-11-22T17:00:00Z")), "2026-11-23");
});

test("what happens once is coming until its last day is over", () => {
  assert.equal(nextDay(once("2026-11-22"), TODAY), "2026-11-22");
  assert.equal(nextDay(once("2026-11-20", "2026-11-22"), TODAY), "2026-11-20");
  assert.equal(nextDay(once("2026-11-21"), TODAY), "");
});

test("a yearly deadline comes this year or the next, not before its document, not after its end", () => {
  const yearly = { every: "12-15", first: "2024-12-15", last: "2024-12-15" };
  assert.equal(nextDay(yearly, TODAY), "2026-12-15");
  assert.equal(nextDay(yearly, "2026-12-15"), "2026-12-15");
  assert.equal(nextDay(yearly, "2026-12-16"), "2027-12-15");
  assert.equal(nextDay(yearly, "2020-01-01"), "2024-12-15");
  assert.equal(nextDay({ ...yearly, until: "2026-12-14" }, TODAY), "");
  assert.equal(nextDay({ ...yearly, until: "2026-12-15" }, TODAY), "2026-12-15");
});

test("29 February is the last day of its month", () => {
  assert.equal(dayOfYear("02-29", 2027), "2027-02-28");
  assert.equal(dayOfYear("02-29", 2028), "2028-02-29");
});

test("items come nearest first and within the days asked for", () => {
  const items = [once("2026-12-23"), once("2026-12-22"), once("2026-11-01"), once("2026-11-23")];
  assert.deepEqual(coming(items, TODAY, 30).map(({ day }) => day), ["2026-11-23", "2026-12-22"]);
  assert.equal(coming(items, TODAY).length, 3);
});

test("distances, weekdays and months are in words", () => {
  assert.equal(daysBetween("2026-12-31", "2027-01-01"), 1);
  const days = ["2026-11-21", "2026-11-22", "2026-11-23", "2026-11-27", "2027-01-29"];
  const words = ["Đang diễn ra", "Hôm nay", "Ngày mai", "Còn 5 ngày", ""];
  assert.deepEqual(days.map((day) => howFar(TODAY, day)), words);
  assert.equal(weekdayOf("2026-11-22"), "Chủ nhật");
  assert.equal(monthOf("2027-01-29"), "Tháng 1/2027");
});
