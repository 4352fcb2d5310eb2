import assert from "node:assert/strict";
import { test } from "node:test";
import { chosen, readState, toggled, unfiltered, writeState } from "../../overrides/assets/javascripts/search/state.js";

test("an address read and written again is the same", () => {
  for (const search of [
    "",
    "?q=k%E1%BA%BF+ho%E1%BA%A1ch",
    "?q=a&topic=x&topic=y&type=t&issuer=i&year=2024&status=s&attachment=1&sort=number&page=3",
    "?q=%3Cimg+src%3Dx+onerror%3Dalert%281%29%3E",
    "?sort=date",
  ]) {
    assert.equal(writeState(readState(search)), search);
  }
});

test("what makes no sense in an address is left out", () => {
  const search = "?q=&topic=&topic=x&topic=x&sort=evil&page=-2&unknown=1&__proto__=1";
  assert.equal(writeState(readState(search)), "?topic=x");
  for (const page of ["0", "1.5", "abc", "1e99", ""]) assert.equal(readState(`?page=${page}`).page, 1);
});

test("choosing a value adds it, choosing it again removes it, and both begin at page 1", () => {
  const state = readState("?q=a&topic=x&page=4");
  const more = toggled(state, "topic", "y");
  assert.deepEqual(more.filters.topic, ["x", "y"]);
  assert.equal(more.page, 1);
  assert.deepEqual(toggled(more, "topic", "x").filters.topic, ["y"]);
  assert.deepEqual(state.filters.topic, ["x"]);
});

test("filters are listed in the order of the page, and all can be dropped", () => {
  const state = readState("?q=a&attachment=1&year=2024&topic=x&sort=date&page=2");
  assert.deepEqual(
    chosen(state).map(({ facet, value }) => `${facet}=${value}`),
    ["topic=x", "year=2024", "attachment=1"],
  );
  assert.equal(writeState(unfiltered(state)), "?q=a&sort=date");
});
