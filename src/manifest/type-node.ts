/**
 * A TypeScript type that JSON can hold, as data: what the compiler reads from a `@param` field, and
 * what the caller's interface, the Zod validator, the JSON Schema and the command line are made from.
 */
export type TypeNode =
  | { readonly kind: "string" }
  | { readonly kind: "number" }
  | { readonly kind: "boolean" }
  | { readonly kind: "null" }
  /** Any JSON value: `unknown` in the source. */
  | { readonly kind: "unknown" }
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  /** Two or more members, without unions and duplicates; `null` last. */
  | { readonly kind: "union"; readonly members: readonly TypeNode[] }
  | TemplateNode
  /** A point in time: a `Date` in the class, a text in ISO 8601 in JSON. A caller may give either. */
  | { readonly kind: "date" }
  | { readonly kind: "array"; readonly element: TypeNode }
  | {
      readonly kind: "tuple";
      readonly elements: readonly TypeNode[];
      /** The smallest number of elements; those after it are optional. Absent: all are required. */
      readonly least?: number;
      readonly rest?: TypeNode;
    }
  | ObjectNode
  /** An object with any keys and values of one type. */
  | { readonly kind: "record"; readonly value: TypeNode }
  | RecursiveNode
  /** A reference to the enclosing {@link RecursiveNode} with this name. */
  | { readonly kind: "ref"; readonly name: string };

/** A text with fixed parts and values between them: `id-${number}`. */
export interface TemplateNode {
  readonly kind: "template";
  /** The fixed parts, one more than there are types. */
  readonly texts: readonly string[];
  readonly types: readonly ("string" | "number" | "bigint")[];
}

/** A type that contains itself, by a `ref` with its name. */
export interface RecursiveNode {
  readonly kind: "recursive";
  /** The author's name for it. Nested recursive types have different names. */
  readonly name: string;
  readonly type: TypeNode;
}

/** An object. */
export interface ObjectNode {
  readonly kind: "object";
  /** In source order. */
  readonly properties: readonly PropertyNode[];
  /** The values of further keys, if a Zod schema accepts them. Absent: they are rejected. */
  readonly rest?: TypeNode;
}

/** A property of an object type. */
export interface PropertyNode {
  readonly name: string;
  readonly type: TypeNode;
  readonly optional: boolean;
  /** The author's doc comment, without the asterisks. */
  readonly description?: string;
}
