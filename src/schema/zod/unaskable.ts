/** Why a part of a schema has no JSON. */
export interface UnaskableReason {
  /** What the part is: `"is a Date, which JSON does not have"`. */
  readonly what: string;
  /** What to do instead: `"write z.array(…)"`. */
  readonly remedy: string;
}

/** A part of a schema that no JSON satisfies, or that JSON Schema cannot express. */
export interface Unaskable extends UnaskableReason {
  /** Where, as an author reads it: `items[].createdAt`. Empty for the schema itself. */
  readonly path: string;
  /** The same path as property names, with 0 for any element of an array, a tuple or a record. */
  readonly steps: readonly (string | number)[];
}

const withoutJson = (noun: string, remedy: string): UnaskableReason => ({
  what: `is ${noun}, which JSON does not have`,
  remedy,
});

const reasons = new Map<string, UnaskableReason>([
  [
    "date",
    withoutJson(
      "a Date",
      "write z.iso.datetime(), with .transform((text) => new Date(text)) to get a Date",
    ),
  ],
  ["bigint", withoutJson("a bigint", "write z.int() or z.string()")],
  ["map", withoutJson("a Map", "write z.record(…)")],
  ["set", withoutJson("a Set", "write z.array(…)")],
  ["undefined", withoutJson("undefined", "write .optional() or z.null()")],
  ["void", withoutJson("undefined", "write .optional() or z.null()")],
  ["symbol", withoutJson("a symbol", "write z.string()")],
  ["nan", withoutJson("NaN", "write z.number().nullable()")],
  ["function", withoutJson("a function", "leave it out, or write the schema of what it returns")],
  ["promise", withoutJson("a promise", "write the schema of what it resolves to")],
  ["file", withoutJson("a File", "write z.base64()")],
  [
    "custom",
    {
      what: "is a check in code, which cannot be described to a model",
      remedy: "write the schema of the JSON first, then .refine(…) or .transform(…)",
    },
  ],
  [
    "transform",
    {
      what: "is a bare transform, whose input cannot be described to a model",
      remedy: "write the schema of the JSON first, then .transform(…)",
    },
  ],
]);

// Zod 3's names for the recommended schemas.
const zod3Names: ReadonlyMap<string, string> = new Map([
  ["z.iso.datetime()", "z.string().datetime()"],
  ["z.int()", "z.number().int()"],
  ["z.base64()", "z.string().base64()"],
]);

/** Why a kind of schema (Zod's name for it, in lower case) has no JSON; undefined if it has. */
export function findReason(kind: string, version: 3 | 4 = 4): UnaskableReason | undefined {
  const reason = reasons.get(kind);
  if (version === 4 || reason === undefined) return reason;
  const remedy = reason.remedy.replace(
    /z\.\w+(\.\w+)?\(\)/g,
    (name) => zod3Names.get(name) ?? name,
  );
  return { ...reason, remedy };
}

/** A schema has parts that a model cannot be asked for. The message lists all of them, one per line. */
export class UnaskableError extends Error {
  override readonly name = "UnaskableError";
  /** At least one. */
  readonly parts: readonly Unaskable[];

  constructor(parts: readonly Unaskable[]) {
    const lines = parts.map(
      ({ path, what, remedy }) => `${path === "" ? "the schema" : path} ${what}: ${remedy}`,
    );
    super([...new Set(lines)].join("\n"));
    this.parts = parts;
  }
}

/** A path of JSON Schema (`properties`, `items`, `items`) as {@link Unaskable.steps}. */
export function stepsOf(path: readonly PropertyKey[]): readonly (string | number)[] {
  const steps: (string | number)[] = [];
  for (let index = 0; index < path.length; index++) {
    const token = path[index];
    if (token === "properties") steps.push(String(path[++index]));
    else if (token === "prefixItems") {
      steps.push(0);
      index++;
    } else if (["items", "additionalProperties", "propertyNames"].includes(String(token))) {
      steps.push(0);
    }
  }
  return steps;
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
