/**
 * Ask one engine all queries of a file and print what it cost, as JSON.
 *
 *     node evaluate.mjs ours|pagefind FOLDER MAP QUERIES EVERY SAMPLE [NUMBERS]
 *
 * FOLDER holds the index; MAP and QUERIES are those of the corpus. Every EVERY-th query is asked
 * for its rank and time, every SAMPLE-th of a set also of a fresh engine, for the bytes of a cold
 * query. NUMBERS is a JSON list of `[number, url]`, each asked for in five spellings.
 */
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [kind, folder, mapFile, queryFile, every, sample, numbersFile] = process.argv.slice(2);
const wire = { requests: 0, bytes: 0 };

async function readUrl(url) {
  const path = String(url).replace(/^https?:\/\/[^/]+/, "").split("?")[0];
  const content = await readFile(path.startsWith("file:") ? new URL(path) : path);
  wire.requests += 1;
  wire.bytes += content.length;
  return new Response(content);
}

const engines = {
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
    const address = `${pathToFileURL(`${folder}/pagefind.js`)}?${engines.count++}`;
    const pagefind = await import(address);
    await pagefind.options({ basePath: `${folder}/`, baseUrl: "/" });
    await pagefind.init();
    return async (query) => {
      const { results } = await pagefind.search(query);
      const data = await Promise.all(results.slice(0, 10).map((result) => result.data()));
      return data.map(({ url }) => url.replace(/^\//, ""));
    };
  },
  count: 0,
};

const strip = (text) =>
  text.replace(/đ/g, "d").replace(/Đ/g, "D").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
const lines = async (file) => (await readFile(file, "utf8")).trim().split("\n");
const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.floor(values.length * part)];
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const urlOf = (path) => `bulletins/${path.replace(/\.md$/, "")}/`;

const paths = new Map((await lines(mapFile)).map((line) => line.split("\t")));
const queries = (await lines(queryFile)).slice(1).map((line) => {
  const [set, , text, relevant] = line.split("\t");
  return { set, text, urls: new Set(relevant.split(/[ ,;|]+/).map((id) => urlOf(paths.get(id) ?? ""))) };
});
const sets = [...new Set(queries.map(({ set }) => set))];
const report = { ranks: {}, times: {}, cold: {} };

const search = await engines[kind]();
const times = [];
for (const accents of ["stripped", "accented"]) {
  // Pagefind takes half a second a query
  for (const { set, text, urls } of queries.filter((_, i) => i % Number(every) === 0)) {
    const before = performance.now();
    const found = await search(accents === "stripped" ? strip(text) : text);
    times.push(performance.now() - before);
    const rank = found.findIndex((url) => urls.has(url));
    ((report.ranks[accents] ??= {})[set] ??= []).push(rank < 0 || rank > 9 ? 0 : 1 / (rank + 1));
  }
  const all = Object.values(report.ranks[accents]).flat();
  for (const set of sets) report.ranks[accents][set] = mean(report.ranks[accents][set]);
  report.ranks[accents].total = mean(all);
}
report.times = { median: quantile(times, 0.5), p95: quantile(times, 0.95) };

for (const set of sets) {
  const asked = queries.filter((query) => query.set === set).filter((_, i) => i % Number(sample) === 0);
  const first = [];
  const second = [];
  const requests = [];
  for (const [i, { text }] of asked.entries()) {
    Object.assign(wire, { requests: 0, bytes: 0 });
    const fresh = await engines[kind]();
    await fresh(text);
    const { bytes } = wire;
    first.push(bytes);
    requests.push(wire.requests);
    await fresh(asked[(i + 1) % asked.length].text);
    second.push(wire.bytes - bytes);
  }
  report.cold[set] = {
    median: quantile(first, 0.5),
    p95: quantile(first, 0.95),
    second: quantile(second, 0.5),
    requests: quantile(requests, 0.5),
  };
}

if (numbersFile) {
  const spellings = {
    "as is": (number) => number,
    "lower case": (number) => number.toLowerCase(),
    "no accents": strip,
    "blanks for separators": (number) => number.replace(/[-/]/g, " "),
    "without the stroke": (number) => number.replace(/\//g, ""),
  };
  report.numbers = {};
  const numbers = JSON.parse(await readFile(numbersFile, "utf8"));
  for (const [name, spell] of Object.entries(spellings)) {
    let first = 0;
    for (const [number, url] of numbers) if ((await search(spell(number)))[0] === url) first++;
    report.numbers[name] = first / numbers.length;
  }
  // digits and the issuer's code, without the type between them
  let onPage = 0;
  for (const [number, url] of numbers) {
    const short = number.replace(/-.*\//, " ");
    if ((await search(short)).includes(url)) onPage++;
  }
  report.numbers["digits and issuer, first page"] = onPage / numbers.length;
}
process.stdout.write(JSON.stringify(report));
