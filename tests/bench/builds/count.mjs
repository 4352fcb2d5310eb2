/**
 * Print how many bulletins our search lists.
 *
 *     node count.mjs FOLDER
 *
 * FOLDER holds the index. An empty query lists everything; bulletins alone have an issuer.
 */
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { open } from "../../../overrides/assets/javascripts/search/engine.js";

const fetch = async (url) => new Response(await readFile(new URL(url)));
const engine = await open(pathToFileURL(`${process.argv[2]}/`), { fetch });
const { facets } = await engine.search("");
console.log(Object.values(facets.issuer).reduce((sum, count) => sum + count, 0));
