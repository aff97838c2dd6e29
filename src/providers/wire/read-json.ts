import { parseJson } from "../../internal/parse-json.js";

/** What arrives from a provider, until it is read: an object of unknown values. */
export type Wire = Readonly<Record<string, unknown>>;

/** The value as an object, or `undefined`. */
export function asObject(value: unknown): Wire | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Wire)
    : undefined;
}

/** The object that a JSON text holds, or `undefined` if it is invalid or anything else. */
export function parseObject(text: string): Wire | undefined {
  return asObject(parseJson(text));
}

/** The value as text that is not empty, or `undefined`. */
export function asText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The value as a count of tokens, or `undefined`: whole, not negative, and not so large that sums of it are wrong. */
export function asCount(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : undefined;
}

/** The value as an array; empty when it is none. */
export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
