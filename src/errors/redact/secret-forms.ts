import { foldText } from "./fold-text.js";

/** What to look for, so that secrets are found in whatever form a server says them. */
export interface SecretForms {
  /** In a folded text: by the first {@link indexLength} characters, the forms that begin with them. */
  readonly folded: ReadonlyMap<string, readonly string[]>;
  /** The first {@link probeLength} characters of each, as a number; most places of a text are none of them. */
  readonly probes: ReadonlySet<number>;
  /** In the text as it is, in any case: what has too few letters and digits to be found in a folded one. */
  readonly literal: RegExp | undefined;
}

/** A shorter secret is a word that a message may need. */
export const leastLength = 8;

/** How many characters of a form tell where it may stand. */
export const indexLength = 8;

/** How many characters fill a number of 32 bits. */
export const probeLength = 4;

/** The number that the last {@link probeLength} characters make, from that of those before. */
export function nextProbe(probe: number, code: number): number {
  return (probe << 8) | code;
}

function probeOf(form: string): number {
  let probe = 0;
  for (let at = 0; at < probeLength; at++) probe = nextProbe(probe, form.charCodeAt(at));
  return probe;
}

/** Of a key, a piece as long as this is one as well: servers cut keys, and mask them in the middle. */
const pieceLength = 12;

/** A shorter one has no pieces: they would be words. */
const leastWithPieces = 16;

/** The forms of secrets. Made once for a list: see `redact`. */
export function toSecretForms(secrets: readonly string[]): SecretForms {
  const folded = new Map<string, string[]>();
  const probes = new Set<number>();
  const literals = new Set<string>();
  const add = (form: string): void => {
    const key = form.slice(0, indexLength);
    const known = folded.get(key);
    if (known === undefined) {
      folded.set(key, [form]);
      probes.add(probeOf(form));
    } else if (!known.includes(form)) known.push(form);
  };
  for (const secret of secrets) {
    if (secret.length < leastLength) continue;
    const plain = foldText(secret).text;
    if (plain.length < leastLength) for (const form of literalsOf(secret)) literals.add(form);
    const forms = [plain, reverse(plain), ...encodingsOf(secret), ...piecesOf(secret, plain)];
    for (const form of forms) if (form.length >= leastLength) add(form);
  }
  // The longest first: one may begin with another.
  const sources = [...literals].sort((a, b) => b.length - a.length).map(escapeSource);
  return {
    folded,
    probes,
    literal: sources.length === 0 ? undefined : new RegExp(sources.join("|"), "gi"),
  };
}

/** Base64 (at any place within a longer text, in capitals and small letters too), hex and lists of bytes. */
function encodingsOf(secret: string): readonly string[] {
  const bytes = new TextEncoder().encode(secret);
  const spellings = new Set([secret, secret.toLowerCase(), secret.toUpperCase()]);
  return [
    ...[...spellings].flatMap(base64FormsOf),
    [...bytes].map(toHex).join(""),
    [...bytes].map((byte) => `0x${toHex(byte)}`).join(""),
    bytes.join(""),
  ];
}

/**
 * Base64 of a text that may stand within another, such as `user:key`. What its first and last characters
 * are depends on what stands beside it, so they are left out.
 */
function base64FormsOf(secret: string): readonly string[] {
  return [0, 1, 2].map((shift) => {
    const bytes = new TextEncoder().encode("\0".repeat(shift) + secret);
    const whole = btoa(String.fromCharCode(...bytes)).replace(/=+$/, "");
    const start = shift === 0 ? 0 : shift + 1;
    const end = bytes.length % 3 === 0 ? whole.length : whole.length - 1;
    return foldText(whole.slice(start, end)).text;
  });
}

/** The pieces of what is written as keys are. Words that a header may have in it are whole or nothing. */
function piecesOf(secret: string, plain: string): readonly string[] {
  const isKey = plain.length >= leastWithPieces && /\d/.test(plain) && /[a-z]/.test(plain);
  if (!isKey || /\s|:\/\//.test(secret)) return [];
  const count = plain.length - pieceLength + 1;
  return Array.from({ length: count }, (_, at) => plain.slice(at, at + pieceLength));
}

function literalsOf(secret: string): readonly string[] {
  return [
    secret,
    encodeURIComponent(secret.toWellFormed()),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
    secret
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;"),
    reverse(secret),
  ];
}

function escapeSource(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

function reverse(text: string): string {
  return [...text].toReversed().join("");
}

function toHex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}
