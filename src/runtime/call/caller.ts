import type { AgentSpec, MaxSteps } from "../../manifest/manifest.js";
import type { RetryOptions, Timeout } from "../../config/config.js";
import type { Json } from "../../internal/json.js";
import type { CallConnection } from "../../model/call-connection.js";
import type { Attachment } from "../../model/content.js";
import type { PromptCacheTtl } from "../../model/prompt-cache.js";
import type { HostedTool } from "../../model/hosted-tool.js";
import type { ToolChoice } from "../../model/tool.js";
import type { Tool } from "../../dsl/define-tool.js";
import type { ProviderOptions } from "../../config/provider-options.js";
import type { ExecutionEvent } from "../../protocol/events.js";
import type { ContinueTurn, Conversation, ConversationOptions } from "./conversation.js";
import type { Execution, StreamingExecution } from "../../reading/execution.js";

/** The options of a call, in addition to its params. */
export interface CallOptions {
  /**
   * Called with each chunk of text, in order. If it throws, the error goes to `onSubscriberError`. With
   * `@retry({ restart: true })`, use `onEvent`, which also gets `reset`.
   */
  readonly onChunk?: ((chunk: string) => void) | undefined;
  /**
   * Called with each event, in order: a function, or an object with `call`. If it throws, the error
   * goes to `onSubscriberError`.
   */
  readonly onEvent?: ((event: ExecutionEvent) => void) | EventReceiver | undefined;
  /** The same as `onEvent`, so that an object with a method `call` can also contain options. */
  readonly call?: ((event: ExecutionEvent) => void) | undefined;
  /**
   * Whether `onEvent` and `call` also get the events of all executions below this one, in the order of all events;
   * `executionId` says whose they are. Default: `false`.
   */
  readonly nested?: boolean | undefined;
  /** Cancels the execution when it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Limits for this call; each replaces the agent's. */
  readonly timeout?: Timeout | undefined;
  /**
   * When requests are retried; each option replaces the agent's. `false`: never. Default: as the agent
   * declares.
   */
  readonly retry?: RetryOptions | false | undefined;
  /** Whether the provider is asked to stream. Default: as the agent declares. */
  readonly streaming?: boolean | undefined;
  /** `false` neither reads nor writes the agent's cache. Default: as the agent declares. */
  readonly cache?: boolean | undefined;
  /** `"provider/model"` instead of the agent's. */
  readonly model?: string | undefined;
  /**
   * Models that are asked, in this order, when the ones before fail: `"provider/model"` each, instead of the
   * agent's. `[]`: no other. Default: as the agent declares.
   */
  readonly fallback?: readonly string[] | undefined;
  /**
   * Whose account is used, and at which server: for the provider of the model that is asked, in this execution
   * and in those of agents that are tools. A fallback of another provider has the config's. It is shown nowhere:
   * in no error, log, event or record. Default: as the config says.
   */
  readonly connection?: CallConnection | undefined;
  /** Images and files for the model, at the end of the prompt's last user message. */
  readonly attachments?: readonly Attachment[] | undefined;
  /**
   * How many messages the model may write; in the last one it must answer. `{ max: 5, atLimit: "fail" }`: it may
   * ask for tools, and the execution then fails with `max_steps`. Default: as the agent declares.
   */
  readonly maxSteps?: MaxSteps | undefined;
  /** How freely the model chooses its words, from 0 (least) to 2. Default: as the agent declares. */
  readonly temperature?: number | undefined;
  /** The most tokens that a message of the model may have. Default: as the agent declares. */
  readonly maxTokens?: number | undefined;
  /**
   * How much the models may write in this execution, in bytes of UTF-8, before `output_limit`; at most
   * 268,435,456. Default: as the config says, and else 67,108,864 (64 MiB).
   */
  readonly maxOutputBytes?: number | undefined;
  /** Whether the model may, must or must not ask for tools in the first step. Default: it may. */
  readonly toolChoice?: ToolChoice | undefined;
  /** Names of the only tools that are offered in this call. `[]`: none. Default: all. */
  readonly activeTools?: readonly string[] | undefined;
  /**
   * Tools for this call, beside those of the agent: made with `defineTool`, or run by the provider, such as
   * `webSearch()`. Default: none.
   */
  readonly tools?: readonly (Tool | HostedTool)[] | undefined;
  /**
   * How long the provider's prompt cache keeps the tools and the system messages; `false`: they are not
   * marked. Default: as the agent declares.
   */
  readonly promptCache?: PromptCacheTtl | false | undefined;
  /**
   * Additional options for the body of requests, by the provider's name in the config; they override
   * the agent's.
   */
  readonly providerOptions?: ProviderOptions | undefined;
  /** Stored unchanged on the record, and on those of agents that are tools. Default: `{}`. */
  readonly metadata?: Readonly<Record<string, Json>> | undefined;
  /** Tags on the record, and on those of agents that are tools. Default: none. */
  readonly tags?: readonly string[] | undefined;
  /**
   * The tenant of the call, stored on the record and on those of agents that are tools. A tenant never
   * gets another tenant's cached answers. Default: none.
   */
  readonly tenant?: string | undefined;
}

