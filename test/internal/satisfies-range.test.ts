import { describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { satisfiesRange } from "../../src/internal/satisfies-range.js";

describe("a range of versions", () => {
  it.each([
    ["4.6.7", "^3.25.28 || ^4.0.0", true],
    ["3.25.28", "^3.25.28 || ^4.0.0", true],
    ["3.25.27", "^3.25.28 || ^4.0.0", false],
    ["5.0.0", "^3.25.28 || ^4.0.0", false],
    ["4.0.0-beta.1", "^4.0.0", false],
    ["4.1.0-beta.1", "^4.0.0", true],
    ["22.13.0", ">=22.13", true],
    ["22.12.9", ">=22.13", false],
    ["0.28.2", ">=0.25", true],
    ["0.3.9", "^0.3.1", true],
    ["0.4.0", "^0.3.1", false],
    ["0.0.2", "^0.0.1", false],
    ["1.2.9", "~1.2.3", true],
    ["1.3.0", "~1.2.3", false],
    ["7.55.0", "7.55.0", true],
    ["7.55.1", "7.55.0", false],
    ["1.0.0+build.5", "^1.0.0", true],
    ["next", "^1.0.0", undefined],
    ["1.0.0", "workspace:*", undefined],
    ["1.0.0", "1.x", undefined],
  ])("holds %s in %s: %s", (version, range, expected) => {
    expect(satisfiesRange(version, range)).toBe(expected);
  });

  it("is understood wherever this package's own package.json has one", () => {
    const { dependencies, peerDependencies, engines } = packageJson;
    const ranges = Object.values({ ...dependencies, ...peerDependencies, ...engines });
    expect(ranges.filter((range) => satisfiesRange("1.0.0", range) === undefined)).toEqual([]);
  });
});
