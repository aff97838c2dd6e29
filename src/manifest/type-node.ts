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
  /** Two members or more, none of them a union, none twice; `null` last. */
  | { readonly kind: "union"; readonly members: readonly TypeNode[] }
  | { readonly kind: "array"; readonly element: TypeNode }
  | {
      readonly kind: "tuple";
      readonly elements: readonly TypeNode[];
      readonly rest?: TypeNode;
    }
  | ObjectNode
  /** An object with any keys and values of one type. */
  | { readonly kind: "record"; readonly value: TypeNode };

/** A closed object: unknown keys are rejected. */
export interface ObjectNode {
  readonly kind: "object";
  /** In source order. */
  readonly properties: readonly PropertyNode[];
}

/** A property of an object type. */
export interface PropertyNode {
  readonly name: string;
  readonly type: TypeNode;
  readonly optional: boolean;
  /** The author's doc comment, without the asterisks. */
  readonly description?: string;
}
