import type { Json } from "../../internal/json.js";
import { distributeUnions } from "./distribute-unions.js";
import { inlineRefs } from "./inline-refs.js";
import { normalizeSchema } from "./normalize-schema.js";
import type { JsonSchemas } from "./json-schemas.js";
import { isPreprocessedDate, isUndefined, overrideZodV3 } from "./override-zod-v3.js";
import { isZodV3, type ZodV3Schema } from "./zod-v3-schema.js";
import { findReason, UnaskableError, type Unaskable } from "./unaskable.js";

/**
 * {@link toJsonSchema} for Zod 3. Gives the output only if it equals the input, so that it is never wrong.
 */
export async function fromZodV3(schema: ZodV3Schema): Promise<JsonSchemas> {
  const survey: Survey = { unaskable: [], converts: false, seen: new Set() };
  visit(schema, [], survey);
  if (survey.unaskable.length > 0) throw new UnaskableError(survey.unaskable);
  const library = await import("zod-to-json-schema");
  const given = schema as unknown as Parameters<typeof library.zodToJsonSchema>[0];
  const converted = library.zodToJsonSchema(given, {
    $refStrategy: "root",
    effectStrategy: "input",
    pipeStrategy: "input",
    override: overrideZodV3(library),
  });
  const inlined = inlineRefs(converted as { [key: string]: Json });
  const json = normalizeSchema(distributeUnions(inlined), { close: false });
  if (Object.keys(json).length === 0 && !isAnything(schema)) {
    throw new Error(`the schema (${schema._def.typeName}) could not be converted to JSON Schema`);
  }
  return survey.converts ? { input: json } : { input: json, output: json };
}

interface Survey {
  readonly unaskable: Unaskable[];
  /** Whether the output may differ from the input. */
  converts: boolean;
  readonly seen: Set<ZodV3Schema>;
}

function visit(schema: ZodV3Schema, path: readonly string[], survey: Survey): void {
  if (survey.seen.has(schema)) return;
  survey.seen.add(schema);
  const reason = findReason(kindOf(schema), 3);
  if (reason !== undefined && !isAbsent(schema, path) && !isFromText(schema)) {
    const steps = path.map((step) => (step.startsWith(".") ? step.slice(1) : 0));
    survey.unaskable.push({ path: path.join("").replace(/^\./, ""), steps, ...reason });
  }
  if (isConversion(schema)) survey.converts = true;
  if (isPreprocessedDate(schema._def)) return;
  for (const [step, child] of childrenOf(schema)) {
    visit(child, step === "" ? path : [...path, step], survey);
  }
}

/** Whether it is an optional property that can only be undefined, so that it is always absent. */
function isAbsent(schema: ZodV3Schema, path: readonly string[]): boolean {
  return isUndefined(schema) && path.at(-1)?.startsWith(".") === true;
}

/** Whether it makes its value from a text, which the model is asked for. */
function isFromText({ _def: def }: ZodV3Schema): boolean {
  return def["coerce"] === true && ["ZodDate", "ZodBigInt"].includes(def.typeName);
}

/** The kind as {@link findReason} names it: `ZodDate` is `date`. */
function kindOf(schema: ZodV3Schema): string {
  const { typeName, value, schema: inner } = schema._def;
  if (typeName === "ZodLiteral") return value === null ? "null" : typeof value;
  // `z.custom()` and `z.instanceof()` are a refined `z.any()`.
  if (typeName === "ZodEffects" && isZodV3(inner) && isAnything(inner)) return "custom";
  return typeName.replace(/^Zod/, "").toLowerCase();
}

function isAnything(schema: ZodV3Schema): boolean {
  return ["ZodAny", "ZodUnknown"].includes(schema._def.typeName);
}

function isConversion({ _def: def }: ZodV3Schema): boolean {
  switch (def.typeName) {
    case "ZodDefault":
    case "ZodCatch":
    case "ZodPipeline":
    // Only kinds that are made from a text reach this; others are refused.
    case "ZodDate":
    case "ZodBigInt":
      return true;
    case "ZodEffects":
      return (def["effect"] as { readonly type: string }).type !== "refinement";
    case "ZodArray":
      // `.nonempty()` has the type `[T, ...T[]]`, and cannot be distinguished from `.min(1)`.
      return (def["minLength"] as { readonly value: number } | null)?.value === 1;
    default:
      return false;
  }
}

/** The parts of a schema's input, with the steps to them. */
function childrenOf(schema: ZodV3Schema): readonly (readonly [string, ZodV3Schema])[] {
  const { _def: def } = schema;
  const children: [string, unknown][] = [];
  switch (def.typeName) {
    case "ZodObject": {
      const shape = (def["shape"] as () => Record<string, unknown>)();
      for (const [name, part] of Object.entries(shape)) children.push([`.${name}`, part]);
      children.push(["[key]", def["catchall"]]);
      break;
    }
    case "ZodArray":
      children.push(["[]", def["type"]]);
      break;
    case "ZodBranded":
    case "ZodPromise":
      children.push(["", def["type"]]);
      break;
    case "ZodTuple":
      for (const [index, part] of (def["items"] as unknown[]).entries()) {
        children.push([`[${index}]`, part]);
      }
      children.push(["[]", def["rest"]]);
      break;
    case "ZodRecord":
      children.push([" (its keys)", def["keyType"]], ["[key]", def["valueType"]]);
      break;
    case "ZodUnion":
    case "ZodDiscriminatedUnion":
      for (const part of unionOptions(def)) children.push(["", part]);
      break;
    case "ZodIntersection":
      children.push(["", def["left"]], ["", def["right"]]);
      break;
    case "ZodLazy":
      children.push(["", (def["getter"] as () => unknown)()]);
      break;
    default:
      children.push(["", def["innerType"]], ["", def["schema"]], ["", def["in"]]);
  }
  return children.filter((child): child is [string, ZodV3Schema] => isKnown(child[1]));
}

/** The members of a union without undefined, which a model is not asked for. */
function unionOptions(def: ZodV3Schema["_def"]): readonly unknown[] {
  const options = [...((def["options"] as Iterable<unknown>) ?? [])];
  const askable = options.filter((option) => !isUndefined(option));
  return askable.length > 0 ? askable : options;
}

/** Excludes the `ZodNever` that open objects have as catchall. */
function isKnown(value: unknown): value is ZodV3Schema {
  return isZodV3(value) && value._def.typeName !== "ZodNever";
}
