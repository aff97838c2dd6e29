import fc from "fast-check";
import type { ParamConstraints, ParamSpec } from "../../src/manifest/manifest.js";
import type { TypeNode } from "../../src/manifest/type-node.js";

const names = ["a", "b", "c"] as const;
const scalar: fc.Arbitrary<TypeNode> = fc.oneof(
  fc.constantFrom<TypeNode>({ kind: "string" }, { kind: "number" }, { kind: "boolean" }),
  fc.constantFrom("x", "y", 0, 1, true).map((value): TypeNode => ({ kind: "literal", value })),
  fc.constantFrom<TypeNode>({ kind: "unknown" }, { kind: "null" }),
);

/** Types as the compiler reads them: no union within a union, no member twice, null last. */
export const arbitraryType: fc.Arbitrary<TypeNode> = fc.letrec<{
  type: TypeNode;
  single: TypeNode;
}>((tie) => ({
  single: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    tie("type").map((element): TypeNode => ({ kind: "array", element })),
    tie("type").map((value): TypeNode => ({ kind: "record", value })),
    fc
      .tuple(fc.array(tie("type"), { maxLength: 2 }), fc.option(tie("type"), { nil: undefined }))
      .map(([elements, rest]): TypeNode => ({ kind: "tuple", elements, ...(rest && { rest }) })),
    fc
      .uniqueArray(fc.tuple(fc.constantFrom(...names), tie("type"), fc.boolean()), {
        maxLength: 3,
        selector: ([name]) => name,
      })
      .map((properties): TypeNode => ({
        kind: "object",
        properties: properties.map(([name, type, optional]) => ({ name, type, optional })),
      })),
  ),
  type: fc.oneof(
    tie("single"),
    fc
      .uniqueArray(tie("single"), {
        minLength: 2,
        maxLength: 3,
        selector: (type) => JSON.stringify(type),
      })
      .map((members): TypeNode => ({
        kind: "union",
        members: members.toSorted((a, b) => Number(a.kind === "null") - Number(b.kind === "null")),
      })),
  ),
})).type;

const bound = fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined });

/** Constraints, of which those count that apply to a type. */
const arbitraryConstraints: fc.Arbitrary<ParamConstraints> = fc
  .record({
    min: bound,
    max: bound,
    minLength: bound,
    maxLength: bound,
    int: fc.option(fc.constant(true), { nil: undefined }),
  })
  .map((constraints) => JSON.parse(JSON.stringify(constraints)) as ParamConstraints);

/** The params of an agent, which are the same now and then. */
export const arbitraryParams: fc.Arbitrary<readonly ParamSpec[]> = fc.uniqueArray(
  fc
    .tuple(fc.constantFrom(...names), arbitraryType, arbitraryConstraints, fc.boolean())
    .map(([name, type, constraints, required]): ParamSpec => ({
      name,
      type,
      constraints,
      required,
    })),
  { maxLength: 2, selector: ({ name }) => name },
);

/** Params, and the same after a change to one place of them; or any others. */
export const arbitraryChange: fc.Arbitrary<readonly [readonly ParamSpec[], readonly ParamSpec[]]> =
  fc
    .tuple(arbitraryParams, arbitraryParams, arbitraryType, fc.nat(), fc.boolean())
    .map(([before, others, type, place, near]) => [
      before,
      near ? replaceOne(before, type, place) : others,
    ]);

/** Puts a type in the place of one within params; the rest stays. */
function replaceOne(
  params: readonly ParamSpec[],
  type: TypeNode,
  place: number,
): readonly ParamSpec[] {
  let left =
    place %
    Math.max(
      1,
      params.reduce((sum, param) => sum + sizeOf(param.type), 0),
    );
  const visit = (node: TypeNode): TypeNode => {
    if (left-- === 0) return type;
    switch (node.kind) {
      case "array":
        return { ...node, element: visit(node.element) };
      case "record":
        return { ...node, value: visit(node.value) };
      case "tuple":
        return {
          ...node,
          elements: node.elements.map(visit),
          ...(node.rest && { rest: visit(node.rest) }),
        };
      case "object":
        return {
          ...node,
          properties: node.properties.map((property) => ({
            ...property,
            type: visit(property.type),
          })),
        };
      default:
        return node;
    }
  };
  return params.map((param) => ({ ...param, type: visit(param.type) }));
}

function sizeOf(node: TypeNode): number {
  switch (node.kind) {
    case "array":
      return 1 + sizeOf(node.element);
    case "record":
      return 1 + sizeOf(node.value);
    case "tuple":
      return (
        1 +
        [...node.elements, ...(node.rest ? [node.rest] : [])].reduce(
          (sum, one) => sum + sizeOf(one),
          0,
        )
      );
    case "object":
      return 1 + node.properties.reduce((sum, { type }) => sum + sizeOf(type), 0);
    default:
      return 1;
  }
}

/** Values of a type, constraints aside. */
function arbitraryValue(type: TypeNode): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case "string":
      return fc.constantFrom("", "x", "y", "longer");
    case "number":
      return fc.constantFrom(0, 1, 2.5, -1);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "unknown":
      return fc.constantFrom<unknown>(null, "x", 1, [], {}, { a: 1, d: "z" });
    case "literal":
      return fc.constant(type.value);
    case "union":
      return fc.oneof(...type.members.map(arbitraryValue));
    case "array":
      return fc.array(arbitraryValue(type.element), { maxLength: 3 });
    case "tuple": {
      const elements = fc.tuple(...type.elements.map(arbitraryValue));
      if (!type.rest) return elements;
      const rest = fc.array(arbitraryValue(type.rest), { maxLength: 2 });
      return fc.tuple(elements, rest).map(([first, further]) => [...first, ...further]);
    }
    default:
      throw new Error(`No values are made of ${type.kind}.`);
    case "object":
      return arbitraryObject(
        type.properties.map(({ name, type: held, optional }) => [name, held, !optional]),
      );
    case "record":
      return fc.dictionary(fc.constantFrom(...names, "d"), arbitraryValue(type.value), {
        maxKeys: 2,
      });
  }
}

/** Calls' params, constraints aside. */
export function arbitraryCall(params: readonly ParamSpec[]): fc.Arbitrary<unknown> {
  return arbitraryObject(params.map(({ name, type, required }) => [name, type, required]));
}

function arbitraryObject(
  properties: readonly (readonly [name: string, type: TypeNode, required: boolean])[],
): fc.Arbitrary<unknown> {
  const values = properties.map(([name, type]) => [name, arbitraryValue(type)]);
  const requiredKeys = properties.filter(([, , required]) => required).map(([name]) => name);
  return fc.record(Object.fromEntries(values) as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys,
  });
}
