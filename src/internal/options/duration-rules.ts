import { maxTimerMs, readDuration } from "../duration.js";
import type { OptionRule } from "./option-rule.js";
import { word } from "./rules.js";

const durationForm =
  'a duration: a number above zero and a unit ("250ms", "30s", "3m", "1h", "2d")';

/** The rule for how long something is kept. */
export const duration: OptionRule = word(
  durationForm,
  (value) => readDuration(value) !== undefined,
);

/** The rule for how long to wait, which is limited by timers. */
export const timeLimit: OptionRule = word(`${durationForm}, at most "24d"`, (value) => {
  const ms = readDuration(value);
  return ms !== undefined && ms <= maxTimerMs;
});
