import { assertOptions } from "../errors/assert-options.js";
import type { Duration } from "../internal/duration.js";
import { timeLimit } from "../internal/options/duration-rules.js";
import type { OptionRule } from "../internal/options/option-rule.js";
import { callback, either, flag, text, word } from "../internal/options/rules.js";
import { shape } from "../internal/options/shape.js";
import { isZodSchema, zodSchema, type OutputOf, type ZodSchema } from "./zod-schema.js";
import { isObject } from "../internal/is-object.js";

/**
 * What a tool knows about the call that it answers.
 *
 * @typeParam Context The live context that the tool needs: `ToolContext<{ session: Session }>`.
 */
export interface ToolContext<Context = Readonly<Record<string, unknown>>> {
  /** Aborted when the result is no longer wanted: at the tool's timeout, and when the execution ends. */
  readonly signal: AbortSignal;
  readonly executionId: string;
  /** The agent's name: `"weather"`. */
  readonly agent: string;
  readonly toolCallId: string;
  /** The step that asked for the tool, from 1. */
  readonly step: number;
  /**
   * Emits a `data` event with data of your own for those who watch the execution; the model does not get it.
   * Does nothing once the call of the tool has ended. Throws a `TypeError` for data that JSON cannot represent.
   */
  emit(name: string, data: unknown): void;
  /** What the agent's `@context` fields have, by their names. Without any: `{}`. */
  readonly context: Context;
}

/**
 * The result of a tool whose function returns this: what the promise resolves to; of a generator what it
 * returns, or what it yields where it returns nothing.
 */
export type ToolResult<Returned> =
  Awaited<Returned> extends
    | Generator<infer Yielded, infer Result>
    | AsyncGenerator<infer Yielded, infer Result>
    ? GeneratorResult<Yielded, Awaited<Result>>
    : Awaited<Returned>;

type GeneratorResult<Yielded, Result> = [Result] extends [undefined | void]
  ? Yielded
  : Exclude<Result, undefined | void> | (undefined extends Result ? Yielded : never);

/** What {@link defineTool} takes. */
export interface ToolOptions<
  Schema extends ZodSchema,
  Returned = unknown,
  Context = Readonly<Record<string, unknown>>,
> {
  /** What the model calls it: letters, digits, `_` and `-`, at most 64. */
  readonly name: string;
  /** When the model should use it. */
  readonly description: string;
  /** A schema of an object or of a union of objects; the model's arguments are validated with it before `run` sees them. */
  readonly input: Schema;
  /** Default: the config's, or `"60s"`. */
  readonly timeout?: Duration;
  /**
   * Whether the execution is complete when the tool succeeds, without another request to the model. Where the
   * agent has a schema, the result is the output. Default: false.
   */
  readonly final?: boolean;
  /**
   * Whether a person must approve a call before the tool runs: always, or as a function of the arguments says. Its
   * `on("approval", …)` decides while the execution runs; without one, the execution ends as `paused`. Default:
   * `false`.
   */
  readonly approve?: boolean | ((input: OutputOf<Schema>) => boolean | Promise<boolean>);
  /**
   * Returns the result: any JSON value, or content parts. A generator, async or not, says how far it is with
   * each value that it yields, and returns the result; if it returns nothing, the last value is the result.
   * When it throws, the model gets the error's message, without the stack; a `FatalToolError` ends the
   * execution.
   */
  readonly run: (input: OutputOf<Schema>, context: ToolContext<Context>) => Returned;
  /**
   * What the model gets instead of the result, which events and the record have in full. Write it below `run`,
   * so that it has the type of the result. Default: the result.
   */
  readonly toModel?: (result: ToolResult<Returned>) => unknown;
}

/**
 * A tool that is declared once and shared by several agents.
 *
 * @typeParam Context The live context that it needs of an agent.
 */