/** Options of a call that streams, whatever the agent declares. */
export interface StreamingCallOptions extends CallOptions {
  readonly streaming: true;
}

/** Options of a call that sets `streaming` itself. */
export interface DecidingCallOptions extends CallOptions {
  readonly streaming: boolean;
}

/** Options of a call that streams because the agent does. `true` is taken as well, so that tsc names what else is wrong. */
export interface UndecidedCallOptions extends CallOptions {
  readonly streaming?: true | undefined;
}

/** Called with each chunk of text. */
export type ChunkCallback = (chunk: string) => void;

/** Called with each event of an execution. */
export interface EventReceiver {
  call(event: ExecutionEvent): void;
}

/** The params, which may be left out if none is required. */
export type ParamsArgument<Params> = {} extends Params ? Params | void : Params;

// The overload that most calls mean comes last: it is the one that `ReturnType` and `Parameters` see, and whose
// error tsc shows.

/** Asks an agent that does not stream. */
export interface Ask<Params, Output, OutputJson = Output> {
  (
    params: ParamsArgument<Params>,
    options: StreamingCallOptions,
  ): StreamingExecution<Output, Output, OutputJson>;
  (params: ParamsArgument<Params>, onChunk: ChunkCallback): Execution<Output, OutputJson>;
  (
    params: ParamsArgument<Params>,
    options?: EventReceiver | CallOptions,
  ): Execution<Output, OutputJson>;
}

/** Asks an agent that streams. */
export interface StreamingAsk<Params, Output, PartialOutput = Output, OutputJson = Output> {
  (
    params: ParamsArgument<Params>,
    options: StreamingCallOptions,
  ): StreamingExecution<Output, PartialOutput, OutputJson>;
  (params: ParamsArgument<Params>, options: DecidingCallOptions): Execution<Output, OutputJson>;
  (
    params: ParamsArgument<Params>,
    onChunk: ChunkCallback,
  ): StreamingExecution<Output, PartialOutput, OutputJson>;
  (
    params: ParamsArgument<Params>,
    options?: EventReceiver | UndecidedCallOptions,
  ): StreamingExecution<Output, PartialOutput, OutputJson>;
}

/** What every caller has beside being called. */
export interface CallerMembers<Ask, Continue = ContinueTurn<Ask>> {
  /** What the compiler learnt of the agent. */
  readonly spec: AgentSpec;
  /**
   * Begins a conversation, or goes on with one that was stored:
   *
   * ```ts
   * const conversation = assistant.conversation();
   * await conversation.ask({ question: "Who was Ada Lovelace?" });
   * await conversation.ask({ question: "When was she born?" });
   * const stored = JSON.stringify(conversation);
   * assistant.conversation(JSON.parse(stored));
   * ```
   *
   * Throws an `AgentError` of code `invalid_params`, with every issue, for what is no conversation of
   * this agent.
   */
  conversation(options?: ConversationOptions): Conversation<Ask, Continue>;
}

/**
 * Calls an agent that does not stream.
 *
 * @typeParam OutputJson The output as JSON, before the schema's transforms, as events and records have
 *   it.
 */
export interface Caller<Params, Output, OutputJson = Output>
  extends Ask<Params, Output, OutputJson>, CallerMembers<Ask<Params, Output, OutputJson>> {}

/**
 * Calls an agent that streams.
 *
 * @typeParam PartialOutput The output while it streams.
 * @typeParam OutputJson The output as JSON, before the schema's transforms, as events and records have
 *   it.
 */
export interface StreamingCaller<Params, Output, PartialOutput = Output, OutputJson = Output>
  extends
    StreamingAsk<Params, Output, PartialOutput, OutputJson>,
    CallerMembers<StreamingAsk<Params, Output, PartialOutput, OutputJson>> {}
