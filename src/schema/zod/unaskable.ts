/** A part of a schema that no JSON satisfies, or that JSON Schema cannot say. */
export interface Unaskable {
  /** Where, as an author reads it: `items[].createdAt`. Empty for the schema itself. */
  readonly path: string;
  /** What the part is, and what to write instead. */
  readonly reason: string;
}

const reasons = new Map([
  [
    "date",
    "is a Date, which JSON does not have: write z.iso.datetime(), with .transform((text) => new Date(text)) to get a Date",
  ],
  ["bigint", "is a bigint, which JSON does not have: write z.int() or z.string()"],
  ["map", "is a Map, which JSON does not have: write z.record(…)"],
  ["set", "is a Set, which JSON does not have: write z.array(…)"],
  ["undefined", "is undefined, which JSON does not have: write .optional() or z.null()"],
  ["void", "is undefined, which JSON does not have: write .optional() or z.null()"],
  ["symbol", "is a symbol, which JSON does not have: write z.string()"],
  ["nan", "is NaN, which JSON does not have: write z.number().nullable()"],
  ["function", "is a function, which JSON does not have"],
  ["promise", "is a promise, which JSON does not have: write the schema of what it resolves to"],
  ["file", "is a File, which JSON does not have: write z.base64()"],
  [
    "custom",
    "is a check in code, of which a model can be told nothing: write the schema of the JSON first, then .refine(…) or .transform(…)",
  ],
  [
    "transform",
    "is a bare transform, of whose input a model can be told nothing: write the schema of the JSON first, then .transform(…)",
  ],
]);

// What Zod 3 calls what is recommended.
const zod3Names: ReadonlyMap<string, string> = new Map([
  ["z.iso.datetime()", "z.string().datetime()"],
  ["z.int()", "z.number().int()"],
  ["z.base64()", "z.string().base64()"],
]);

/** Why a kind of schema (Zod's own name for it, in lower case) has no JSON; undefined when it has. */
export function findReason(kind: string, version: 3 | 4 = 4): string | undefined {
  const reason = reasons.get(kind);
  if (version === 4) return reason;
  return reason?.replace(/z\.\w+(\.\w+)?\(\)/g, (name) => zod3Names.get(name) ?? name);
}

/** The error for parts that a model cannot be asked for. */
export function unaskableError(parts: readonly Unaskable[]): Error {
  const lines = parts.map(
    (part) => `${part.path === "" ? "the schema" : part.path} ${part.reason}`,
  );
  return new Error([...new Set(lines)].join("\n"));
}

/** A path of JSON Schema (`properties`, `items`, `items`) as an author reads it: `items[]`. */
export function readablePath(path: readonly PropertyKey[]): string {
  let text = "";
  for (let index = 0; index < path.length; index++) {
    const token = path[index];
    if (token === "properties") {
      const name = String(path[++index]);
      text += text === "" ? name : `.${name}`;
    } else if (token === "items") text += "[]";
    else if (token === "prefixItems") text += `[${String(path[++index])}]`;
    else if (token === "additionalProperties") text += "[key]";
    else if (token === "propertyNames") text += " (its keys)";
  }
  return text;
}
