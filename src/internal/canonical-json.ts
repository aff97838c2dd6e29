/**
 * JSON with the keys of every object sorted by UTF-16 units, so that equal values give equal text in any
 * order of keys (the ordering of RFC 8785). Leaves out keys with `undefined`, as `JSON.stringify` does.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, held: unknown) => {
    if (typeof held !== "object" || held === null || Array.isArray(held)) return held;
    // A null prototype, so that a key named __proto__ stays a key.
    const sorted: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const [key, inner] of Object.entries(held).sort(byKey)) sorted[key] = inner;
    return sorted;
  });
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
