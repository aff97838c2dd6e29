import type {
  ArrayMember,
  Member,
  NumberMember,
  ObjectMember,
  Shape,
  StringMember,
} from "./shape.js";

/** Deeper objects are not written out, because a shape may contain itself. */
const maxDepth = 2;

/** A shape as TypeScript would write it, with constraints in parentheses: `string (at most 80 characters) | null`. */
export function describeShape(shape: Shape): string {
  return describe(shape, 0);
}

function describe({ members }: Shape, depth: number): string {
  const texts = members.map((member) => describeMember(member, depth));
  const both = texts.includes("true") && texts.includes("false");
  const merged = both
    ? texts.flatMap((text) => (text === "true" ? ["boolean"] : text === "false" ? [] : [text]))
    : texts;
  // As in TypeScript, null comes last.
  const ordered = merged.toSorted((a, b) => Number(a === "null") - Number(b === "null"));
  return ordered.join(" | ") || "never";
}

function describeMember(member: Member, depth: number): string {
  switch (member.kind) {
    case "any":
      return "unknown";
    case "literal":
      return JSON.stringify(member.value);
    case "string":
      return `string${constraintsText(stringConstraints(member))}`;
    case "number":
      return `number${constraintsText(numberConstraints(member))}`;
    case "array":
      return describeArray(member, depth);
    case "object":
      return describeObject(member, depth);
    case "opaque":
      return "(a schema without a type)";
  }
}

function describeArray(
  { prefix, rest, minItems, maxItems, other }: ArrayMember,
  depth: number,
): string {
  const elements = rest && describe(rest, depth);
  const list = elements && `${/ [|]|\)$/.test(elements) ? `(${elements})` : elements}[]`;
  const places = prefix.map((element) => describe(element, depth));
  const tuple = `[${[...places, ...(list ? [`...${list}`] : [])].join(", ")}]`;
  const count = countText(minItems === prefix.length ? 0 : minItems, maxItems, "element");
  const constraints = constraintsText([...count, ...otherText(other)]);
  return (prefix.length === 0 && list !== undefined ? list : tuple) + constraints;
}

function describeObject({ properties, rest, other }: ObjectMember, depth: number): string {
  const isDeep = depth >= maxDepth;
  const parts =
    isDeep && properties.size > 0
      ? ["…"]
      : [...properties].map(([name, { shape, required }]) => {
          const key = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)
            ? name
            : JSON.stringify(name);
          return `${key}${required ? "" : "?"}: ${describe(shape, depth + 1)}`;
        });
  if (rest) parts.push(`[key: string]: ${isDeep ? "…" : describe(rest, depth + 1)}`);
  const text = parts.length === 0 ? "{}" : `{ ${parts.join("; ")} }`;
  return text + constraintsText(otherText(other));
}

function stringConstraints(member: StringMember): string[] {
  const { minLength, maxLength, pattern, format, other } = member;
  return [
    ...(format === undefined ? [] : [format]),
    ...countText(minLength, maxLength, "character"),
    ...(pattern === undefined ? [] : [`matching /${pattern}/`]),
    ...otherText(other),
  ];
}

function numberConstraints({ int, least, most, multipleOf, other }: NumberMember): string[] {
  const facts = int ? ["whole"] : [];
  if (least.value > -Infinity)
    facts.push(`${least.exclusive ? "above" : "at least"} ${least.value}`);
  if (most.value < Infinity) facts.push(`${most.exclusive ? "below" : "at most"} ${most.value}`);
  if (multipleOf !== undefined) facts.push(`a multiple of ${multipleOf}`);
  return [...facts, ...otherText(other)];
}

function countText(least: number, most: number, noun: string): string[] {
  const plural = (count: number) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  return [
    ...(least > 0 ? [`at least ${plural(least)}`] : []),
    ...(most < Infinity ? [`at most ${plural(most)}`] : []),
  ];
}

function otherText(other: string): string[] {
  return other === "" ? [] : [other];
}

function constraintsText(constraints: readonly string[]): string {
  return constraints.length === 0 ? "" : ` (${constraints.join(", ")})`;
}
