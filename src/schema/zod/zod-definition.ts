/** What a schema of Zod was made from, by the names that Zod gives its parts. */
export type ZodDefinition = Readonly<Record<string, unknown>>;

/** The definition of a schema of Zod 4 (`_zod.def`) or Zod 3 (`_def`), known by its marks; else `undefined`. */
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
