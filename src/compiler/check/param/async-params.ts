import type { ZodSchema } from "../../../dsl/zod-schema.js";
import type { Json } from "../../../internal/json.js";
import { isZodV4 } from "../../../schema/zod/from-zod-v4.js";
import { hasAsyncPart } from "../../../schema/zod/has-async-part.js";
import { isAsyncCheckError } from "../../../schema/zod/is-async-check-error.js";
import { report } from "../../diagnostics/report.js";
import { defaultPatience, watch } from "../../evaluate/watchdog.js";
import type { Rule } from "../../program/rule.js";

/**
 * The Zod schema of a param checks at once, because a call checks its params before it returns. What a
 * schema hides is found by its default, where there is one, and else by the first call.
 */
export const checkAsyncParams: Rule = ({ agents }) =>
  agents.flatMap(({ declaration, params }) =>
    params.flatMap(({ name, schema, default: value, converts, paramSpan }) => {
      if (schema === undefined) return [];
      const given = converts ? undefined : value;
      const isAsync = hasAsyncPart(schema) || isAsyncFor(schema, given, declaration.file);
      return isAsync ? [report("param/async-schema", paramSpan, { name })] : [];
    }),
  );

/** Whether to check a value takes longer than a moment, found by beginning to. */
export function isAsyncFor(schema: ZodSchema, value: Json | undefined, file: string): boolean {
  if (value === undefined) return false;
  // A check of the project may go on for years.
  const unwatch = watch("checking the defaults of", file, defaultPatience);
  try {
    if (!isZodV4(schema)) return !schema.safeParse(value);
    const result = schema._zod.run({ value, issues: [] }, { async: true });
    if (!(result instanceof Promise)) return false;
    // What becomes of it is nobody's concern, not even that it fails.
    result.catch(() => {});
    return true;
  } catch (error) {
    return isAsyncCheckError(error);
  } finally {
    unwatch();
  }
}
