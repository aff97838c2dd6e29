type Version = readonly [major: number, minor: number, patch: number];

/**
 * Whether a version is in a range as this package's own package.json writes them: `1.2.3`, `^1.2.3`,
 * `~1.2.3`, `>=1.2`, joined by `||`. What comes before a release (`1.2.3-beta`) is taken for lower
 * than it. `undefined` when the version or the range is anything else.
 *
 * https://github.com/npm/node-semver#ranges
 */
export function satisfiesRange(version: string, range: string): boolean | undefined {
  const [release = "", ...pre] = version.split("+", 1)[0]?.split("-") ?? [];
  const parsed = readVersion(release);
  const comparators = range.split("||").map((part) => readComparator(part.trim()));
  if (parsed === undefined || comparators.includes(undefined)) return undefined;
  return comparators.some((comparator) => {
    if (comparator === undefined) return false;
    const { from, below } = comparator;
    const order = compare(parsed, from);
    const reaches = order > 0 || (order === 0 && pre.length === 0);
    return reaches && (below === undefined || compare(parsed, below) < 0);
  });
}

function readComparator(
  text: string,
): { readonly from: Version; readonly below?: Version } | undefined {
  const [, operator, rest = ""] = /^(\^|~|>=|=?)\s*(\d[\d.]*)$/.exec(text) ?? [];
  const from = readVersion(rest);
  if (operator === undefined || from === undefined) return undefined;
  const [major, minor, patch] = from;
  switch (operator) {
    case ">=":
      return { from };
    case "~":
      return { from, below: [major, minor + 1, 0] };
    case "^":
      if (major > 0) return { from, below: [major + 1, 0, 0] };
      return { from, below: minor > 0 ? [0, minor + 1, 0] : [0, 0, patch + 1] };
    default:
      return { from, below: [major, minor, patch + 1] };
  }
}

function readVersion(text: string): Version | undefined {
  const parts = text.split(".").map(Number);
  const [major = NaN, minor = 0, patch = 0] = parts;
  const isVersion = text !== "" && parts.length <= 3 && parts.every(Number.isSafeInteger);
  return isVersion ? [major, minor, patch] : undefined;
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
