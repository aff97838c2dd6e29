import type { Json } from "../../internal/json.js";
import { inlineRefs } from "./inline-refs.js";
import { normalizeSchema } from "./normalize-schema.js";
import type { JsonSchemas } from "./json-schemas.js";
import { findReason, UnaskableError, type Unaskable } from "./unaskable.js";

/** A schema of Zod 3, as far as it is read here. */
export interface ZodV3Schema {
  readonly _def: { readonly typeName: string } & Readonly<Record<string, unknown>>;
}

/** Whether a value is a schema of Zod 3. */
export function isZodV3(value: unknown): value is ZodV3Schema {
  if (typeof value !== "object" || value === null) return false;
  const def: unknown = Reflect.get(value, "_def");
  return typeof def === "object" && def !== null && "typeName" in def;
}

/** {@link toJsonSchema} for Zod 3. The output is given only where it is the input, so that it is never wrong. */
export async function fromZodV3(schema: ZodV3Schema): Promise<JsonSchemas> {
  const survey: Survey = { unaskable: [], converts: false, seen: new Set() };
  visit(schema, [], survey);
  if (survey.unaskable.length > 0) throw new UnaskableError(survey.unaskable);
  const { zodToJsonSchema } = await import("zod-to-json-schema");
  const converted = zodToJsonSchema(schema as unknown as Parameters<typeof zodToJsonSchema>[0], {
    $refStrategy: "root",
    effectStrategy: "input",
    pipeStrategy: "input",
    strictUnions: true,
  });
  const json = normalizeSchema(inlineRefs(converted as { [key: string]: Json }), { close: false });
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
  if (reason !== undefined) {
    const steps = path.map((step) => (step.startsWith(".") ? step.slice(1) : 0));
    survey.unaskable.push({ path: path.join("").replace(/^\./, ""), steps, ...reason });
  }
  if (isConversion(schema)) survey.converts = true;
  for (const [step, child] of childrenOf(schema)) {
    visit(child, step === "" ? path : [...path, step], survey);
  }
}

/** The kind in the words of {@link findReason}: `ZodDate` is `date`. */
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
      return true;
    case "ZodEffects":
      return (def["effect"] as { readonly type: string }).type !== "refinement";
    case "ZodArray":
      // `.nonempty()` has the type `[T, ...T[]]`, and cannot be told from `.min(1)`.
      return (def["minLength"] as { readonly value: number } | null)?.value === 1;
    default:
      return false;
  }
}

/** The parts of a schema with the steps to them, its input side only. */
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
      for (const part of (def["options"] as Iterable<unknown>) ?? []) children.push(["", part]);
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

/** Open objects have a `ZodNever` as catchall, which is no part of theirs. */
function isKnown(value: unknown): value is ZodV3Schema {
  return isZodV3(value) && value._def.typeName !== "ZodNever";
}
