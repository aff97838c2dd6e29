import { foldText } from "./fold-text.js";

/** What to search for, so that secrets are found in any form that a server may use. */
export interface SecretForms {
  /** The forms to find in a folded text, by their first {@link indexLength} characters. */
  readonly folded: ReadonlyMap<string, readonly string[]>;
  /**
   * The first {@link probeLength} characters of each form, as a number, to skip most places in a text
   * quickly.
   */
  readonly probes: ReadonlySet<number>;
  /**
   * The forms to find in the original text, in any case: those with too few letters and digits for a folded
   * one.
   */
  readonly literal: RegExp | undefined;
}

/** A shorter secret is a word that a message may need. */
export const leastLength = 8;

/** How many characters of a form are in the index. */
export const indexLength = 8;

/** How many characters fit in a 32-bit number. */
export const probeLength = 4;

/**
 * The number for the last {@link probeLength} characters, from the previous number and the next character.
 */
export function nextProbe(probe: number, code: number): number {
  return (probe << 8) | code;
}

function probeOf(form: string): number {
  let probe = 0;
  for (let at = 0; at < probeLength; at++) probe = nextProbe(probe, form.charCodeAt(at));
  return probe;
}

/**
 * A piece of a key with this length also counts as secret, because servers cut keys and mask their middle.
 */
const pieceLength = 12;

/** Shorter secrets have no pieces, which could be ordinary words. */
const leastWithPieces = 16;

/** The forms of secrets. `redact` makes them once per list. */
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
  // The longest first, because one may begin with another.
  const sources = [...literals].sort((a, b) => b.length - a.length).map(escapeSource);
  return {
    folded,
    probes,
    literal: sources.length === 0 ? undefined : new RegExp(sources.join("|"), "gi"),
  };
}

/** Base64 (at any position in a longer text, in any case), hex and lists of bytes. */
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
 * Base64 of a text that may be part of another, such as `user:key`. Leaves out the first and last
 * characters, which depend on the surrounding text.
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

/** The pieces of a secret that looks like a key. A header's words are only found whole. */
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
