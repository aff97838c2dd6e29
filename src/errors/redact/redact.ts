import { foldText } from "./fold-text.js";
import {
  indexLength,
  nextProbe,
  probeLength,
  toSecretForms,
  type SecretForms,
} from "./secret-forms.js";

/** The forms of providers' keys, and of keys in a header or a URL. */
const keyShapes = [
  /\b(?:Bearer|Basic)\s{1,8}\S+/gi,
  /\b(?:sk|pk|rk|gsk|xai|csk|nvapi|hf)[-_][\w*.…-]{3,}/g,
  // Google's keys have no separator.
  /\bAIza[\w*.…-]{3,}/g,
  /\b(?:AKIA|ASIA)[A-Z\d]{16}\b/g,
  /\b(?:gh[opsur]_|github_pat_|xox[a-z]-|ya29\.)[\w.-]{10,}/g,
  // A JSON Web Token.
  /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g,
  // Credentials in a URL, and keys in its query.
  /(?<=\/\/)[^/\s@]+@/g,
  /(?<=[?&;](?:api[-_]?key|key|access[-_]?key|(?:access[-_]|auth[-_])?token|sig|signature|secret|password)=)[^&;\s"'<>]{8,}/gi,
  // A quoted header.
  /(?<=\b(?:x-)?(?:goog-)?api[-_]?key["']?\s{0,4}[:=]\s{0,4}["']?)[^\s"',;}&]{6,}/gi,
];

/**
 * Replaces everything in a text that is or looks like a key by `[redacted]`, in linear time.
 *
 * @param secrets the known keys. They are found in every usual form: in other capitals, percent-encoded,
 *   escaped for JSON or HTML, in base64 (alone or as part of `user:key`), in hex, reversed, with white
 *   space or anything else between its characters; and in pieces of twelve of its letters and digits.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = secrets.length === 0 ? text : redactKnown(text, formsOf(secrets));
  for (const shape of keyShapes) clean = clean.replace(shape, mark);
  return clean;
}

const mark = "[redacted]";

/** By the list of secrets, which stays the same for a connection. */
const madeForms = new WeakMap<readonly string[], SecretForms>();

function formsOf(secrets: readonly string[]): SecretForms {
  let forms = madeForms.get(secrets);
  if (forms === undefined) madeForms.set(secrets, (forms = toSecretForms(secrets)));
  return forms;
}

function redactKnown(text: string, forms: SecretForms): string {
  const parts: string[] = [];
  let done = 0;
  for (const [start, end] of findFolded(text, forms)) {
    parts.push(text.slice(done, start), mark);
    done = end;
  }
  const clean = done === 0 ? text : parts.join("") + text.slice(done);
  return forms.literal === undefined ? clean : clean.replace(forms.literal, mark);
}

/** The places of forms, in order; overlapping places are merged. */
function findFolded(
  text: string,
  { folded: forms, probes }: SecretForms,
): readonly (readonly [start: number, end: number])[] {
  const found: [number, number][] = [];
  if (forms.size === 0) return found;
  const { text: folded, starts, ends } = foldText(text);
  let last = -1;
  let probe = 0;
  for (let next = 0; next < folded.length; next++) {
    probe = nextProbe(probe, folded.charCodeAt(next));
    if (!probes.has(probe)) continue;
    const at = next + 1 - probeLength;
    const length = longestAt(folded, at, forms.get(folded.slice(at, at + indexLength)));
    if (length === 0) continue;
    const [start = 0, end = 0] = [starts[at], ends[at + length - 1]];
    const before = found.at(-1);
    if (before === undefined || at >= last) found.push([start, end]);
    else before[1] = Math.max(before[1], end);
    last = Math.max(last, at + length);
  }
  return found;
}

function longestAt(folded: string, at: number, forms: readonly string[] = []): number {
  let longest = 0;
  for (const form of forms) {
    if (form.length > longest && folded.startsWith(form, at)) longest = form.length;
  }
  return longest;
}
