/** A unit of a {@link Duration}: milliseconds, seconds, minutes, hours, days. */
export type DurationUnit = "ms" | "s" | "m" | "h" | "d";

/** A length of time as a string: `"250ms"`, `"30s"`, `"3m"`, `"1.5h"`, `"2d"`. */
export type Duration = `${number}${DurationUnit}`;

const unitMs: Record<DurationUnit, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** The longest delay that a timer accepts: 2^31 - 1 ms, about 24.8 days. Node fires longer ones at once. */
export const maxTimerMs = 2_147_483_647;

/**
 * The milliseconds of a duration; `undefined` if the text is absent or not a duration. Stricter than the
 * type, which allows `"1e3s"` and `"-5s"`: digits, at most one point, a unit, and more than zero.
 */
export function readDuration(text: string | undefined): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text ?? "");
  if (!match) return undefined;
  const ms = Number(match[1]) * unitMs[match[2] as DurationUnit];
  return ms > 0 && Number.isFinite(ms) ? ms : undefined;
}

/**
 * The milliseconds of a valid duration.
 * @throws {TypeError} for an invalid one, which is our bug
 */
export function toMs(duration: Duration): number {
  const ms = readDuration(duration);
  if (ms === undefined) throw new TypeError(`${duration} passed the check of durations`);
  return ms;
}
