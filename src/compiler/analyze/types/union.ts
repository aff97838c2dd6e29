import type { TypeNode } from "../../../manifest/type-node.js";

/**
 * The union of types in a normal form: flat, without duplicates, no literal next to its primitive, `true |
 * false` as `boolean`, `null` last. A union of one type is that type. Requires at least one member.
 */
export function unionOf(types: readonly TypeNode[]): TypeNode {
  const flat = types.flatMap((type) => (type.kind === "union" ? type.members : [type]));
  if (flat.some(({ kind }) => kind === "unknown")) return { kind: "unknown" };
  const kinds = new Set(flat.map(({ kind }) => kind));
  const isBoolean = hasLiteral(flat, true) && hasLiteral(flat, false);
  const unique = new Map<string, TypeNode>();
  for (const type of flat) {
    const widened = isBoolean && isBooleanLiteral(type) ? ({ kind: "boolean" } as const) : type;
    if (widened.kind === "literal" && kinds.has(primitiveOf(widened.value))) continue;
    unique.set(JSON.stringify(widened), widened);
  }
  const members = [...unique.values()];
  const ordered = [
    ...members.filter(({ kind }) => kind !== "null"),
    ...members.filter(({ kind }) => kind === "null"),
  ];
  const [only] = ordered;
  return only !== undefined && ordered.length === 1 ? only : { kind: "union", members: ordered };
}

function primitiveOf(value: string | number | boolean): TypeNode["kind"] {
  return typeof value as "string" | "number" | "boolean";
}

function isBooleanLiteral(type: TypeNode): boolean {
  return type.kind === "literal" && typeof type.value === "boolean";
}

function hasLiteral(types: readonly TypeNode[], value: boolean): boolean {
  return types.some((type) => type.kind === "literal" && type.value === value);
}
