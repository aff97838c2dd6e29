import type { Sources } from "../../source/sources.js";
import { ts } from "../../source/typescript.js";
import { findInitializer, zodFactory } from "./read-zod-call.js";

/** Factories of values without parts, or whose parts are never looked up. */
export const leaves: ReadonlySet<string> = new Set(
  (
    "string number boolean null never any unknown date bigint nan symbol int int32 uint32 int64 " +
    "uint64 float32 float64 email url httpUrl uuid uuidv4 uuidv6 uuidv7 guid cuid cuid2 ulid xid ksuid nanoid " +
    "ipv4 ipv6 cidrv4 cidrv6 base64 base64url jwt e164 emoji hostname hex hash mac stringbool json stringFormat " +
    "iso.date iso.time iso.datetime iso.duration coerce.string coerce.number coerce.boolean coerce.date coerce.bigint"
  ).split(" "),
);
/** Factories whose value has the type of their first argument. */
export const wrappers: ReadonlySet<string> = new Set([
  "optional",
  "nullable",
  "nullish",
  "nonoptional",
  "readonly",
  "catch",
  "prefault",
  "_default",
]);
/** Factories and methods that make a schema accept undefined. */
const undefinable: ReadonlySet<string> = new Set([
  "optional",
  "nullish",
  "exactOptional",
  "undefined",
  "void",
]);
/** Factories of objects. */
export const objects: ReadonlySet<string> = new Set(["object", "strictObject", "looseObject"]);
/** Factories of records. */
export const records: ReadonlySet<string> = new Set(["record", "partialRecord", "looseRecord"]);
/** Factories of unions. */
export const unions: ReadonlySet<string> = new Set(["union", "xor", "discriminatedUnion"]);
/** Methods that keep the type of their schema, as far as JSON Schema expresses it in the same way. */
export const same: ReadonlySet<string> = new Set(
  (
    "describe meta register clone min max length nonempty size gt gte lt lte positive negative nonnegative nonpositive " +
    "multipleOf step finite safe int email url uuid guid cuid cuid2 ulid nanoid emoji base64 base64url jwt ip cidr ipv4 ipv6 " +
    "e164 datetime date time duration regex includes startsWith endsWith lowercase uppercase trim toLowerCase " +
    "toUpperCase normalize slugify strict strip passthrough loose nonstrict default prefault catch optional nullable " +
    "nullish nonoptional readonly check with overwrite"
  ).split(" "),
);
/** Methods that take `{ name: true }`. */
export const masks: ReadonlySet<string> = new Set([
  "pick",
  "omit",
  "partial",
  "required",
  "deepPartial",
]);
/** Methods that take a check, which may narrow the type. */
export const refinements: ReadonlySet<string> = new Set(["refine", "superRefine", "refinement"]);

// A schema that is made from itself in other ways than by a name.
const deepest = 100;

/** Whether the schema of an expression accepts undefined, as far as syntax shows it. */
export function mayBeUndefined(expression: ts.Expression, sources: Sources, depth = 0): boolean {
  const made = findMade(expression, sources);
  if (made === undefined || depth > deepest) return false;
  const again = (next: ts.Expression | undefined) =>
    next !== undefined && mayBeUndefined(next, sources, depth + 1);
  const [first] = made.arguments;
  const factory = zodFactory(made.expression, sources);
  if (factory !== undefined) {
    if (undefinable.has(factory)) return true;
    if (wrappers.has(factory)) return again(first);
    const isList = unions.has(factory) && first && ts.isArrayLiteralExpression(first);
    return isList === true && first.elements.some(again);
  }
  if (!ts.isPropertyAccessExpression(made.expression)) return false;
  const { name, expression: on } = made.expression;
  if (undefinable.has(name.text)) return true;
  if (name.text === "default" || name.text === "catch") return false;
  return again(on) || (name.text === "or" && again(first));
}

/** Whether the value of a schema is one object type, not a union. */
export function makesOneObject(expression: ts.Expression, sources: Sources): boolean {
  const made = findMade(expression, sources);
  if (made === undefined) return false;
  const factory = zodFactory(made.expression, sources);
  if (factory !== undefined) return objects.has(factory);
  const { expression: callee } = made;
  return ts.isPropertyAccessExpression(callee) && makesOneObject(callee.expression, sources);
}

/** The call that makes a schema; for a name, the call that makes the constant. */
function findMade(expression: ts.Expression, sources: Sources): ts.CallExpression | undefined {
  const made = ts.isIdentifier(expression) ? findInitializer(expression, sources) : expression;
  return made && ts.isCallExpression(made) ? made : undefined;
}
