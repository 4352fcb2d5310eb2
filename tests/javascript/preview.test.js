import assert from "node:assert/strict";
import { test } from "node:test";
import { notes } from "../../overrides/assets/javascripts/preview-notes.js";

const PROBLEM = {
  code: "BT201",
  severity: "error",
  file: "bulletins/2026/a.md",
  line: 3,
  column: 1,
  message: "Thiếu khóa.",
  remedy: "Thêm khóa.",
};

test("nothing is said where nothing is wrong", () => {
  assert.equal(notes([]), null);
});

test("an error says that the page is the last good one, and where to look", () => {
  const { title, entries } = notes([{ ...PROBLEM, severity: "warning" }, PROBLEM]);
  assert.match(title, /bản đúng gần nhất/);
  assert.deepEqual(entries[1], {
    place: "bulletins/2026/a.md:3:1 [BT201]",
    text: "Thiếu khóa. → Thêm khóa.",
  });
});

test("warnings alone do not call the page old", () => {
  assert.equal(notes([{ ...PROBLEM, severity: "warning" }]).title, "Bản tin có cảnh báo:");
});
