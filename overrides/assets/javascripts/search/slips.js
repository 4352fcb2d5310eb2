/**
 * Slips: for a word that no document has, the nearest one that some have.
 */

const CANDIDATES = 8; // tried beside the word's neighbours

/**
 * The query with one slip per unknown word mended, or null where none can be.
 * @param {import("./store.js").Store} store
 * @param {{folded: string, accents: number}[]} tokens
 * @returns {Promise<{folded: string, accents: number}[] | null>}
 */
export async function mend(store, tokens) {
  const lexicon = await store.lexicon();
  const mended = [];
  let changed = false;
  for (const [i, token] of tokens.entries()) {
    if (!/^[a-z]{2,}$/.test(token.folded) || lexicon.has(token.folded)) {
      mended.push(token);
      continue;
    }
    if (await store.find("u", token.folded)) {
      mended.push(token);
      continue;
    }
    const near = [...lexicon]
      .filter(([word]) => isOneSlip(token.folded, word))
      .sort((a, b) => b[1].frequency - a[1].frequency || (a[0] < b[0] ? -1 : 1))
      .slice(0, CANDIDATES);
    if (!near.length) return null;
    const [word] = await likeliest(store, near, mended.at(-1), tokens[i + 1]);
    mended.push({ folded: word, accents: 0 });
    changed = true;
  }
  return changed ? mended : null;
}

/**
 * Words as a reader writes them: where no accents are known, those most usual beside a neighbour.
 * @param {import("./store.js").Store} store
 * @param {{folded: string, accents: number}[]} tokens
 */
export async function spell(store, tokens) {
  const lexicon = await store.lexicon();
  const neighbours = tokens.slice(1).map((token, i) => [tokens[i], token]);
  const usual = await Promise.all(
    neighbours.map(async ([first, second], at) => {
      const entry = await store.find("p", `${first.folded} ${second.folded}`);
      const variants = [...(entry?.variants ?? [])].sort((a, b) => b.frequency - a.frequency);
      return variants.length ? { ...variants[0], at } : null; // a variant has an `at` of its own
    }),
  );
  const codes = tokens.map(({ accents }) => accents || null);
  const found = usual.filter((pair) => pair !== null);
  for (const { at, accents } of found.sort((a, b) => b.frequency - a.frequency)) {
    codes[at] ??= accents[0];
    codes[at + 1] ??= accents[1];
  }
  return tokens
    .map(({ folded }, i) => accented(folded, codes[i] ?? lexicon.get(folded)?.accents ?? 0))
    .join(" ");
}

/**
 * A folded syllable with the marks of its accent code.
 * @param {string} folded
 * @param {number} code
 */
export function accented(folded, code) {
  const shapes = { a: "aâă", d: "dđ", e: "eê", o: "oôơ", u: "uư" };
  const tone = code % 6;
  let rest = Math.floor(code / 6);
  // y was folded to i; these are the official spellings
  const letters = [...folded.replace(/^qui/, "quy").replace(/^([hklmt])i$/, "$1y")];
  for (let i = letters.length - 1; i >= 0; i--) {
    const forms = shapes[letters[i]];
    if (forms) {
      letters[i] = forms[rest % forms.length];
      rest = Math.floor(rest / forms.length);
    }
  }
  if (tone) {
    const at = toneBearer(letters.join(""));
    letters[at] = (letters[at] + ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"][tone]).normalize("NFC");
  }
  return letters.join("");
}

/** The letter that bears the tone: the one with a shape, else by the vowels around it. */
function toneBearer(word) {
  const shaped = word.search(/[âăêôơ]/);
  if (shaped >= 0) return shaped;
  const horned = word.lastIndexOf("ư");
  if (horned >= 0) return horned;
  const onset = /^(?:qu|gi(?=[aeiouy]))?/.exec(word)[0].length;
  const vowels = [...word.matchAll(/[aeiouy]/g)].map((match) => match.index).filter((at) => at >= onset);
  if (!vowels.length) return word.length - 1;
  const closed = vowels.at(-1) < word.length - 1;
  return vowels.length > 1 && (closed || vowels.length > 2) ? vowels[1] : vowels[0];
}

async function likeliest(store, near, before, after) {
  const together = async (first, second) => {
    const entry = first && second ? await store.find("p", `${first} ${second}`) : null;
    return entry ? entry.variants.reduce((sum, { frequency }) => sum + frequency, 0) : 0;
  };
  const counts = await Promise.all(
    near.map(async ([word]) => {
      const sides = [together(before?.folded, word), together(word, after?.folded)];
      return (await Promise.all(sides)).reduce((sum, count) => sum + count, 0);
    }),
  );
  return near[counts.indexOf(Math.max(...counts))];
}

/** Whether one letter more, less, other or swapped makes one word of the other. */
function isOneSlip(a, b) {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  if (a.length > b.length) return a.slice(i + 1) === b.slice(i);
  if (a.length < b.length) return a.slice(i) === b.slice(i + 1);
  const rest = a.slice(i + 1) === b.slice(i + 1);
  return rest || (a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2));
}
