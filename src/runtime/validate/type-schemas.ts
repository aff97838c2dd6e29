import type { z as Zod } from "zod/v4";

const expected =
  'must be a Date, or an ISO 8601 string such as "2026-01-31" or "2026-01-31T09:30:00Z" (with an offset)';

/**
 * The validator of a `Date` in a param or in a tool's input, for generated modules: it accepts a `Date`
 * or an ISO 8601 string, as JSON has it, and returns a new `Date`.
 *
 * @param z of the generated module's Zod: this package imports none when it runs
 */
export function dateSchema(z: Pick<typeof Zod, "union" | "date" | "iso">): Zod.ZodType<Date> {
  return z
    .union([z.date(), z.iso.datetime({ offset: true }), z.iso.date()], expected)
    .transform((value) => new Date(value));
}

/**
 * The validator of a type that contains itself, for generated modules: `make` gets a placeholder for
 * it.
 */
export function recursiveSchema(
  z: Pick<typeof Zod, "lazy">,
  make: (self: Zod.ZodType) => Zod.ZodType,
): Zod.ZodType {
  const self: Zod.ZodType = z.lazy(() => made);
  const made = make(self);
  return made;
}
