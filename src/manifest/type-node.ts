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
  | TemplateNode
  /** A point in time: a `Date` in the class, ISO 8601 text in JSON. A caller may give either. */
  | { readonly kind: "date" }
  | { readonly kind: "array"; readonly element: TypeNode }
  | {
      readonly kind: "tuple";
      readonly elements: readonly TypeNode[];
      /** How many elements there are at least; those after them may be left out. Absent: all of them. */
      readonly least?: number;
      readonly rest?: TypeNode;
    }
  | ObjectNode
  /** An object with any keys and values of one type. */
  | { readonly kind: "record"; readonly value: TypeNode }
  | RecursiveNode
  /** The {@link RecursiveNode} of this name that it stands within. */
  | { readonly kind: "ref"; readonly name: string };

/** Text made of fixed parts and of what stands between them: `id-${number}`. */
export interface TemplateNode {
  readonly kind: "template";
  /** The fixed parts, one more than there are types. */
  readonly texts: readonly string[];
  readonly types: readonly ("string" | "number" | "bigint")[];
}

/** A type that contains itself, by a `ref` of its name. */
export interface RecursiveNode {
  readonly kind: "recursive";
  /** The author's name of it; no two that stand within each other share one. */
  readonly name: string;
  readonly type: TypeNode;
}

/** An object. */
export interface ObjectNode {
  readonly kind: "object";
  /** In source order. */
  readonly properties: readonly PropertyNode[];
  /** What further keys hold, where a Zod schema takes them. Absent: they are refused. */
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
