import { accepts, acceptsMember } from "./accepts.js";
import { describeShape } from "./describe-shape.js";
import { pairMembers } from "./pair-members.js";
import {
  shapeOf,
  type ArrayMember,
  type Member,
  type ObjectMember,
  type Property,
  type Shape,
} from "./shape.js";

/**
 * What happened at a place, without its effect. `widened` and `narrowed` are for types, `loosened` and
 * `tightened` for constraints, `opened` and `closed` for whether an object accepts further keys. `changed`
 * is neither wider nor narrower.
 */
export type ShapeFact =
  | "added-required"
  | "added-optional"
  | "removed"
  | "now-required"
  | "now-optional"
  | "widened"
  | "narrowed"
  | "loosened"
  | "tightened"
  | "opened"
  | "closed"
  | "changed";

/** One difference between two shapes. */
export interface ShapeChange {
  readonly fact: ShapeFact;
  /** From the root: `"params.place.zip"`, `"output.items[].price"`. */
  readonly place: string;
  /** As TypeScript would write it, constraints in parentheses. Absent: there was nothing. */
  readonly before?: string;
  readonly after?: string;
}

/**
 * Every difference between two shapes, each at its innermost place. None for shapes that accept the same
 * values. A recursive shape is compared once.
 */
export function compareShapes(before: Shape, after: Shape, place: string): readonly ShapeChange[] {
  const comparison = new Comparison();
  comparison.shapes(before, after, place);
  // Every difference must be reported.
  if (comparison.changes.length === 0 && !isSame(before, after)) {
    comparison.differ("changed", place, before, after);
  }
  return comparison.changes;
}

class Comparison {
  readonly changes: ShapeChange[] = [];
  readonly #met = new Map<Shape, Set<Shape>>();

  differ(fact: ShapeFact, place: string, before?: Shape, after?: Shape): void {
    this.changes.push({
      fact,
      place,
      ...(before && { before: describeShape(before) }),
      ...(after && { after: describeShape(after) }),
    });
  }

  shapes(before: Shape, after: Shape, place: string): void {
    const met = this.#met.get(before) ?? new Set();
    if (met.has(after)) return;
    this.#met.set(before, met.add(after));
    if (isSame(before, after)) return;

    const { pairs, removed, added } = pairMembers(before, after);
    for (const pair of pairs) this.#members(pair.before, pair.after, place + pair.label);
    const lost = removed.some((member) => !acceptsMember(after, member));
    const won = added.some((member) => !acceptsMember(before, member));
    if (lost || won) {
      this.differ(!lost ? "widened" : won ? "changed" : "narrowed", place, before, after);
    }
  }

  #members(before: Member, after: Member, place: string): void {
    if (before.kind === "object" && after.kind === "object") {
      this.#objects(before, after, place);
    } else if (before.kind === "array" && after.kind === "array") {
      this.#arrays(before, after, place);
    } else {
      this.#constraints(before, after, place);
    }
  }

  #objects(before: ObjectMember, after: ObjectMember, place: string): void {
    for (const name of new Set([...before.properties.keys(), ...after.properties.keys()])) {
      this.#properties(propertyOf(before, name), propertyOf(after, name), place + step(name));
    }
    if (before.rest && after.rest) this.shapes(before.rest, after.rest, `${place}[key]`);
    else if (before.rest) this.differ("closed", place, shapeOf(before), shapeOf(after));
    else if (after.rest) this.differ("opened", place, shapeOf(before), shapeOf(after));
    // Without the properties, only the object's other constraints are left.
    const bare = { properties: new Map() };
    this.#constraints(
      { kind: "object", ...bare, other: before.other },
      { kind: "object", ...bare, other: after.other },
      place,
    );
  }

  #properties(before: Property | undefined, after: Property | undefined, place: string): void {
    if (!before) {
      const fact = after?.required ? "added-required" : "added-optional";
      this.differ(fact, place, undefined, after?.shape);
    } else if (!after) {
      this.differ("removed", place, before.shape);
    } else {
      if (before.required !== after.required) {
        const fact = after.required ? "now-required" : "now-optional";
        this.differ(fact, place, before.shape, after.shape);
      }
      this.shapes(before.shape, after.shape, place);
    }
  }

  #arrays(before: ArrayMember, after: ArrayMember, place: string): void {
    const alike =
      before.prefix.length === after.prefix.length && Boolean(before.rest) === Boolean(after.rest);
    if (!alike) {
      const [from, to] = [shapeOf(before), shapeOf(after)];
      const fact = accepts(to, from) ? "widened" : accepts(from, to) ? "narrowed" : "changed";
      return this.differ(fact, place, from, to);
    }
    for (const [index, element] of before.prefix.entries()) {
      const other = after.prefix[index];
      if (other) this.shapes(element, other, `${place}[${index}]`);
    }
    const { rest } = after;
    // With the same element types, only constraints such as their number are left.
    this.#constraints({ ...before, prefix: after.prefix, ...(rest && { rest }) }, after, place);
    if (before.rest && rest) this.shapes(before.rest, rest, `${place}[]`);
  }

  #constraints(before: Member, after: Member, place: string): void {
    const [from, to] = [shapeOf(before), shapeOf(after)];
    if (isSame(from, to)) return;
    const fact = accepts(to, from) ? "loosened" : accepts(from, to) ? "tightened" : "changed";
    this.differ(fact, place, from, to);
  }
}

function isSame(a: Shape, b: Shape): boolean {
  return accepts(a, b) && accepts(b, a);
}

/** A property of an object. An object that accepts any key has an optional property of every name. */
function propertyOf({ properties, rest }: ObjectMember, name: string): Property | undefined {
  return properties.get(name) ?? (rest && { shape: rest, required: false });
}

function step(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)
    ? `.${name}`
    : `[${JSON.stringify(name)}]`;
}
