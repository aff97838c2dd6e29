import type { z as Zod } from "zod/v4";
import { declarationOf } from "../../dsl/declaration.js";
import type { ZodIssue, ZodSchema } from "../../dsl/zod-schema.js";
import { AgentError } from "../../errors.js";
import { takesAbsence } from "../../schema/zod/takes-absence.js";
import { isAsyncCheckError } from "../../schema/zod/is-async-check-error.js";

/**
 * The schema of a `@param(schema)` field, for the validator of a generated module, which uses Zod 4:
 * the author's schema may be of Zod 3, of Zod 4's mini edition, or of another copy of Zod. Throws
 * `config_invalid` if the class does not have one (any longer).
 *
 * @param z of the generated module's Zod: this package imports none when it runs
 */
export function paramSchema(
  z: Pick<typeof Zod, "unknown">,
  agent: abstract new (...args: never) => unknown,
  name: string,
): Zod.ZodType {
  const schema = declarationOf(agent).params[name]?.schema;
  if (!schema) {
    throw new AgentError(
      "config_invalid",
      `The generated module of ${agent.name} is stale: ${name} does not have a schema. Run: agents build`,
    );
  }
  const checked = z.unknown().transform((value, context) => {
    const result = parseAtOnce(schema, value);
    if (result.success) return result.data;
    for (const { message, path } of result.issues) {
      context.addIssue({ code: "custom", message, path: [...path] });
    }
    return undefined;
  });
  // Zod would not ask it for a key that is not there, nor once a param is optional.
  return takesAbsence(schema) ? checked.prefault(undefined) : checked;
}

const later =
  "its schema is asynchronous, but params are validated synchronously: check it in a prompt method, or before the call";

/** What came of asking a schema. */
type Parsed =
  | { readonly success: true; readonly data: unknown }
  | { readonly success: false; readonly issues: readonly ZodIssue[] };

function parseAtOnce(schema: ZodSchema, value: unknown): Parsed {
  try {
    const result = schema.safeParse(value);
    return result.success ? result : { success: false, issues: result.error.issues };
  } catch (error) {
    if (!isAsyncCheckError(error)) throw error;
    return { success: false, issues: [{ path: [], message: later }] };
  }
}
