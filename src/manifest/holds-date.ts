import type { TypeNode } from "./type-node.js";

/** Whether a value of a type may contain a `Date`. */
export function holdsDate(type: TypeNode): boolean {
  switch (type.kind) {
    case "date":
      return true;
    case "union":
      return type.members.some(holdsDate);
    case "array":
      return holdsDate(type.element);
    case "tuple":
      return type.elements.some(holdsDate) || (type.rest !== undefined && holdsDate(type.rest));
    case "object": {
      const { properties, rest } = type;
      return (
        properties.some((one) => holdsDate(one.type)) || (rest !== undefined && holdsDate(rest))
      );
    }
    case "record":
      return holdsDate(type.value);
    case "recursive":
      return holdsDate(type.type);
    default:
      return false;
  }
}
