import { typed } from "../internal/options/rules.js";

/** What came of checking a value. */
type SafeParsed =
  | { readonly success: true; readonly data: unknown }
  | { readonly success: false; readonly error: { readonly issues: readonly ZodIssue[] } };

/** What every Zod schema can do, in every version: check a value without throwing. */
interface SafeParse {
  safeParse(value: unknown): SafeParsed;
  /** The same with refinements and transforms that are async. */
  safeParseAsync(value: unknown): Promise<SafeParsed>;
}

/** One thing wrong with a value, as Zod says it. */
export interface ZodIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** A schema of Zod 4, of its full or its mini edition. */
export interface Zod4Schema extends SafeParse {
  readonly _zod: { readonly output: unknown };
}

/** A schema of Zod 3. */
export interface Zod3Schema extends SafeParse {
  readonly _output: unknown;
}

/**
 * A Zod schema of any version, described by its shape: this package does not import Zod, so an
 * application may use any version, or several.
 */
export type ZodSchema = Zod4Schema | Zod3Schema;

/** The type of a valid value, as `z.infer` gives it. */
export type OutputOf<Schema extends ZodSchema> = Schema extends Zod4Schema
  ? Schema["_zod"]["output"]
  : Schema["_output" & keyof Schema];

/** The type of what a schema takes, as `z.input` gives it. */
export type InputOf<Schema extends ZodSchema> = Schema extends {
  readonly _zod: { readonly input: infer Input };
}
  ? Input
  : Schema extends { readonly _input: infer Input }
    ? Input
    : unknown;

/** The rule of an option that takes a schema. */
export const zodSchema = typed(
  (value) => typeof value === "object" && value !== null && isZodSchema(value),
  "a Zod schema: z.object({ … })",
);

/** Tells a schema from an object of constraints. */
export function isZodSchema(value: object): value is ZodSchema {
  return "safeParse" in value && typeof value.safeParse === "function";
}
