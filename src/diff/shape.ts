/**
 * What values a place takes or gives, whatever it was declared in: the type of a param and the JSON
 * Schema of an output are compared as shapes. Without a member nothing fits.
 */
export interface Shape {
  /** The alternatives. `any` stands alone. */
  readonly members: readonly Member[];
}

/** One alternative of a shape. Booleans are two literals, and so is null one. */
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

/** The end of a range of numbers; infinite for none. */
export interface Bound {
  readonly value: number;
  readonly exclusive: boolean;
}

/** A list, or a tuple: elements by their place, then the rest. */
export interface ArrayMember extends Constrained {
  readonly kind: "array";
  readonly prefix: readonly Shape[];
  /** Absent: there are no more elements than `prefix` has. */
  readonly rest?: Shape;
  readonly minItems: number;
  /** `Infinity`: none. */
  readonly maxItems: number;
}

export interface ObjectMember extends Constrained {
  readonly kind: "object";
  readonly properties: ReadonlyMap<string, Property>;
  /** What further keys hold. Absent: there are none. */
  readonly rest?: Shape;
}

/** A property of an object. */
export interface Property {
  readonly shape: Shape;
  readonly required: boolean;
}

/** What only equals itself: a schema beyond what shapes can say, as canonical JSON. */
export interface OpaqueMember {
  readonly kind: "opaque";
  readonly text: string;
}

/** What holds beside the fields of a member, as canonical JSON; `""` for nothing. It only ever narrows. */
interface Constrained {
  readonly other: string;
}

/** Takes everything. */
export const anyShape: Shape = { members: [{ kind: "any" }] };

/** A shape of one alternative. */
export function shapeOf(...members: readonly Member[]): Shape {
  return { members };
}
