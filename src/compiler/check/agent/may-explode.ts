import { createRequire } from "node:module";

/** The part of the package that is used. Only builds load it, and only for the first pattern. */
interface Detector {
  isSafePattern(
    source: string,
    options: { readonly unicode: boolean; readonly maxScore: number; readonly maxSteps: number },
  ): { readonly safe: boolean };
}

/** The number of ways to match a text from which on a pattern counts as not linear. */
const maxScore = 50;

/** A limit of steps, not of time, so that a build gives the same result on every machine. */
const maxSteps = 1_000;

/** Without a repetition there is no backtracking. */
const repetition = /[*+{]/;

/**
 * The patterns of `startsWith`, `endsWith` and `includes` in JSON Schema; Zod checks these without a
 * pattern.
 */
const plainAffix = /^\^?(?:\.\*)?(?:[^\\^$.*+?()[\]{}|]|\\.)*(?:\.\*)?\$?$/;

const known = new Map<string, boolean>();

/** Whether the time of a regular expression may grow much faster than the length of the text. */
export function mayExplode(pattern: string): boolean {
  if (!repetition.test(pattern) || plainAffix.test(pattern)) return false;
  let answer = known.get(pattern);
  if (answer === undefined) known.set(pattern, (answer = ask(pattern)));
  return answer;
}

const require = createRequire(import.meta.url);
let detector: Detector | undefined;

function ask(pattern: string): boolean {
  try {
    detector ??= require("redos-detector") as Detector;
    return !detector.isSafePattern(pattern, { unicode: true, maxScore, maxSteps }).safe;
  } catch {
    // A syntax that it does not support, such as a class of the `v` flag. Invalid patterns are reported
    // elsewhere.
    return false;
  }
}
