/**
 * Analysis: text into terms, as `hooks/bantin/search/analysis.py` specifies it.
 * `tests/search/vectors.json` holds both to the same answers.
 *
 * @typedef {{folded: string, accents: number, start: number, end: number}} Token
 *   a word: its folded letters, its marks as one number, its place in the text
 */

const LETTER =
  "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\u0300-\u036f" +
  "\u00ad\u200b-\u200d\u2060\ufeff";
const DASH = "\\-\u2010\u2011\u2013";
const JOINT = `[./${DASH}]?`;
const WORD = new RegExp(`[${LETTER}]+|[0-9]+`, "g");
const RAW = new RegExp(`[${LETTER}]+|[0-9]+(?:${JOINT}[0-9${LETTER}]+)*`, "g");
const DATE = new RegExp(`^([0-9]{1,2})[/.${DASH}]([0-9]{1,2})[/.${DASH}]([0-9]{4})(?![0-9])`);
const MONTH = new RegExp(`^([0-9]{1,2})[/${DASH}]([0-9]{4})(?![0-9])`);
const IGNORED = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
const FINAL_Y = /^[bcdghklmnprstvx]+y$/;
const DIGIT = /^[0-9]/;

const MAX_TERM = 32;
const MAX_ACCENTED = 8;
const PLACE_VALUES = { a: 3, d: 2, e: 2, o: 3, u: 2 };
const TONES = { "\u0300": 1, "\u0301": 2, "\u0303": 3, "\u0309": 4, "\u0323": 5 };
const SHAPED = {
  "a\u0302": 1, "a\u0306": 2, "e\u0302": 1, "o\u0302": 1, "o\u031b": 2, "u\u031b": 1,
};
const REPLACED = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", ı: "i" };

/** Tokens of the spellings met so far; emptied when it has grown large. @type {Map<string, [string, number]>} */
const known = new Map();

/**
 * The tokens of one paragraph, and its extra units (document numbers, dates).
 * @param {string} text
 * @returns {{tokens: Token[], extras: string[]}}
 */
export function analyseText(text) {
  const tokens = [];
  const extras = [];
  for (const match of text.matchAll(RAW)) {
    const raw = match[0];
    const before = tokens.length;
    if (!DIGIT.test(raw)) {
      push(tokens, raw, match.index);
      continue;
    }
    for (const word of raw.matchAll(WORD)) push(tokens, word[0], match.index + word.index);
    if (tokens.length > before) extraUnits(raw, tokens.slice(before), extras);
  }
  tokens.forEach((token, i) => {
    if (token.folded === "thang") extras.push(...dateAround(tokens, i));
  });
  return { tokens, extras };
}

/**
 * The token of a run of letters or of digits; empty if nothing but marks is left.
 * @param {string} word
 * @returns {[string, number]} folded letters, accent code
 */
export function foldWord(word) {
  let token = known.get(word);
  if (!token) {
    if (known.size > 50_000) known.clear();
    token = DIGIT.test(word) ? [word.replace(/^0+(?=.)/, "").slice(0, MAX_TERM), 0] : fold(word);
    known.set(word, token);
  }
  return token;
}

/**
 * The unit of the document number that tokens spell from the first digits on, or "".
 * @param {{folded: string}[]} tokens
 */
export function keyOf(tokens) {
  const start = tokens.findIndex((token) => DIGIT.test(token.folded));
  if (start < 0) return "";
  let key = "";
  let lettered = false;
  let digitsBefore = false;
  for (const { folded } of tokens.slice(start)) {
    const digits = DIGIT.test(folded);
    if (digits && digitsBefore) key += ".";
    key += folded;
    digitsBefore = digits;
    lettered ||= !digits;
  }
  return lettered ? "#" + key.slice(0, MAX_TERM) : "";
}

/** Whether a folded word is a run of digits. @param {string} folded */
export function isDigits(folded) {
  return DIGIT.test(folded);
}

function push(tokens, word, start) {
  const [folded, accents] = foldWord(word);
  if (folded) tokens.push({ folded, accents, start, end: start + word.length });
}

function fold(word) {
  let folded = "";
  const shapes = [];
  let tone = 0;
  for (const character of word.replace(IGNORED, "").toLowerCase().normalize("NFD")) {
    if (character >= "\u0300" && character <= "\u036f") {
      tone = TONES[character] ?? tone;
      const shape = SHAPED[folded.at(-1) + character];
      if (shape) shapes[shapes.length - 1] = shape;
      continue;
    }
    for (const letter of REPLACED[character] ?? character) {
      // đ; the Icelandic eth and the African d, taken for it by mistake
      const isEd = letter === "đ" || letter === "ð" || letter === "ɖ";
      folded += isEd ? "d" : letter;
      shapes.push(isEd ? 1 : 0);
    }
  }
  if (FINAL_Y.test(folded)) folded = folded.slice(0, -1) + "i";
  else if (folded.startsWith("quy")) folded = "qui" + folded.slice(3);
  if (folded.length > MAX_ACCENTED) return [folded.slice(0, MAX_TERM), 0];
  let code = 0;
  for (let i = 0; i < folded.length; i++) {
    const places = PLACE_VALUES[folded[i]];
    if (places) code = code * places + shapes[i];
  }
  return [folded, code * 6 + tone];
}

function extraUnits(raw, tokens, extras) {
  if (tokens.length === 1 && !/[^0-9]/.test(raw)) return;
  const key = keyOf(tokens);
  if (key) extras.push(key);
  let match = DATE.exec(raw);
  if (match) {
    extras.push(...dateUnit(match[1], match[2], match[3]));
  } else if ((match = MONTH.exec(raw)) && isNumber(match[1], 12)) {
    extras.push("@" + match[2] + match[1].padStart(2, "0"));
  }
}

function dateAround(tokens, i) {
  if (i < 1 || i >= tokens.length - 3 || tokens[i + 2].folded !== "nam") return [];
  return dateUnit(tokens[i - 1].folded, tokens[i + 1].folded, tokens[i + 3].folded);
}

function dateUnit(day, month, year) {
  if (!isNumber(day, 31) || !isNumber(month, 12) || !isNumber(year, 9999)) return [];
  return ["@" + year.padStart(4, "0") + month.padStart(2, "0") + day.padStart(2, "0")];
}

function isNumber(text, highest) {
  return /^[0-9]{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= highest;
}
