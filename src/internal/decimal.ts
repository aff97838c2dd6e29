/**
 * A decimal number that is not negative, as `digits / 10 ** places`. Sums and products are exact, which
 * is all that money needs here: nothing is ever divided or rounded, so no library is.
 */
export interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

export const zeroDecimal: Decimal = { digits: 0n, places: 0 };

/**
 * The decimal that a number is written as, or that a text is: 0.1 is one tenth, and not the double next to
 * it. `undefined` for what is negative, infinite or not a number.
 */
export function toDecimal(value: number | string): Decimal | undefined {
  const match = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  if (!match) return undefined;
  const [, whole = "", fraction = "", exponent = "0"] = match;
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places };
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const places = Math.max(a.places, b.places);
  return { digits: digitsAt(a, places) + digitsAt(b, places), places };
}

/** `value` times `times` millionths. */
export function multiplyByMillionths(value: Decimal, times: bigint): Decimal {
  return { digits: value.digits * times, places: value.places + 6 };
}

/** As people write it: `"0.00123"`, `"12"`; no exponent and no zeros at the end. */
export function formatDecimal({ digits, places }: Decimal): string {
  const text = String(digits).padStart(places + 1, "0");
  const whole = text.slice(0, text.length - places);
  const fraction = text.slice(text.length - places).replace(/0+$/, "");
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

function digitsAt({ digits, places }: Decimal, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - places);
}
