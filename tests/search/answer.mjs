/** Answers questions on standard input, one line of JSON each: what the Python tests compare with. */
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { analyseText } from "../../overrides/assets/javascripts/search/analysis.js";
import { open } from "../../overrides/assets/javascripts/search/engine.js";

const engines = new Map();

const answers = {
  analyse({ text }) {
    const { tokens, extras } = analyseText(text);
    return { tokens: tokens.map(({ folded, accents }) => [folded, accents]), extras };
  },
  async search({ folder, text, options }) {
    if (!engines.has(folder)) engines.set(folder, await open(`file://${folder}/`, { fetch: readUrl }));
    return engines.get(folder).search(text, options);
  },
};

async function readUrl(url) {
  return new Response(await readFile(new URL(url)));
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  let answer;
  try {
    answer = { value: await answers[question.what](question) };
  } catch (error) {
    answer = { error: String(error.stack ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
