import { AgentError, type Issue } from "../../errors.js";
import { listIssues } from "../../errors/issues.js";
import { isNestedTooDeep } from "../../internal/is-nested-too-deep.js";
import {
  createPartialJsonParser,
  maxDepth,
} from "../../internal/partial-json/partial-json-parser.js";
import type { Json } from "../../internal/json.js";
import type { RestorePlan } from "../../schema/strict/restore-plan.js";
import { restore } from "../../schema/strict/restore.js";
import { restorePlanOf } from "../../schema/strict/strict-schema-of.js";
import type { AnyBinding } from "../call/binding.js";
import type { Call } from "../call/call.js";
import { readUnenforced } from "../../reading/read-unenforced.js";
import type { ZodIssue, ZodSchema } from "../../dsl/zod-schema.js";
import { hideProtoKeys, type ProtoKeys } from "./proto-keys.js";

/** By binding: the schema of its params, once it has been made. */
const paramSchemas = new WeakMap<AnyBinding, ZodSchema>();

function paramsOf(binding: AnyBinding): ZodSchema {
  const made = paramSchemas.get(binding) ?? binding.params();
  paramSchemas.set(binding, made);
  return made;
}

/** The params, defaults filled in. Throws `invalid_params` with every issue. */
export function validateParams(
  binding: AnyBinding,
  given: unknown,
): Readonly<Record<string, unknown>> {
  const result = parseNow(paramsOf(binding), given ?? {});
  if (result.success) return result.data as Readonly<Record<string, unknown>>;
  const { issues, cause } = result;
  throw new AgentError(
    "invalid_params",
    `The params of ${binding.spec.name} are invalid:\n${listIssues(issues)}`,
    { issues, cause },
  );
}

/** An output: what the schema makes of the JSON that it takes. */
export interface ValidOutput {
  readonly output: unknown;
  readonly json: Json;
}

/**
 * The output that a complete text is. Throws `invalid_output` with every issue.
 *
 * @param enforced whether a server held the answer to the schema: then its JSON is the whole text
 */
export async function validateOutput(
  { binding: { spec }, output: schema }: Call,
  text: string,
  enforced: boolean,
): Promise<ValidOutput> {
  if (!schema || !spec.output) return { output: text, json: text };
  const given = parseStrictly(spec.name, enforced ? text : readUnenforced(text));
  const json = restore(given, restorePlanOf(spec.output)) as Json;
  const result = await parse(schema, json);
  if (result.success) return { output: result.data, json };
  const { issues, cause } = result;
  throw new AgentError(
    "invalid_output",
    `The model's answer does not satisfy ${spec.output.exportName}:\n${listIssues(issues)}`,
    { issues, cause },
  );
}

/** What came of asking a schema. */
export type Parsed =
  | { readonly success: true; readonly data: unknown }
  | { readonly success: false; readonly issues: readonly Issue[]; readonly cause?: unknown };

/**
 * Asks a schema of a model's JSON, first undoing what a strict mode made of it by `plan`. A schema's own code
 * (a transform, a refinement, async or not) may throw, and a value may be nested too deep for it; that,
 * too, is a value it cannot take.
 */
export async function parse(
  schema: ZodSchema,
  value: unknown,
  plan?: RestorePlan,
): Promise<Parsed> {
  try {
    // Async from the start: a check that turns out to be async when it is asked for at once has begun,
    // and when it fails nobody is there to hear it.
    const keys = hideProtoKeys(restore(value, plan));
    return toParsed(await schema.safeParseAsync(keys.value), keys);
  } catch (cause) {
    return toUnchecked(cause);
  }
}

/** The same for params, at once: a call takes them before it returns. */
function parseNow(schema: ZodSchema, value: unknown): Parsed {
  try {
    const keys = hideProtoKeys(value);
    return toParsed(schema.safeParse(keys.value), keys);
  } catch (cause) {
    return toUnchecked(cause);
  }
}

function toParsed(result: ReturnType<ZodSchema["safeParse"]>, keys: ProtoKeys): Parsed {
  return result.success
    ? { success: true, data: keys.restore(result.data) }
    : { success: false, issues: toIssues(result.error, keys) };
}

function toUnchecked(cause: unknown): Parsed {
  const name = cause instanceof Error ? cause.name : typeof cause;
  const message = `the schema could not check it (${name}); see the cause`;
  return { success: false, issues: [{ path: [], message }], cause };
}

function parseStrictly(agent: string, text: string): unknown {
  if (isNestedTooDeep(text)) throw unreadable(agent, `is nested deeper than ${maxDepth} levels`);
  try {
    return JSON.parse(text);
  } catch {
    // The engine's message quotes the text, which must not reach a log.
    const what = text.trim() === "" ? "is empty" : `is not valid JSON (${whereItBreaks(text)})`;
    throw unreadable(agent, what);
  }
}

function unreadable(agent: string, what: string): AgentError {
  const issues: Issue[] = [{ path: [], message: `the text ${what}` }];
  return new AgentError(
    "invalid_output",
    `The model's answer to ${agent} ${what}. The text is in partialText.`,
    { issues },
  );
}

/** Where a text stops being JSON, in words. */
export function whereItBreaks(text: string): string {
  const parser = createPartialJsonParser();
  parser.write(text);
  parser.end();
  const { failedAt = 0 } = parser;
  return failedAt >= text.length ? "it ends too early" : `it breaks at character ${failedAt}`;
}

function toIssues(error: { readonly issues: readonly ZodIssue[] }, keys: ProtoKeys): Issue[] {
  return error.issues.map(({ path, message }) => ({
    path: path.map((key) => (typeof key === "symbol" ? key.toString() : keys.rename(key))),
    message: keys.rename(withoutValue(message)),
  }));
}

/** Zod 3 quotes what it got instead of an enum's value or a literal; an issue never holds a value. */
function withoutValue(message: string): string {
  const at = message.indexOf(", received '");
  return at !== -1 && message.endsWith("'") ? message.slice(0, at) : message;
}
