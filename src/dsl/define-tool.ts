import { AgentError } from "../errors.js";
import { readDuration, type Duration } from "../internal/duration.js";
import { findUnknownOption } from "../internal/find-unknown-option.js";
import { isZodSchema, type OutputOf, type ZodSchema } from "./zod-schema.js";

/** What a tool knows of the call that it answers. */
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
  /** When the model is to use it. */
  readonly description: string;
  /** A schema of an object or of a union of objects; the model's arguments are validated with it before `run` sees them. */
  readonly input: Schema;
  /** Default: the config's, and else `"60s"`. */
  readonly timeout?: Duration;
  /**
   * Gives the result: any JSON value, or content parts. What it throws is told to the model, its message
   * and not its stack; a `FatalToolError` ends the execution.
   */
  readonly run: (input: OutputOf<Schema>, context: ToolContext) => unknown;
}

/** A tool that is declared once and shared by agents. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly input: ZodSchema;
  readonly timeout?: Duration;
  run(input: unknown, context: ToolContext): unknown;
}

/**
 * Declares a tool to be shared: `@tools(search)` gives it to an agent. Its Zod schema is what the model is
 * told and what its arguments are validated with. Throws `config_invalid` for options that cannot be.
 */
export function defineTool<Schema extends ZodSchema>(options: ToolOptions<Schema>): Tool {
  assertOptions(options);
  const { name, description, input, timeout } = options;
  return Object.freeze({
    name,
    description,
    input,
    ...(timeout !== undefined && { timeout }),
    run: (given: unknown, context: ToolContext) => options.run(given as OutputOf<Schema>, context),
  });
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

const known = ["name", "description", "input", "timeout", "run"];

function assertOptions(options: unknown): void {
  if (!isObject(options)) return refuse("it takes { name, description, input, run }");
  const { name, description, input, timeout, run } = options;
  const problem = findUnknownOption(options, known);
  if (problem !== undefined) refuse(problem, name);
  if (typeof name !== "string") refuse('it has no name. Write name: "search".');
  if (!isToolName(name)) refuse("a name is 1 to 64 letters, digits, _ and -", name);
  if (typeof description !== "string") {
    refuse('it has no description. Write when the model is to use it: description: "…".', name);
  }
  if (!isObject(input) || !isZodSchema(input)) {
    refuse("its input is no Zod schema. Write input: z.object({ … }).", name);
  }
  if (timeout !== undefined && readDuration(String(timeout)) === undefined) {
    refuse(`its timeout ${JSON.stringify(timeout)} is no duration. Write "30s" or "3m".`, name);
  }
  if (typeof run !== "function") refuse("it has no run. Write run: async (input) => { … }.", name);
}

function refuse(reason: string, name?: unknown): never {
  const tool = typeof name === "string" ? `(${JSON.stringify(name)})` : "";
  throw new AgentError("config_invalid", `defineTool${tool}: ${reason}`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
