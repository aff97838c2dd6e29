import type { AgentSpec, ParamConstraints } from "../manifest/manifest.js";
import { templatePattern } from "../manifest/template-pattern.js";
import type { TypeNode } from "../manifest/type-node.js";
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
 * @param outer the types that contain themselves and that this one stands within, by their names
 */
export function shapeOfType(
  type: TypeNode,
  constraints: ParamConstraints = {},
  outer: ReadonlyMap<string, Shape> = new Map(),
): Shape {
  const within = (held: TypeNode) => shapeOfType(held, {}, outer);
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
    case "date":
      return shapeOf({ ...anyText, format: "date-time" });
    case "template":
      return shapeOf({ ...anyText, patterns: [templatePattern(type)] });
    case "union":
      return readLater(() => {
        const read = (member: TypeNode) => shapeOfType(member, constraints, outer).members;
        const members = type.members.flatMap(read);
        return members.some(({ kind }) => kind === "any") ? anyShape.members : members;
      });
    case "array": {
      const { minLength: minItems = 0, maxLength: maxItems = Infinity } = constraints;
      const rest = within(type.element);
      return shapeOf({ kind: "array", prefix: [], rest, minItems, maxItems, other: "" });
    }
    case "tuple":
      return shapeOf({
        kind: "array",
        prefix: type.elements.map(within),
        ...(type.rest && { rest: within(type.rest) }),
        minItems: type.least ?? type.elements.length,
        maxItems: Infinity,
        other: "",
      });
    case "object": {
      const properties = type.properties.map(
        ({ name, type: held, optional }) =>
          [name, { shape: within(held), required: !optional }] as const,
      );
      const rest = type.rest && { rest: within(type.rest) };
      return shapeOf({ kind: "object", properties: new Map(properties), ...rest, other: "" });
    }
    case "record":
      return shapeOf({
        kind: "object",
        properties: new Map(),
        rest: within(type.value),
        other: "",
      });
    case "recursive": {
      const inside = new Map(outer);
      const shape = readLater(() => shapeOfType(type.type, {}, inside).members);
      inside.set(type.name, shape);
      return shape;
    }
    case "ref":
      return outer.get(type.name) ?? anyShape;
  }
}

/** A shape whose members are read when they are asked for, because it may hold itself. */
function readLater(read: () => readonly Member[]): Shape {
  let members: readonly Member[] | undefined;
  return {
    get members() {
      return (members ??= read());
    },
  };
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
