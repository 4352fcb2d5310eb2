/**
 * Ask one engine the texts that come in, a JSON list; print the answers, a JSON list.
 *
 *     node ask.mjs ours|pagefind FOLDER find|cold|warm
 *
 * FOLDER holds the index. `find` answers each text with the addresses of its first ten hits; `cold`
 * asks each of a new engine, and answers with the bytes and requests it took, and the bytes that a
 * second query (the next text) took after it; `warm` asks all once, then again, and answers with the
 * milliseconds of each.
 */
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const [kind, folder, task] = process.argv.slice(2);
const wire = { requests: 0, bytes: 0 };
let engines = 0;

/** What `fetch` is to an engine: a file of the disk, counted. */
async function readUrl(url) {
  const path = String(url).replace(/^https?:\/\/[^/]+/, "").split("?")[0];
  const content = await readFile(path.startsWith("file:") ? new URL(path) : path);
  wire.requests += 1;
  wire.bytes += content.length;
  return new Response(content);
}

const starts = {
  async ours() {
    const { open } = await import("../../../overrides/assets/javascripts/search/engine.js");
    const engine = await open(pathToFileURL(`${folder}/`), { fetch: readUrl });
    return async (query) => (await engine.search(query)).hits.map((hit) => hit.url);
  },
  async pagefind() {
    globalThis.fetch = readUrl;
    globalThis.location = { origin: "http://localhost", href: "http://localhost/" };
    globalThis.window = globalThis;
    const root = { getAttribute: () => "vi" };
    globalThis.document = { querySelector: () => root, documentElement: root };
    // a new address makes a new engine
    const pagefind = await import(`${pathToFileURL(`${folder}/pagefind.js`)}?${engines++}`);
    await pagefind.options({ basePath: `${folder}/`, baseUrl: "/" });
    await pagefind.init();
    return async (query) => {
      const { results } = await pagefind.search(query);
      const data = await Promise.all(results.slice(0, 10).map((result) => result.data()));
      return data.map(({ url }) => url.replace(/^\//, ""));
    };
  },
};

const tasks = {
  async find(texts) {
    const search = await starts[kind]();
    const found = [];
    for (const one of texts) found.push(await search(one));
    return found;
  },
  async cold(texts) {
    const costs = [];
    for (const [i, one] of texts.entries()) {
      Object.assign(wire, { requests: 0, bytes: 0 });
      const search = await starts[kind]();
      await search(one);
      const { bytes, requests } = wire;
      await search(texts[(i + 1) % texts.length]);
      costs.push({ bytes, requests, second: wire.bytes - bytes });
    }
    return costs;
  },
  async warm(texts) {
    const search = await starts[kind]();
    for (const one of texts) await search(one);
    const times = [];
    for (const one of texts) {
      const before = performance.now();
      await search(one);
      times.push(performance.now() - before);
    }
    return times;
  },
};

process.stdout.write(JSON.stringify(await tasks[task](JSON.parse(await text(process.stdin)))));
