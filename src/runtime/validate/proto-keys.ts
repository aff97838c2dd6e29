/**
 * A key `__proto__` in JSON is a key like any other, and Zod drops it wherever it makes an object. So it
 * is given another name while a schema looks at a value, and has its own again in what the schema makes
 * and says. What has none is not touched.
 */
export interface ProtoKeys {
  /** What the schema is given. */
  readonly value: unknown;
  /** The value that the schema makes, its keys as they were. */
  restore(made: unknown): unknown;
  /** A message or a step of a path, with the key as it was. */
  rename<Text>(text: Text): Text;
}

const key = "__proto__";

/** Prepares a value for a schema. Looks into lists and plain objects only. */
export function hideProtoKeys(value: unknown): ProtoKeys {
  const found = survey(value);
  if (!found.hasKey) return { value, restore: (made) => made, rename: (text) => text };
  let hidden = `${key}_`;
  while (found.texts.has(hidden)) hidden += "_";
  const rename = <Text>(text: Text): Text =>
    typeof text === "string" ? (text.replaceAll(hidden, key) as Text & string) : text;
  return {
    value: copy(value, (name) => (name === key ? hidden : name)),
    restore: (made) => copy(made, (name) => (name === hidden ? key : name), hidden),
    rename,
  };
}

interface Survey {
  hasKey: boolean;
  /** Names and texts that begin like the key. */
  readonly texts: Set<string>;
}

function survey(root: unknown): Survey {
  const found: Survey = { hasKey: false, texts: new Set() };
  const seen = new Set<unknown>();
  const pending = [root];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value === "string" && value.startsWith(key)) found.texts.add(value);
    if (!isPlain(value) || seen.has(value)) continue;
    seen.add(value);
    for (const [name, part] of Object.entries(value)) {
      if (name === key) found.hasKey = true;
      else if (name.startsWith(key)) found.texts.add(name);
      pending.push(part);
    }
  }
  return found;
}

/** @param listed a text that stands for the key where a schema lists the keys of an object */
function copy(
  value: unknown,
  nameOf: (name: string) => string,
  listed?: string,
  made = new Map<unknown, unknown>(),
): unknown {
  if (value === listed && listed !== undefined) return key;
  if (!isPlain(value)) return value;
  const known = made.get(value);
  if (known !== undefined) return known;
  const target: object = Array.isArray(value) ? [] : {};
  made.set(value, target);
  for (const [name, part] of Object.entries(value)) {
    // Defined and not assigned, which would set the prototype.
    Object.defineProperty(target, nameOf(name), {
      value: copy(part, nameOf, listed, made),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return target;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
