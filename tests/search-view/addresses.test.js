import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, nearestFeed } from "../../overrides/assets/javascripts/search/addresses.js";
import { readState } from "../../overrides/assets/javascripts/search/state.js";

const LABELS = {
  topic: { dao: "Đào tạo", so: "Chuyển đổi số" },
  type: { "cong-van": "Công văn", trang: "Trang" },
  issuer: { ubnd: "Ủy ban" },
};
const folder = (search) => nearestFeed(readState(search).filters, LABELS).folder;

test("a path becomes an address, with the index of a folder named on a disk only", () => {
  assert.equal(addressOf("a/b/", "https://x.example/site/"), "https://x.example/site/a/b/");
  assert.equal(addressOf("a/b/", "file:///usb/site/"), "file:///usb/site/a/b/index.html");
  assert.equal(addressOf("feed.xml", "file:///usb/site/"), "file:///usb/site/feed.xml");
});

test("the nearest feed is that of the one topic, type or issuer chosen", () => {
  assert.equal(folder("?topic=dao"), "topics/dao/");
  assert.equal(folder("?type=cong-van&year=2024"), "types/cong-van/");
  assert.equal(folder("?issuer=ubnd"), "issuers/ubnd/");
  assert.equal(folder("?topic=dao&type=cong-van"), "topics/dao/");
});

test("without one, or with what the site does not know, it is the feed of the site", () => {
  for (const search of [
    "",
    "?year=2024",
    "?topic=dao&topic=so",
    "?type=trang",
    "?topic=..%2F..%2Fevil",
    "?topic=constructor",
    "?topic=javascript:alert(1)",
  ]) {
    assert.equal(folder(search), "");
  }
});
