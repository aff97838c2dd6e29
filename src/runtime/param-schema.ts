import type { z as Zod } from "zod/v4";
import { declarationOf } from "../dsl/declaration.js";
import { AgentError } from "../errors.js";

/**
 * The schema that `@param(schema)` gave to a field, for the validator of a generated module, which is
 * Zod 4's: the author's may be of Zod 3, of Zod 4's mini edition, or of another copy of Zod. Throws
 * `config_invalid` when the class does not give one (any more).
 *
 * @param z the generated module's Zod: this package imports none when it runs
 */
export function paramSchema(
  z: typeof Zod,
  agent: abstract new (...args: never) => unknown,
  name: string,
): Zod.ZodType {
  const schema = declarationOf(agent).params[name]?.schema;
  if (!schema) {
    throw new AgentError(
      "config_invalid",
      `The generated module of ${agent.name} is stale: ${name} has no schema of its own. Run: agents build`,
    );
  }
  return z.unknown().transform((value, context) => {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    for (const { message, path } of result.error.issues) {
      context.addIssue({ code: "custom", message, path: [...path] });
    }
    return z.NEVER;
  });
}
