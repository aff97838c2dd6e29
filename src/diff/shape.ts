/**
 * The values that a place accepts or gives, however they were declared: types of params and JSON Schemas of
 * outputs are compared as shapes. Without members, no value fits.
 */
export interface Shape {
  /** The alternatives. `any` is always the only one. */
  readonly members: readonly Member[];
}

/** One alternative of a shape. A boolean is two literals, and null is one. */
export type Member =
  | { readonly kind: "any" }
  | LiteralMember
  | StringMember
  | NumberMember
  | ArrayMember
  | ObjectMember
  | OpaqueMember;

export interface LiteralMember {
  readonly kind: "literal";
  readonly value: string | number | boolean | null;
}

export interface StringMember extends Constrained {
  readonly kind: "string";
  readonly minLength: number;
  /** `Infinity`: none. */
  readonly maxLength: number;
  /** The source of a regular expression. */
  readonly pattern?: string;
  readonly format?: string;
}

export interface NumberMember extends Constrained {
  readonly kind: "number";
  readonly int: boolean;
  readonly least: Bound;
  readonly most: Bound;
  readonly multipleOf?: number;
}

/** The end of a range of numbers; infinite if there is none. */
export interface Bound {
  readonly value: number;
  readonly exclusive: boolean;
}

/** A list or a tuple: elements by position, then the rest. */
export interface ArrayMember extends Constrained {
  readonly kind: "array";
  readonly prefix: readonly Shape[];
  /** Absent: only the elements of `prefix`. */
  readonly rest?: Shape;
  readonly minItems: number;
  /** `Infinity`: none. */
  readonly maxItems: number;
}

export interface ObjectMember extends Constrained {
  readonly kind: "object";
  readonly properties: ReadonlyMap<string, Property>;
  /** The values of further keys. Absent: there are none. */
  readonly rest?: Shape;
}

/** A property of an object. */
export interface Property {
  readonly shape: Shape;
  readonly required: boolean;
}

/** A schema that shapes cannot express, as canonical JSON. It only equals itself. */
export interface OpaqueMember {
  readonly kind: "opaque";
  readonly text: string;
}

/**
 * Constraints other than the fields of a member, as canonical JSON; `""` if there are none. They only
 * narrow.
 */
interface Constrained {
  readonly other: string;
}

/** Accepts every value. */
export const anyShape: Shape = { members: [{ kind: "any" }] };

/** A shape with the given alternatives. */
export function shapeOf(...members: readonly Member[]): Shape {
  return { members };
}