export interface Tool<Context = never> {
  readonly name: string;
  readonly description: string;
  readonly input: ZodSchema;
  readonly timeout?: Duration;
  /** Whether the execution is complete when the tool succeeds. Absent: it is not. */
  readonly final?: boolean;
  readonly run: (input: unknown, context: ToolContext<Context>) => unknown;
  /** Whether a person must approve a call, by its arguments or always. Absent: nobody has to. */
  readonly approve?: boolean | ((input: unknown) => boolean | Promise<boolean>);
  /** What the model gets instead of the result. Absent: the result. */
  toModel?(result: unknown): unknown;
}

/** What {@link clientTool} takes. */
export interface ClientToolOptions {
  /** What the model calls it: letters, digits, `_` and `-`, at most 64. */
  readonly name: string;
  /** When the model should use it. */
  readonly description: string;
  /** A schema of an object or of a union of objects, which the model's arguments must satisfy. */
  readonly input: ZodSchema;
  /** A schema of the result, which is data from outside. Default: any JSON. */
  readonly output?: ZodSchema;
}

/** A tool that somebody else runs, such as the user's browser. */
export interface ClientTool extends ClientToolOptions {
  readonly client: true;
}

/** Whether a person must approve a call. */
export const approveRule: OptionRule = either("true, false or a function", flag, callback);

const optionsRule = shape<ToolOptions<ZodSchema>>(
  {
    name: word("1 to 64 letters, digits, _ and -", isToolName),
    description: text,
    input: zodSchema,
    timeout: timeLimit,
    final: flag,
    approve: approveRule,
    run: callback,
    toModel: callback,
  },
  ["name", "description", "input", "run"],
);

/**
 * Declares a tool that agents can share: `@tools(search)` gives it to an agent. Its Zod schema
 * describes the arguments to the model and validates them. Throws `config_invalid` for invalid options.
 */
export function defineTool<
  Schema extends ZodSchema,
  Returned = unknown,
  Context = Readonly<Record<string, unknown>>,
>(options: ToolOptions<Schema, Returned, Context>): Tool<Context> {
  assertOptions(nameOf(options), options, optionsRule);
  const { name, description, input, timeout, final, approve, toModel } = options;
  return Object.freeze({
    name,
    description,
    input,
    ...(timeout !== undefined && { timeout }),
    ...(final !== undefined && { final }),
    ...(approve !== undefined && { approve: approve as Tool["approve"] & {} }),
    run: (given: unknown, context: ToolContext<Context>) =>
      options.run(given as OutputOf<Schema>, context),
    ...(toModel && { toModel }),
  });
}

const clientRule = shape<ClientToolOptions>(
  {
    name: word("1 to 64 letters, digits, _ and -", isToolName),
    description: text,
    input: zodSchema,
    output: zodSchema,
  },
  ["name", "description", "input"],
);

/**
 * Declares a tool without a body: somebody else runs it, such as the user's browser, and gives its result to
 * `execution.answer` or `conversation.continue`. Until then the execution waits, or ends as `paused`. Throws
 * `config_invalid` for invalid options.
 */
export function clientTool(options: ClientToolOptions): ClientTool {
  assertOptions(nameOf(options, "clientTool"), options, clientRule);
  const { name, description, input, output } = options;
  return Object.freeze({ name, description, input, ...(output && { output }), client: true });
}

function nameOf(options: unknown, maker = "defineTool"): string {
  const name = isObject(options) ? options["name"] : undefined;
  return `${maker}(${typeof name === "string" && isToolName(name) ? JSON.stringify(name) : ""})`;
}

/** Whether a value has the form of what {@link defineTool} makes, whichever copy of this package made it. */
export function isTool(value: unknown): value is Tool {
  return isDescribed(value) && typeof value["run"] === "function";
}

/** Whether a value has the form of what {@link clientTool} makes, whichever copy of this package made it. */
export function isClientTool(value: unknown): value is ClientTool {
  return isDescribed(value) && value["client"] === true;
}

/** Whether a value has what a model is told of a tool. */
function isDescribed(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    isObject(value) &&
    typeof value["name"] === "string" &&
    typeof value["description"] === "string" &&
    isObject(value["input"]) &&
    isZodSchema(value["input"])
  );
}

/** Whether a model can call a tool so: every provider takes these names. */
export function isToolName(name: string): boolean {
  return /^[\w-]{1,64}$/.test(name);
}
