import type { ZodSchema } from "../../dsl/zod-schema.js";
import { callOptionRules } from "../call/call-option-rules.js";
import type { AnyCallOptions } from "../call/context-caller.js";
import { bindPlainCall } from "./bind-plain-call.js";
import { toCall } from "../call/call.js";
import { findPlainCallIssues } from "./check-plain-call.js";
import { withoutFaults } from "../call/find-option-issues.js";
import { invalidOptions } from "../../errors/issues.js";
import type { Execution, StreamingExecution } from "../../reading/execution.js";
import type { AnyPlainCallOptions, PlainCallOptions } from "./plain-call-options.js";
import type { SchemaJson, SchemaOutput, SchemaPartial } from "../call/schema-option.js";
import { startExecution } from "../run/start-execution.js";

/**
 * Asks a model without an agent and without a build, and does not stream.
 *
 * ```ts
 * const text = await complete({ model: "openai/gpt-4o", messages: [{ role: "user", content: "Hi" }] });
 * ```
 *
 * It works like a call of an agent: timeouts, retries, tools, validation, the record. There is no
 * cache. The execution fails with `invalid_params` for unknown or invalid options, and with
 * `config_invalid` for a schema that cannot be described to a model and for an invalid limit. Throws
 * `config_invalid` for a `config` that `defineConfig` did not create.
 */
export function complete<Schema extends ZodSchema | undefined = undefined>(
  options: PlainCallOptions<Schema>,
): Execution<SchemaOutput<Schema>, SchemaJson<Schema>> {
  return start(options, "complete") as Execution<SchemaOutput<Schema>, SchemaJson<Schema>>;
}

/**
 * Asks a model like {@link complete}, and streams the answer.
 *
 * ```ts
 * for await (const chunk of stream({ model, messages })) process.stdout.write(chunk);
 * ```
 */
export function stream<Schema extends ZodSchema | undefined = undefined>(
  options: PlainCallOptions<Schema>,
): StreamingExecution<SchemaOutput<Schema>, SchemaPartial<Schema>, SchemaJson<Schema>> {
  return start(options, "stream") as StreamingExecution<
    SchemaOutput<Schema>,
    SchemaPartial<Schema>,
    SchemaJson<Schema>
  >;
}

function start(given: AnyPlainCallOptions, kind: "complete" | "stream"): unknown {
  // As they are now: who keeps a list of messages goes on adding to it.
  const { messages } = given ?? {};
  const options = { ...given, messages: Array.isArray(messages) ? [...messages] : messages };
  const binding = bindPlainCall(options, kind);
  const issues = findPlainCallIssues(options);
  const call = toCall(binding, callOptionsOf(withoutFaults(options, issues)));
  const validate = (): {} => {
    if (issues.length > 0) throw invalidOptions(binding.spec.name, issues);
    return {};
  };
  return startExecution(call, validate, kind === "complete" ? complete : stream).execution;
}

/** The options that every call has; what a plain call has beside them is in its binding. */
function callOptionsOf(options: AnyPlainCallOptions): AnyCallOptions {
  const known = Object.keys(callOptionRules);
  return Object.fromEntries(Object.entries(options).filter(([key]) => known.includes(key)));
}
