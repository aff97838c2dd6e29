import { makeUpSentences } from "./prose.js";
import type { Random } from "./random.js";
import { compilePattern } from "./compile-pattern.js";
import type { PlainSchema } from "./schema.js";
import { sampleFormat } from "./formats.js";
import { createPatternSampler } from "./sample-pattern.js";
import { makeUpWords, type Purpose } from "./words.js";

/** How many texts to try for a pattern. */
const patternAttempts = 300;

/** A text for a schema, readable if the schema allows it; `undefined` if none was found. */
export function sampleText(
  schema: PlainSchema,
  purpose: Purpose,
  random: Random,
): string | undefined {
  const { minLength = 0, maxLength = Infinity, pattern } = schema;
  const expression = pattern === undefined ? undefined : compilePattern(pattern);
  for (const text of candidates(schema, purpose, random)) {
    const fits = text.length >= minLength && text.length <= maxLength;
    if (fits && (pattern === undefined || expression?.test(text))) return text;
  }
  return undefined;
}

function* candidates(schema: PlainSchema, purpose: Purpose, random: Random): Generator<string> {
  const { format = "", pattern, minLength = 0, maxLength = Infinity } = schema;
  const ofFormat = sampleFormat(format, random);
  if (ofFormat !== undefined) yield* ofFormat;
  else yield* readable(makeUpWords(purpose, random), minLength, maxLength, random);
  if (pattern === undefined) return;

  // A pattern may stand for one of these formats.
  for (const other of ["date-time", "date", "time", "uuid", "email", "uri"]) {
    yield* sampleFormat(other, random) ?? [];
  }
  const sampler = createPatternSampler(pattern, random);
  if (sampler === undefined) return;
  for (let attempt = 0; attempt < patternAttempts; attempt += 1) {
    // Short texts first; later ones aim at the required length.
    const stretch = attempt % 2 === 0 ? 1 + (attempt % 8) : Math.min(minLength, 2_000) + 8;
    const tier = attempt < 20 ? 0 : attempt < 100 ? 1 : 2;
    yield sampler(stretch, tier);
  }
}

/** The words unchanged and in forms that patterns often require: lower case, a slug, one word, capitals. */
function* readable(words: string, min: number, max: number, random: Random): Generator<string> {
  yield fit(words, min, max, random);
  const plain = words.normalize("NFD").replace(/[^A-Za-z\d ]/g, "");
  const [first = ""] = plain.replace(/^(?:An?|The) /, "").split(" ");
  const lower = plain.toLowerCase();
  yield fit(plain, min, max, random);
  for (const form of [lower, lower.replaceAll(" ", "-"), lower.replaceAll(" ", "_")]) {
    yield form.slice(0, max);
  }
  if (first === "") return;
  for (const word of [first.toLowerCase(), first, first.toUpperCase()]) yield word.slice(0, max);
}

/** A text of the right length: with more sentences, or cut at the end of a word. */
function fit(text: string, min: number, max: number, random: Random): string {
  let fitting = text;
  while (fitting.length < min) {
    const missing = min - fitting.length;
    fitting += ` ${makeUpSentences(Math.ceil(missing / 60), random)}`;
  }
  if (fitting.length <= max) return fitting;
  const cut = fitting.slice(0, max);
  const whole = cut.replace(/[\s,.;]+\S*$/, "");
  return whole.length >= Math.max(min, max / 2) ? whole : cut.replace(/\s$/, ".");
}
