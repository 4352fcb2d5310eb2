import assert from "node:assert/strict";
import { test } from "node:test";
import { ideasFor } from "../../overrides/assets/javascripts/search/ideas.js";
import { pageNumbers } from "../../overrides/assets/javascripts/search/pager.js";
import { readState } from "../../overrides/assets/javascripts/search/state.js";
import {
  countText,
  dateText,
  flagText,
  labelOf,
  numberText,
} from "../../overrides/assets/javascripts/search/wording.js";

const found = (total, more = {}) => ({ total, approximate: false, suggestion: "", ...more });

test("what was found is said with its query, its page and thousands in groups", () => {
  const state = readState("?q=ke+hoach&page=2");
  assert.equal(countText(found(1234), state, 124), "1.234 kết quả cho “ke hoach”, trang 2 trong 124");
  assert.equal(countText(found(3), readState(""), 1), "3 kết quả");
  assert.equal(countText(found(0), readState("?q=x"), 0), "Không có kết quả cho “x”");
  assert.equal(countText(found(20, { approximate: true }), readState(""), 1), "Khoảng 20 kết quả");
  assert.match(countText(found(2, { suggestion: "kế hoạch" }), state, 1), /cho “kế hoạch”/);
});

test("whole and partial dates are written day first", () => {
  assert.equal(dateText("2023-07-05"), "05/07/2023");
  assert.equal(dateText("2026-11"), "11/2026");
  assert.equal(dateText("2024"), "2024");
});

test("a document without a number says so, news and pages do not", () => {
  assert.equal(numberText({ number: "590-CV/ĐU", type: "cong-van" }), "590-CV/ĐU");
  assert.equal(numberText({ number: "", type: "cong-van" }), "Chưa cấp số");
  assert.equal(numberText({ number: "", type: "tin" }), "");
});

test("a status that readers must know is a flag, unless the title says it", () => {
  const labels = { status: { "het-hieu-luc": "Hết hiệu lực toàn bộ" } };
  assert.equal(flagText({ status: "het-hieu-luc", title: "A" }, labels), "Hết hiệu lực toàn bộ");
  assert.equal(flagText({ status: "het-hieu-luc", title: "[Hết hiệu lực] A" }, labels), "");
  assert.equal(flagText({ status: "con-hieu-luc", title: "A" }, labels), "");
});

test("an unknown value is its own label", () => {
  assert.equal(labelOf({ topic: { a: "Á" } }, "topic", "a"), "Á");
  assert.equal(labelOf({ topic: {} }, "topic", "toString"), "toString");
  assert.equal(labelOf({}, "year", "2024"), "2024");
  assert.equal(labelOf({}, "attachment", "1"), "Có tệp kèm theo");
});

test("ideas drop quotes, exclusions and words, or keep only the number", () => {
  const said = (q) => ideasFor(q).map((idea) => idea.q);
  assert.deepEqual(said('"phòng cháy" -họp'), ["phòng cháy -họp", "phòng cháy", "phòng", "cháy"]);
  assert.deepEqual(said("590-CV/XX về việc"), ["590", "590-CV/XX về", "việc"]);
  assert.deepEqual(said("chữ"), []);
  assert.deepEqual(said("  "), []);
});

test("page links show both ends and the neighbours, with one gap between", () => {
  assert.deepEqual(pageNumbers(1, 2), [1, 2]);
  assert.deepEqual(pageNumbers(5, 9), [1, 0, 4, 5, 6, 0, 9]);
  assert.deepEqual(pageNumbers(1, 1000), [1, 2, 0, 1000]);
});
