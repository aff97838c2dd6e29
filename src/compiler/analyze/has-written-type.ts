import { findExport } from "../source/find-origin.js";
import type { Sources } from "../source/sources.js";
import { ts } from "../source/typescript.js";

/**
 * Whether the type of an exported schema is written beside it: `const Story: z.ZodType<Story> = …`.
 * It may say less than the schema does, and it is what callers are promised.
 */
export function hasWrittenType(
  schema: { readonly module: string; readonly name: string },
  sources: Sources,
): boolean {
  const file = sources.open(schema.module);
  const origin = file && findExport(schema.name, file, "value", sources);
  const declaration = origin?.kind === "declared" ? origin.declarations[0] : undefined;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return false;
  const { type, initializer } = declaration;
  return type !== undefined || (initializer !== undefined && ts.isAsExpression(initializer));
}
