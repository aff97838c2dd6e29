import * as fc from "fast-check";
import { z } from "zod";

/** A Zod schema of anything that lowering has a form for, with how it was made, for a failure's report. */
export interface AnySchema {
  readonly zod: z.ZodType;
  readonly text: string;
}

const leaves: readonly AnySchema[] = [
  { zod: z.string(), text: "string" },
  { zod: z.int(), text: "int" },
  { zod: z.number(), text: "number" },
  { zod: z.boolean(), text: "boolean" },
  { zod: z.null(), text: "null" },
  { zod: z.enum(["x", "y"]), text: "enum" },
  { zod: z.literal([1, "one", true]), text: "literals" },
  { zod: z.iso.date(), text: "date" },
  {
    zod: z.codec(z.iso.datetime(), z.date(), {
      decode: (text) => new Date(text),
      encode: (date) => date.toISOString(),
    }),
    text: "codec",
  },
  { zod: z.string().transform((text) => text.length), text: "transform" },
];

/** Few names, so that members of unions share some; a `value` and a `key` are what lowering writes as well. */
const names = ["a", "b", "value", "key", "0", "rest"] as const;
const kinds = ["p", "q", "r"] as const;

export function anySchema(depth: number): fc.Arbitrary<AnySchema> {
  const leaf = fc.constantFrom(...leaves);
  if (depth === 0) return leaf;
  const inner = anySchema(depth - 1);
  const any = fc.oneof(
    { arbitrary: leaf, weight: 2 },
    { arbitrary: objectOf(inner), weight: 3 },
    { arbitrary: containerOf(inner), weight: 3 },
    { arbitrary: tupleOf(inner), weight: 1 },
    { arbitrary: unionOf(inner), weight: 2 },
    { arbitrary: casesOf(inner), weight: 1 },
    { arbitrary: treeOf(inner), weight: 1 },
  );
  return any.map((one) => ({ ...one, [fc.toStringMethod]: () => one.text }));
}

type Modifier = "required" | "optional" | "nullable" | "nullish" | "default";
const modifiers: readonly Modifier[] = ["required", "optional", "nullable", "nullish", "default"];

function modify({ zod, text }: AnySchema, modifier: Modifier): AnySchema {
  switch (modifier) {
    case "required":
      return { zod, text };
    case "optional":
      return { zod: zod.optional(), text: `${text}?` };
    case "nullable":
      return { zod: zod.nullable(), text: `${text}|null` };
    case "nullish":
      return { zod: zod.nullish(), text: `${text}?|null` };
    case "default":
      return { zod: z.union([zod, z.string()]).default("d"), text: `(${text}|string)=d` };
  }
}

function fieldsOf(inner: fc.Arbitrary<AnySchema>): fc.Arbitrary<Record<string, AnySchema>> {
  const field = fc
    .tuple(inner, fc.constantFrom(...modifiers))
    .map(([one, modifier]) => modify(one, modifier));
  return fc
    .uniqueArray(fc.tuple(fc.constantFrom(...names), field), {
      maxLength: 3,
      selector: ([name]) => name,
    })
    .map((fields) => Object.fromEntries(fields));
}

function toObject(fields: Record<string, AnySchema>): AnySchema {
  const entries = Object.entries(fields);
  return {
    // Strict, so that a member of a union that it is not is not taken for it.
    zod: z.strictObject(Object.fromEntries(entries.map(([name, { zod }]) => [name, zod]))),
    text: `{${entries.map(([name, { text }]) => `${name}: ${text}`).join("; ")}}`,
  };
}

function objectOf(inner: fc.Arbitrary<AnySchema>): fc.Arbitrary<AnySchema> {
  return fieldsOf(inner).map(toObject);
}

function containerOf(inner: fc.Arbitrary<AnySchema>): fc.Arbitrary<AnySchema> {
  const keys = z.enum(["a", "value"]);
  return fc
    .tuple(inner, fc.constantFrom("array", "record", "certain", "partial"))
    .map(([{ zod, text }, kind]): AnySchema => {
      if (kind === "array") return { zod: z.array(zod), text: `${text}[]` };
      if (kind === "record") return { zod: z.record(z.string(), zod), text: `Record<${text}>` };
      if (kind === "certain") return { zod: z.record(keys, zod), text: `Record<a|value, ${text}>` };
      return { zod: z.partialRecord(keys, zod), text: `Partial<a|value, ${text}>` };
    });
}

function tupleOf(inner: fc.Arbitrary<AnySchema>): fc.Arbitrary<AnySchema> {
  return fc
    .tuple(fc.array(inner, { minLength: 1, maxLength: 3 }), fc.option(inner), fc.boolean())
    .map(([elements, rest, optional]): AnySchema => {
      const last = optional && rest === null ? elements.length - 1 : 0;
      const zods = elements.map(({ zod }, index) =>
        index > 0 && index === last ? zod.optional() : zod,
      );
      const tuple = zods as [z.ZodType, ...z.ZodType[]];
      const texts = elements.map(({ text }) => text).join(", ");
      return {
        zod: rest === null ? z.tuple(tuple) : z.tuple(tuple, rest.zod),
        text: `[${texts}${optional ? "?" : ""}${rest === null ? "" : `, ...${rest.text}`}]`,
      };
    });
}

function unionOf(inner: fc.Arbitrary<AnySchema>): fc.Arbitrary<AnySchema> {
  return fc.array(inner, { minLength: 2, maxLength: 3 }).map((members) => ({
    zod: z.union(members.map(({ zod }) => zod)),
    text: `(${members.map(({ text }) => text).join(" | ")})`,
  }));
}

/** Objects that a text tells apart. */
function casesOf(inner: fc.Arbitrary<AnySchema>): fc.Arbitrary<AnySchema> {
  return fc
    .tuple(fc.array(fieldsOf(inner), { minLength: 2, maxLength: 3 }), fc.boolean())
    .map(([members, first]) => {
      const objects = members.map((fields, index) => {
        const kind = kinds[index] ?? "p";
        const literal = { kind: { zod: z.literal(kind), text: `"${kind}"` } };
        return toObject(first ? { ...literal, ...fields } : { ...fields, ...literal });
      });
      return {
        zod: z.discriminatedUnion(
          "kind",
          objects.map(({ zod }) => zod) as unknown as [z.ZodObject, z.ZodObject],
        ),
        text: `cases(${objects.map(({ text }) => text).join(" | ")})`,
      };
    });
}

/** A schema that contains itself. */
function treeOf(inner: fc.Arbitrary<AnySchema>): fc.Arbitrary<AnySchema> {
  return fc
    .tuple(inner, fc.constantFrom("optional", "array", "record", "tuple", "union"))
    .map(([one, by]) => {
      const node: z.ZodType = z.lazy(() => z.strictObject({ it: one.zod, more: more() }));
      const more = (): z.ZodType => {
        switch (by) {
          case "optional":
            return node.optional();
          case "array":
            return z.array(node);
          case "record":
            return z.record(z.string(), node);
          case "tuple":
            return z.tuple([z.string(), node]).nullable();
          default:
            return z.union([z.string(), z.array(node), z.record(z.string(), node)]);
        }
      };
      return { zod: node, text: `tree(${one.text}, ${by})` };
    });
}
