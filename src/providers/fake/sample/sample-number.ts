import type { Random } from "./random.js";
import type { PlainSchema } from "./schema.js";
import { splitName } from "./words.js";

/** The usual range for a property, by a word of its name. Integer limits give integers. */
const usual: Readonly<Record<string, readonly [number, number]>> = {
  age: [18, 80],
  year: [1990, 2026],
  month: [1, 12],
  day: [1, 28],
  hour: [0, 23],
  minute: [0, 59],
  minutes: [5, 90],
  price: [4.5, 99.5],
  cost: [4.5, 99.5],
  amount: [4.5, 99.5],
  total: [4.5, 99.5],
  score: [1, 5],
  rating: [1, 5],
  stars: [1, 5],
  confidence: [0.55, 0.98],
  probability: [0.05, 0.95],
  percent: [1, 99],
  percentage: [1, 99],
  latitude: [-59.5, 59.5],
  longitude: [-170.5, 170.5],
  temperature: [5.5, 28.5],
  position: [1, 9],
};

/**
 * A number for a schema, in the usual range for the name if the schema allows it; `undefined` if there is
 * none.
 */
export function sampleNumber(
  schema: PlainSchema,
  name: string,
  random: Random,
  integer: boolean,
): number | undefined {
  const low = Math.max(schema.minimum ?? -Infinity, schema.exclusiveMinimum ?? -Infinity);
  const high = Math.min(schema.maximum ?? Infinity, schema.exclusiveMaximum ?? Infinity);
  const allowed = (value: number): boolean =>
    value >= low &&
    value <= high &&
    value !== schema.exclusiveMinimum &&
    value !== schema.exclusiveMaximum &&
    (!integer || Number.isInteger(value));
  const [from, to] = narrow(low, high, usualRange(name));
  if (schema.multipleOf !== undefined)
    return pickMultiple(schema.multipleOf, from, to, allowed, random);
  const whole = integer || (Number.isInteger(from) && Number.isInteger(to) && to > from);
  const drawn = from + (to - from) * random.next();
  const rounded = [whole ? [0] : [], integer ? [] : [1, 2, 4, 8]]
    .flat()
    .map((digits) => round(drawn, digits));
  const ends = integer ? [Math.ceil(from), Math.floor(to)] : [from, to, (from + to) / 2];
  return [...rounded, ...(integer ? [] : [drawn]), ...ends, low + 1, high - 1].find(allowed);
}

function usualRange(name: string): readonly [number, number] {
  const word = splitName(name).findLast((word) => Object.hasOwn(usual, word));
  return (word === undefined ? undefined : usual[word]) ?? [1, 12];
}

/** The usual range, limited by the bounds; if they do not overlap, the nearest part of the bounds. */
function narrow(
  low: number,
  high: number,
  [from, to]: readonly [number, number],
): [number, number] {
  const [least, most] = [Math.max(low, from), Math.min(high, to)];
  if (least < most || low === high) return [least, most];
  const width = Math.min(
    high - low,
    Math.max(10, Math.abs(Number.isFinite(low) ? low : high) / 10),
  );
  return low >= to ? [low, low + width] : [high - width, high];
}

function pickMultiple(
  step: number,
  from: number,
  to: number,
  allowed: (value: number) => boolean,
  random: Random,
): number | undefined {
  const first = Math.ceil(from / step);
  const drawn = random.between(first, Math.max(first, Math.floor(to / step)));
  // Searches outward from the drawn number, because the nearest multiple may be out of range, or not an
  // integer.
  for (let distance = 0; distance <= 2_000; distance += 1) {
    for (const factor of [drawn + distance, drawn - distance]) {
      const value = Number((factor * step).toPrecision(15));
      if (allowed(value)) return value;
    }
  }
  return undefined;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
