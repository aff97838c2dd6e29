import type { AgentSpec, ParamConstraints } from "../manifest.js";
import type { TypeNode } from "../type-node.js";
import {
  anyNumber,
  anyShape,
  anyText,
  booleans,
  shapeOf,
  type Member,
  type Property,
  type Shape,
} from "./shape.js";

/** What a caller may give to an agent: a closed object, as its generated validator has it. */
export function shapeOfParams({ params }: Pick<AgentSpec, "params">): Shape {
  const properties = new Map<string, Property>();
  for (const { name, type, constraints, required } of params) {
    properties.set(name, { shape: shapeOfType(type, constraints), required });
  }
  return shapeOf({ kind: "object", properties, other: "" });
}

/**
 * The shape of a type. Constraints hold for the type itself, or for those members of a union that they
 * apply to.
 */
export function shapeOfType(type: TypeNode, constraints: ParamConstraints = {}): Shape {
  switch (type.kind) {
    case "string":
      return shapeOf(toText(constraints));
    case "number":
      return shapeOf(toNumber(constraints));
    case "boolean":
      return shapeOf(...booleans);
    case "null":
      return shapeOf({ kind: "literal", value: null });
    case "unknown":
      return anyShape;
    case "literal":
      return shapeOf({ kind: "literal", value: type.value });
    case "union": {
      const members = type.members.flatMap((member) => shapeOfType(member, constraints).members);
      return members.some(({ kind }) => kind === "any") ? anyShape : { members };
    }
    case "array": {
      const { minLength: minItems = 0, maxLength: maxItems = Infinity } = constraints;
      const rest = shapeOfType(type.element);
      return shapeOf({ kind: "array", prefix: [], rest, minItems, maxItems, other: "" });
    }
    case "tuple":
      return shapeOf({
        kind: "array",
        prefix: type.elements.map((element) => shapeOfType(element)),
        ...(type.rest && { rest: shapeOfType(type.rest) }),
        minItems: type.elements.length,
        maxItems: Infinity,
        other: "",
      });
    case "object": {
      const properties = type.properties.map(
        ({ name, type: held, optional }) =>
          [name, { shape: shapeOfType(held), required: !optional }] as const,
      );
      return shapeOf({ kind: "object", properties: new Map(properties), other: "" });
    }
    case "record":
      return shapeOf({
        kind: "object",
        properties: new Map(),
        rest: shapeOfType(type.value),
        other: "",
      });
  }
}

function toText({ minLength, maxLength, pattern, format }: ParamConstraints): Member {
  return {
    ...anyText,
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
    ...(pattern !== undefined && { patterns: [pattern] }),
    ...(format !== undefined && { format }),
  };
}

function toNumber({ int = false, min, max }: ParamConstraints): Member {
  return {
    ...anyNumber,
    int,
    ...(min !== undefined && { least: { value: min, exclusive: false } }),
    ...(max !== undefined && { most: { value: max, exclusive: false } }),
  };
}
