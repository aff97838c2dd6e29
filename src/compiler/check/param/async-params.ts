import type { ZodSchema } from "../../../dsl/zod-schema.js";
import type { Json } from "../../../internal/json.js";
import { isZodV4 } from "../../../schema/zod/from-zod-v4.js";
import { hasAsyncPart } from "../../../schema/zod/has-async-part.js";
import { isAsyncCheckError } from "../../../schema/zod/is-async-check-error.js";
import { report } from "../../diagnostics/report.js";
import { defaultPatience, watch } from "../../evaluate/watchdog.js";
import type { Rule } from "../../program/rule.js";

/**
 * The Zod schema of a param is synchronous, because a call checks its params before it returns. Async parts
 * that are not visible in the schema are found by checking its default, or else by the first call.
 */
export const checkAsyncParams: Rule = ({ callables }) =>
  callables.flatMap(({ declaration, params }) =>
    params.flatMap(({ name, schema, default: value, converts, paramSpan }) => {
      if (schema === undefined) return [];
      const given = converts ? undefined : value;
      const isAsync = hasAsyncPart(schema) || isAsyncFor(schema, given, declaration.file);
      return isAsync ? [report("param/async-schema", paramSpan, { name })] : [];
    }),
  );

/** Whether checking a value is asynchronous, found by starting the check. */
export function isAsyncFor(schema: ZodSchema, value: Json | undefined, file: string): boolean {
  if (value === undefined) return false;
  // A check by the project's code may never end.
  const unwatch = watch("checking the defaults of", file, defaultPatience);
  try {
    if (!isZodV4(schema)) return !schema.safeParse(value);
    const result = schema._zod.run({ value, issues: [] }, { async: true });
    if (!(result instanceof Promise)) return false;
    // Its result is ignored, even a failure.
    result.catch(() => {});
    return true;
  } catch (error) {
    return isAsyncCheckError(error);
  } finally {
    unwatch();
  }
}
