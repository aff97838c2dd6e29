/**
 * A decimal number that is not negative, as `digits / 10 ** places`. Sums and products are exact, and
 * nothing is divided or rounded here, so costs need no library.
 */
export interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

export const zeroDecimal: Decimal = { digits: 0n, places: 0 };

/**
 * The decimal value of a number as it is written, or of a text: 0.1 is exactly one tenth, not the nearest
 * double. `undefined` for anything negative, infinite or not a number.
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

/** In plain notation: `"0.00123"`, `"12"`, without an exponent or trailing zeros. */
export function formatDecimal({ digits, places }: Decimal): string {
  const text = String(digits).padStart(places + 1, "0");
  const whole = text.slice(0, text.length - places);
  const fraction = text.slice(text.length - places).replace(/0+$/, "");
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

function digitsAt({ digits, places }: Decimal, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - places);
}
