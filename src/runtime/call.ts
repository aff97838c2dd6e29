import type { ResolvedConfig } from "../config/config.js";
import type { Agent } from "../dsl/agent.js";
import type { Tool } from "../dsl/define-tool.js";
import type { AgentSpec } from "../manifest/manifest.js";
import type { ModelMessage } from "../model/message.js";
import type { Caller, CallOptions, ChunkCallback, EventReceiver } from "./caller.js";
import type { ZodSchema } from "../dsl/zod-schema.js";

/** What a generated module binds a spec to. */
export interface AgentBinding {
  readonly spec: AgentSpec;
  readonly agent: new () => Agent;
  /** Makes what validates the params and fills in their defaults. Called once, at the first call. */
  readonly params: () => ZodSchema;
  /** Validates the output. Absent: the output is the text. */
  readonly output?: ZodSchema;
  /** Validates the arguments of tools that are methods, by the tool's name. */
  readonly toolInputs?: Readonly<Record<string, () => ZodSchema>>;
  /** Calls the agents that are tools, by the tool's name. */
  readonly toolAgents?: Readonly<Record<string, () => Caller<never, unknown>>>;
  /** Tools that `defineTool` made. Absent: those that the class lists. */
  readonly tools?: readonly Tool[];
  readonly config: ResolvedConfig;
  /** What is still to be done before the first request: a plain call makes its JSON Schemas. */
  readonly prepare?: () => Promise<void>;
}

/** One call: a binding, and options in one form. */
export interface Call {
  readonly binding: AgentBinding;
  readonly options: CallOptions;
  /** `"provider/model"`. */
  readonly model: string;
  /** Whether the provider is asked to stream. */
  readonly streamed: boolean;
  /** What was said before, in the conversation that the call is a turn of. */
  readonly history: readonly ModelMessage[];
}

/** The three habits of the second argument as one: a function, an object with `call`, or options. */
export function toCallOptions(
  argument: ChunkCallback | EventReceiver | CallOptions | undefined,
): CallOptions {
  if (argument === undefined || argument === null) return {};
  // Before `call`, because a function has one too.
  if (isCallback(argument)) return { onChunk: argument };
  if (isReceiver(argument)) return { onEvent: (event) => argument.call(event) };
  return argument;
}

type CallArgument = ChunkCallback | EventReceiver | CallOptions;

function isCallback(argument: CallArgument): argument is ChunkCallback {
  return typeof argument === "function";
}

function isReceiver(argument: CallArgument): argument is EventReceiver {
  return "call" in argument && typeof argument.call === "function";
}

/** Fills in what the agent declares for what the call leaves open. */
export function toCall(
  binding: AgentBinding,
  options: CallOptions,
  history: readonly ModelMessage[] = [],
): Call {
  return {
    binding,
    options,
    model: options.model ?? binding.spec.model,
    streamed: options.streaming ?? binding.spec.streaming,
    history,
  };
}
