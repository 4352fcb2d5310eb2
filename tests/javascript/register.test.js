import assert from "node:assert/strict";
import { test } from "node:test";
import { comparer, fits, fold, sorted } from "../../overrides/assets/javascripts/register-rows.js";

const ROW = { text: "15/KH-UBND 19/05/2026 Kế hoạch Diễn tập chữa cháy", type: "Kế hoạch", issuer: "UBND" };
const ANY = { text: "", type: "", issuer: "" };

test("accents, case and the form of Unicode make no difference to a filter", () => {
  assert.equal(fold("Kế hoạch ĐU"), "ke hoach du");
  assert.equal(fold("Kế hoạch".normalize("NFD")), fold("Kế hoạch".normalize("NFC")));
});

test("an empty wish fits every row", () => {
  assert.ok(fits(ROW, ANY));
  assert.ok(fits(ROW, { ...ANY, text: "   " }));
});

test("every word must stand in the row, in any order", () => {
  assert.ok(fits(ROW, { ...ANY, text: "chua chay ke hoach" }));
  assert.ok(fits(ROW, { ...ANY, text: "15/kh" }));
  assert.ok(!fits(ROW, { ...ANY, text: "chua chay hop" }));
});

test("type and issuer must agree as a whole", () => {
  assert.ok(fits(ROW, { ...ANY, type: "Kế hoạch", issuer: "UBND" }));
  assert.ok(!fits(ROW, { ...ANY, type: "Kế" }));
  assert.ok(!fits(ROW, { ...ANY, issuer: "Đảng ủy" }));
});

test("numbers sort by value, partial dates before the days they hold, text the Vietnamese way", () => {
  assert.ok(comparer("number")("9", "10") < 0);
  assert.ok(comparer("number")("-1", "1") < 0);
  assert.ok(comparer("date")("05/2026", "01/05/2026") < 0);
  assert.ok(comparer("date")("28/01/2026", "05/03/2026") < 0);
  assert.ok(comparer("date")("01/01/2026", "31/12/2025") > 0);
  assert.equal(comparer("date")("2026", "2026"), 0);
  const words = ["Đảng ủy", "Dân vận", "Văn phòng", "Ủy ban"];
  assert.deepEqual([...words].sort(comparer("text")), ["Dân vận", "Đảng ủy", "Ủy ban", "Văn phòng"]);
});

test("rows of one value keep their order in both directions", () => {
  const rows = [["b", 1], ["a", 2], ["b", 3], ["a", 4]];
  assert.deepEqual(sorted(rows, "text", true).map(([, row]) => row), [2, 4, 1, 3]);
  assert.deepEqual(sorted(rows, "text", false).map(([, row]) => row), [1, 3, 2, 4]);
  assert.deepEqual(rows[0], ["b", 1]);
});
