import { acceptsNumber, acceptsString } from "./accepts-scalar.js";
import { anyShape, type ArrayMember, type Member, type ObjectMember, type Shape } from "./shape.js";

/** Pairs that are being compared, because a recursive shape contains itself. */
type Pairs = Map<Shape, Set<Shape>>;

/**
 * Whether every value of `source` is one of `target`. False if it cannot be decided (two regular
 * expressions, a value that only several members together cover).
 */
export function accepts(target: Shape, source: Shape): boolean {
  return acceptsShape(target, source, new Map());
}

/** Whether every value of one alternative is one of `target`; see {@link accepts}. */
export function acceptsMember(target: Shape, source: Member): boolean {
  return target.members.some((member) => memberAccepts(member, source, new Map()));
}

function acceptsShape(target: Shape, source: Shape, open: Pairs): boolean {
  if (target === source) return true;
  const sources = open.get(target) ?? new Set();
  // The pair is already being compared, and other differences are found there.
  if (sources.has(source)) return true;
  open.set(target, sources.add(source));
  const all = source.members.every((member) =>
    target.members.some((candidate) => memberAccepts(candidate, member, open)),
  );
  sources.delete(source);
  return all;
}

function memberAccepts(target: Member, source: Member, open: Pairs): boolean {
  switch (target.kind) {
    case "any":
      return true;
    case "literal":
      return source.kind === "literal" && source.value === target.value;
    case "opaque":
      return source.kind === "opaque" && source.text === target.text;
    case "string":
      return acceptsString(target, source);
    case "number":
      return acceptsNumber(target, source);
    case "array":
      return source.kind === "array" && acceptsArray(target, source, open);
    case "object":
      return source.kind === "object" && acceptsObject(target, source, open);
  }
}

function acceptsArray(target: ArrayMember, source: ArrayMember, open: Pairs): boolean {
  if (target.other !== "" && target.other !== source.other) return false;
  const most = mostItems(source);
  if (target.minItems > source.minItems || mostItems(target) < most) return false;
  const places = Math.min(most, Math.max(target.prefix.length, source.prefix.length));
  for (let index = 0; index < places; index++) {
    if (!acceptsShape(elementAt(target, index), elementAt(source, index), open)) return false;
  }
  if (most <= places || source.rest === undefined) return true;
  return acceptsShape(target.rest ?? { members: [] }, source.rest, open);
}

function mostItems({ prefix, rest, maxItems }: ArrayMember): number {
  return rest === undefined ? Math.min(prefix.length, maxItems) : maxItems;
}

function elementAt({ prefix, rest }: ArrayMember, index: number): Shape {
  return prefix[index] ?? rest ?? anyShape;
}

function acceptsObject(target: ObjectMember, source: ObjectMember, open: Pairs): boolean {
  if (target.other !== "" && target.other !== source.other) return false;
  for (const [name, { shape, required }] of target.properties) {
    const own = source.properties.get(name);
    if (required && !own?.required) return false;
    const held = own?.shape ?? source.rest;
    if (held !== undefined && !acceptsShape(shape, held, open)) return false;
  }
  for (const [name, { shape }] of source.properties) {
    if (target.properties.has(name)) continue;
    if (target.rest === undefined || !acceptsShape(target.rest, shape, open)) return false;
  }
  if (source.rest === undefined) return true;
  return target.rest !== undefined && acceptsShape(target.rest, source.rest, open);
}
