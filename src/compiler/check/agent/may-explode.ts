import { createRequire } from "node:module";

/** What of the package is used; it is loaded by builds alone, and by them with the first pattern. */
interface Detector {
  isSafePattern(
    source: string,
    options: { readonly unicode: boolean; readonly maxScore: number; readonly maxSteps: number },
  ): { readonly safe: boolean };
}

/** In how many ways a text may be read before a pattern is not linear. */
const maxScore = 50;

/** A bound of steps and none of time: a build gives the same on every machine. */
const maxSteps = 1_000;

/** Without a repetition there is nothing to try again. */
const repetition = /[*+{]/;

/** What `startsWith`, `endsWith` and `includes` are in JSON Schema: Zod asks them of the text itself. */
const plainAffix = /^\^?(?:\.\*)?(?:[^\\^$.*+?()[\]{}|]|\\.)*(?:\.\*)?\$?$/;

const known = new Map<string, boolean>();

/** Whether a regular expression may take time that grows much faster than the text it is asked of. */
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
    // A form that it does not read, such as a class of the `v` flag. What is invalid is told elsewhere.
    return false;
  }
}
