// A getter that gives a new schema each time never ends.
const mostParts = 10_000;

/** The reverse direction of a codec, and values, are not run when a value is checked. */
const notRun: ReadonlySet<string> = new Set(["reverseTransform", "defaultValue", "values"]);

/**
 * Whether a Zod schema, of Zod 4 or Zod 3, has an `async` function among its checks and transforms, so that
 * it cannot check a value synchronously. Finds only functions that the schema shows: Zod 4's
 * `.superRefine()` and Zod 3's `.refine()` wrap theirs in others. Runs none of them, and never throws.
 */
export function hasAsyncPart(schema: unknown): boolean {
  const seen = new Set<unknown>();
  const pending = [schema];
  try {
    while (pending.length > 0) {
      const part = pending.pop();
      if (isAsync(part)) return true;
      if (typeof part !== "object" || part === null || seen.has(part)) continue;
      if (seen.size === mostParts) return false;
      seen.add(part);
      pending.push(...partsOf(part));
    }
  } catch {
    // An author's getter throws; the code that needs its value reports that.
  }
  return false;
}

function isAsync(part: unknown): boolean {
  return (
    typeof part === "function" && String(Reflect.get(part, Symbol.toStringTag)) === "AsyncFunction"
  );
}

function partsOf(part: object): readonly unknown[] {
  if (Array.isArray(part)) return part;
  if ("_zod" in part) {
    const { def, check } = part._zod as { readonly def?: unknown; readonly check?: unknown };
    return [def, check];
  }
  if ("_def" in part) return [part._def];
  const getters = ["getter", "shape"].flatMap((key) => {
    const getter: unknown = Reflect.get(part, key);
    // Zod's own getters, which give the schema of z.lazy() and the properties of a Zod 3 object.
    return typeof getter === "function" && !isAsync(getter) ? [(getter as () => unknown)()] : [];
  });
  return [
    ...getters,
    ...Object.entries(part).flatMap(([key, value]) => (notRun.has(key) ? [] : [value])),
  ];
}
