import type { Duration } from "../internal/duration.js";
import type { OutputOf, ZodSchema } from "./zod-schema.js";

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
  /** An object schema; the model's arguments are validated with it before `run` sees them. */
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
