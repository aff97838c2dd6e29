import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDecimals,
  formatDecimal,
  multiplyByMillionths,
  toDecimal,
  zeroDecimal,
} from "../../src/internal/decimal.js";

const format = (value: number): string | undefined => {
  const decimal = toDecimal(value);
  return decimal && formatDecimal(decimal);
};

describe("a decimal", () => {
  test.each([
    [0, "0"],
    [12, "12"],
    [0.1, "0.1"],
    [2.5e-7, "0.00000025"],
    [1e21, "1000000000000000000000"],
    [100, "100"],
  ])("of %d is written as people do", (value, text) => {
    expect(format(value)).toBe(text);
  });

  test.each([-1, NaN, Infinity, -Infinity])("is none of %d", (value) => {
    expect(toDecimal(value)).toBeUndefined();
  });

  test("has a sum that floating point does not have", () => {
    const tenth = toDecimal(0.1) ?? zeroDecimal;
    const fifth = toDecimal(0.2) ?? zeroDecimal;
    expect(formatDecimal(addDecimals(tenth, fifth))).toBe("0.3");
  });

  test("reads back as the number that it was made from, whatever that is", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(format(value))).toBe(value);
      }),
    );
  });

  test("has sums and products that are exact, whatever their size", () => {
    const cents = fc.bigInt({ min: 0n, max: 10n ** 15n });
    fc.assert(
      fc.property(cents, cents, fc.nat(), (a, b, times) => {
        const sum = addDecimals({ digits: a, places: 2 }, { digits: b, places: 5 });
        const product = multiplyByMillionths(sum, BigInt(times));
        const digits = (a * 1_000n + b) * BigInt(times);
        expect(formatDecimal(product)).toBe(formatDecimal({ digits, places: 11 }));
      }),
    );
  });
});
