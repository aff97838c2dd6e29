import type * as converter from "zod-to-json-schema";
import { coerced } from "./coerced.js";
import type { ZodV3Schema } from "./zod-v3-schema.js";

type Library = Pick<typeof converter, "parseDef" | "ignoreOverride">;
type Override = NonNullable<converter.Options["override"]>;
type Definition = ZodV3Schema["_def"];

/**
 * Corrects what `zod-to-json-schema` writes for some parts of Zod 3, so that both versions of Zod give the
 * same: `null`, undefined outside of properties, the keys of records, and values that are made from a text.
 */
export function overrideZodV3(library: Library): Override {
  return (given, refs, _seen, forceResolution): ReturnType<Override> => {
    const def = given as Definition;
    const parse = (part: Definition, at: readonly string[] = []) =>
      library.parseDef(
        part as object,
        { ...refs, currentPath: [...refs.currentPath, ...at] },
        forceResolution,
      );
    switch (def.typeName) {
      case "ZodLiteral":
        return def["value"] === null ? { type: "null" } : library.ignoreOverride;
      case "ZodOptional":
        return parse(definitionOf(def["innerType"]));
      case "ZodUndefined":
      case "ZodVoid":
        return { not: {} };
      case "ZodUnion": {
        const options = withoutUndefined(def["options"]);
        return options ? parse({ ...def, options }) : library.ignoreOverride;
      }
      case "ZodDate":
        return def["coerce"] === true ? { ...coerced["date"] } : library.ignoreOverride;
      case "ZodBigInt":
        return def["coerce"] === true ? { ...coerced["bigint"] } : library.ignoreOverride;
      case "ZodEffects":
        return isPreprocessedDate(def) ? { ...coerced["date"] } : library.ignoreOverride;
      case "ZodRecord":
        return {
          type: "object",
          additionalProperties:
            parse(definitionOf(def["valueType"]), ["additionalProperties"]) ?? {},
          ...(isTelling(def["keyType"]) && {
            propertyNames: namesOf(parse(definitionOf(def["keyType"]), ["propertyNames"])),
          }),
        } as ReturnType<Override>;
      default:
        return library.ignoreOverride;
    }
  };
}

/** Whether it is a date behind `z.preprocess()`, whose function makes it from what a model writes. */
export function isPreprocessedDate(def: Definition): boolean {
  const effect = def["effect"] as { readonly type: string } | undefined;
  return (
    def.typeName === "ZodEffects" &&
    effect?.type === "preprocess" &&
    definitionOf(def["schema"]).typeName === "ZodDate"
  );
}

/** The members of a union without undefined; `undefined` if that leaves all of them, or none. */
function withoutUndefined(options: unknown): readonly unknown[] | undefined {
  if (!Array.isArray(options)) return undefined;
  const kept = options.filter((option) => !isUndefined(option));
  return kept.length === 0 || kept.length === options.length ? undefined : kept;
}

/** Whether a Zod 3 schema accepts only undefined, so that a property with it can only be absent. */
export function isUndefined(schema: unknown): boolean {
  return ["ZodUndefined", "ZodVoid"].includes(definitionOf(schema).typeName);
}

/** Whether the keys of a record are restricted beyond texts; keys that are numbers are texts in JSON. */
function isTelling(key: unknown): boolean {
  const { typeName, checks } = definitionOf(key);
  if (typeName === "ZodNumber") return false;
  return typeName !== "ZodString" || (Array.isArray(checks) && checks.length > 0);
}

/** The schema of property names, without the type, which is always text. */
function namesOf(schema: object | undefined): object {
  const { type: _, ...names } = { type: "", ...schema };
  return "enum" in names ? names : { ...schema };
}

function definitionOf(schema: unknown): Definition {
  return (schema as ZodV3Schema)._def;
}
