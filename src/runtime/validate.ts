import { AgentError, type Issue } from "../errors.js";
import { fromStrict } from "../schema/from-strict.js";
import type { AgentBinding, Call } from "./call.js";
import type { ZodIssue, ZodSchema } from "../dsl/zod-schema.js";

/** By binding: the schema of its params, once it has been made. */
const paramSchemas = new WeakMap<AgentBinding, ZodSchema>();

function paramsOf(binding: AgentBinding): ZodSchema {
  const made = paramSchemas.get(binding) ?? binding.params();
  paramSchemas.set(binding, made);
  return made;
}

/** The params, defaults filled in. Throws `invalid_params` with every issue. */
export function validateParams(call: Call): Readonly<Record<string, unknown>> {
  const { binding } = call;
  const result = paramsOf(binding).safeParse(call.params ?? {});
  if (result.success) return result.data as Readonly<Record<string, unknown>>;
  const issues = toIssues(result.error);
  throw new AgentError(
    "invalid_params",
    `The params of ${binding.spec.name} are invalid:\n${listIssues(issues)}`,
    { issues },
  );
}

/** The output that a complete text is. Throws `invalid_output` with every issue. */
export function validateOutput(binding: AgentBinding, text: string): unknown {
  const { spec, output: schema } = binding;
  if (!schema || !spec.output) return text;
  const result = safeParse(schema, fromStrict(parseStrictly(spec.name, text), spec.output.schema));
  if (result.success) return result.data;
  const issues = toIssues(result.error);
  throw new AgentError(
    "invalid_output",
    `The model's answer does not satisfy ${spec.output.exportName}:\n${listIssues(issues)}`,
    { issues },
  );
}

/** A schema's own code (a transform, a refinement) may throw; that, too, is an answer it cannot take. */
function safeParse(schema: ZodSchema, value: unknown): ReturnType<ZodSchema["safeParse"]> {
  try {
    return schema.safeParse(value);
  } catch (error) {
    const message = `the schema threw: ${error instanceof Error ? error.message : String(error)}`;
    return { success: false, error: { issues: [{ path: [], message }] } };
  }
}

function parseStrictly(agent: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The engine's message quotes the text, which must not reach a log; its position may.
    const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
    const where = position === undefined ? "" : ` (it breaks at character ${position})`;
    const what = text.trim() === "" ? "is empty" : `is no JSON${where}`;
    const issues: Issue[] = [{ path: [], message: `the text ${what}` }];
    throw new AgentError(
      "invalid_output",
      `The model's answer to ${agent} ${what}. The text is kept in partialText.`,
      { issues },
    );
  }
}

function toIssues(error: { readonly issues: readonly ZodIssue[] }): Issue[] {
  return error.issues.map(({ path, message }) => ({
    path: path.map((key) => (typeof key === "symbol" ? key.toString() : key)),
    message,
  }));
}

function listIssues(issues: readonly Issue[]): string {
  return issues
    .map(({ path, message }) => `  ${path.length === 0 ? "" : `${path.join(".")}: `}${message}`)
    .join("\n");
}
