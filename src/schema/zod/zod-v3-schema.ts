/** The parts of a Zod 3 schema that are read here. */
export interface ZodV3Schema {
  readonly _def: { readonly typeName: string } & Readonly<Record<string, unknown>>;
}

/** Whether a value is a schema of Zod 3. */
export function isZodV3(value: unknown): value is ZodV3Schema {
  if (typeof value !== "object" || value === null) return false;
  const def: unknown = Reflect.get(value, "_def");
  return typeof def === "object" && def !== null && "typeName" in def;
}
