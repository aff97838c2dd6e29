import { maxTimerMs, readDuration } from "../duration.js";
import type { OptionRule } from "./option-rule.js";
import { word } from "./rules.js";

const durationForm =
  'a duration: a number above zero and a unit ("250ms", "30s", "3m", "1h", "2d")';

/** How long something is kept. */
export const duration: OptionRule = word(
  durationForm,
  (value) => readDuration(value) !== undefined,
);

/** How long something is waited for: what a timer takes. */
export const timeLimit: OptionRule = word(`${durationForm}, at most "24d"`, (value) => {
  const ms = readDuration(value);
  return ms !== undefined && ms <= maxTimerMs;
});
