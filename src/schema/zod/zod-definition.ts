/** The definition of a Zod schema, with Zod's names for its parts. */
export type ZodDefinition = Readonly<Record<string, unknown>>;

/**
 * The definition of a schema of Zod 4 (`_zod.def`) or Zod 3 (`_def`), recognised by its marks; otherwise
 * `undefined`.
 */
export function zodDefinition(schema: unknown): ZodDefinition | undefined {
  if ((typeof schema !== "object" && typeof schema !== "function") || schema === null) {
    return undefined;
  }
  const zod4: unknown = Reflect.get(schema, "_zod");
  const definition: unknown =
    typeof zod4 === "object" && zod4 !== null
      ? Reflect.get(zod4, "def")
      : Reflect.get(schema, "_def");
  return typeof definition === "object" && definition !== null
    ? (definition as ZodDefinition)
    : undefined;
}
