import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOf, unwrap, VarintReader } from "../../overrides/assets/javascripts/search/container.js";
import { parseQuery } from "../../overrides/assets/javascripts/search/query.js";
import { findPassage, markText } from "../../overrides/assets/javascripts/search/passage.js";
import { accented } from "../../overrides/assets/javascripts/search/slips.js";
import { analyseText } from "../../overrides/assets/javascripts/search/analysis.js";

const words = (clauses) => clauses.map(({ tokens }) => tokens.map((token) => token.folded).join(" "));

test("a file gives its bytes back, escapes undone", () => {
  const file = Buffer.from('bantinSearch("u-a","\\\\n\\n\\r\\"x\u0000")\n', "latin1");
  assert.deepEqual([...unwrap(new Uint8Array(file))], [92, 110, 10, 13, 34, 120, 0]);
});

test("a script's characters give their bytes back", () => {
  assert.deepEqual([...bytesOf("a\uf780\uf7ff")], [97, 128, 255]);
});

test("varints of several bytes are read", () => {
  assert.equal(new VarintReader(new Uint8Array([0x80, 0x80, 0x04])).next(), 65536);
});

test("a query has words, phrases and exclusions", () => {
  const query = parseQuery('kế hoạch "xây dựng đảng" -báo -"năm 2020" 590 -CV/ĐU');
  assert.deepEqual(words(query.words), ["ke hoach", "590 cv du"]);
  assert.deepEqual(words(query.phrases), ["xay dung dang"]);
  assert.deepEqual(words(query.excluded), ["bao", "nam 2020"]);
});

test("a quote left open runs to the end", () => {
  assert.deepEqual(words(parseQuery('"xây dựng').phrases), ["xay dung"]);
});

test("the last word may be in the typing, unless a blank follows it", () => {
  assert.equal(parseQuery("chuyển đ").tail, "d");
  assert.equal(parseQuery("chuyển đổi ").tail, "");
});

test("segments put together are the text, whatever it holds", () => {
  const marks = { weights: new Map([["b", 1]]), pairs: new Set(), tail: "" };
  const text = "R&D <b>đậm</b> <img src=x onerror=alert(1)>";
  assert.equal(markText(text, marks).map((segment) => segment.text).join(""), text);
});

test("a passage is taken where the query stands, far into the text too", () => {
  const marks = { weights: new Map([["dich", 1]]), pairs: new Set(), tail: "" };
  const passage = findPassage(`${"chữ ".repeat(300)}ĐÍCH ${"chữ ".repeat(300)}`, marks);
  assert.ok(passage.some(({ text, match }) => match && text === "ĐÍCH"));
  assert.ok(passage.map(({ text }) => text).join("").length < 300);
});

test("accent codes are written back as a reader writes them", () => {
  for (const word of ["được", "hòa", "thủy", "quyết", "nghiêng", "toàn", "đảng", "số", "khỏe", "giữa"]) {
    const [{ folded, accents }] = analyseText(word).tokens;
    assert.equal(accented(folded, accents), word);
  }
});
