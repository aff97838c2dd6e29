import { assertOptions } from "../errors/assert-options.js";
import type { Duration } from "../internal/duration.js";
import { timeLimit } from "../internal/options/duration-rules.js";
import { callback, text, word } from "../internal/options/rules.js";
import { shape } from "../internal/options/shape.js";
import { isZodSchema, zodSchema, type OutputOf, type ZodSchema } from "./zod-schema.js";
import { isObject } from "../internal/is-object.js";

/** What a tool knows about the call that it answers. */
export interface ToolContext {
  /** Aborted when the result is no longer wanted: at the tool's timeout, and when the execution ends. */
  readonly signal: AbortSignal;
  readonly executionId: string;
  /** The agent's name: `"weather"`. */
  readonly agent: string;
  readonly toolCallId: string;
  /** The step that asked for the tool, from 1. */
  readonly step: number;
}

/** What {@link defineTool} takes. */
export interface ToolOptions<Schema extends ZodSchema> {
  /** What the model calls it: letters, digits, `_` and `-`, at most 64. */
  readonly name: string;
  /** When the model should use it. */
  readonly description: string;
  /** A schema of an object or of a union of objects; the model's arguments are validated with it before `run` sees them. */
  readonly input: Schema;
  /** Default: the config's, or `"60s"`. */
  readonly timeout?: Duration;
  /**
   * Returns the result: any JSON value, or content parts. When it throws, the model gets the error's
   * message, without the stack; a `FatalToolError` ends the execution.
   */
  readonly run: (input: OutputOf<Schema>, context: ToolContext) => unknown;
}

/** A tool that is declared once and shared by several agents. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly input: ZodSchema;
  readonly timeout?: Duration;
  run(input: unknown, context: ToolContext): unknown;
}

const optionsRule = shape<ToolOptions<ZodSchema>>(
  {
    name: word("1 to 64 letters, digits, _ and -", isToolName),
    description: text,
    input: zodSchema,
    timeout: timeLimit,
    run: callback,
  },
  ["name", "description", "input", "run"],
);

/**
 * Declares a tool that agents can share: `@tools(search)` gives it to an agent. Its Zod schema
 * describes the arguments to the model and validates them. Throws `config_invalid` for invalid options.
 */
export function defineTool<Schema extends ZodSchema>(options: ToolOptions<Schema>): Tool {
  assertOptions(nameOf(options), options, optionsRule);
  const { name, description, input, timeout } = options;
  return Object.freeze({
    name,
    description,
    input,
    ...(timeout !== undefined && { timeout }),
    run: (given: unknown, context: ToolContext) => options.run(given as OutputOf<Schema>, context),
  });
}

function nameOf(options: unknown): string {
  const name = isObject(options) ? options["name"] : undefined;
  return `defineTool(${typeof name === "string" && isToolName(name) ? JSON.stringify(name) : ""})`;
}

/** Whether a value has the form of what {@link defineTool} makes, whichever copy of this package made it. */
export function isTool(value: unknown): value is Tool {
  return (
    isObject(value) &&
    typeof value["name"] === "string" &&
    typeof value["description"] === "string" &&
    isObject(value["input"]) &&
    isZodSchema(value["input"]) &&
    typeof value["run"] === "function"
  );
}

/** Whether a model can call a tool so: every provider takes these names. */
export function isToolName(name: string): boolean {
  return /^[\w-]{1,64}$/.test(name);
}
