import type { Json, JsonObject } from "../internal/json.js";
import type { CallConnection } from "./call-connection.js";
import type { FinishReason } from "./finish-reason.js";
import type { LoweredSchema } from "./lowered-schema.js";
import type { ModelMessage, Replay } from "./message.js";
import type { PromptCacheRequest } from "./prompt-cache.js";
import type { ModelTool, ToolChoice } from "./tool.js";
import type { Usage } from "./usage.js";
import type { Warning } from "./warning.js";

/** The structured output that a model is asked for. */
export interface OutputRequest {
  /** The agent's name; providers want one for a schema. Matches `[A-Za-z0-9_]+`. */
  readonly name: string;
  /** The The The JSON Schema (draft 2020-12) of what the author declared. */
  readonly schema: JsonObject;
  /**
   * The same as the provider's dialect has it, where the build made it. An answer may have either form:
   * the runtime undoes what lowering did. Absent: the provider lowers it, or asks for it as it is.
   */
  readonly lowered?: readonly LoweredSchema[];
}

/** One request to a model. */
export interface ModelCall {
  /** The provider's own id of the model: `"gpt-4o"`, without the provider. */
  readonly model: string;
  readonly messages: readonly ModelMessage[];
  /** Whether the provider is asked to stream. Without, all parts come in one batch. */
  readonly stream: boolean;
  /** Absent: text. */
  readonly output?: OutputRequest;
  readonly temperature?: number;
  readonly maxTokens?: number;
  /** Absent: none. */
  readonly tools?: readonly ModelTool[];
  /** Default: `"auto"`. Ignored without tools. */
  readonly toolChoice?: ToolChoice;
  /** A hint, for providers whose prompt cache is told what to keep. It shapes no answer. Absent: none. */
  readonly promptCache?: PromptCacheRequest;
  /**
   * Additional options for the body, in the provider's own format; they are sent unchanged and override
   * what the provider would write itself.
   */
  readonly providerOptions?: JsonObject;
  /** Over the provider's own connection. Comes only where the provider says {@link Provider.takesConnection}. */
  readonly connection?: CallConnection;
  /**
   * Whether a provider's own words about a failure may be in errors and warnings: they can quote the
   * prompt. Default: they may.
   */
  readonly providerMessages?: boolean;
  /**
   * Takes what must not be shown of this request: its key, headers and whatever else it sends that is a secret.
   * A provider calls it before it sends, and everything that comes back is shown without them, in whatever usual form
   * they are in. The function is called when there is something to be shown.
   */
  readonly hideSecrets?: (secrets: () => readonly string[]) => void;
  /** Aborted when the answer is no longer wanted; the provider closes its socket. */
  readonly signal: AbortSignal;
  /**
   * Called when the model has said why it stopped and only details, such as the usage, are waited for:
   * before the batch of that read is given. From then on no limit of time fails the answer, so the
   * provider must bound that wait itself, to a few seconds. Text that comes all the same takes it back.
   */
  readonly onSettled?: () => void;
}

/** A part of a provider's answer. */
export type ModelStreamPart =
  /** The provider took the request. First, where the provider says anything at all; again when more is known. */
  | {
      readonly type: "response_start";
      /** The provider's id of the request, for its support. */
      readonly requestId?: string;
      /** The exact model that answers. */
      readonly model?: string;
    }
  /** Text of the answer, as it came: concatenated, it is the answer to the byte. Never empty. */
  | { readonly type: "text_delta"; readonly text: string }
  /** The model's thinking, where the provider shows it. Never empty. */
  | { readonly type: "reasoning_delta"; readonly text: string }
  /** The text so far is whole; what follows is another part of the message. */
  | { readonly type: "text_end"; readonly replay?: Replay }
  /** The thought so far is whole. Without a delta before it: a thought that is not shown. */
  | { readonly type: "reasoning_end"; readonly replay?: Replay }
  /** The model begins to ask for a tool. Ids differ within an answer; several calls may be open at once. */
  | { readonly type: "tool_call_start"; readonly id: string; readonly name: string }
  /** Text of a call's arguments, as it came. Never empty. */
  | { readonly type: "tool_call_delta"; readonly id: string; readonly text: string }
  /** The arguments are whole. A provider that does not say so leaves it out: at `finish`, all are. */
  | {
      readonly type: "tool_call_end";
      readonly id: string;
      /** The arguments that count, where the provider ends with others than its deltas make up. */
      readonly arguments?: string;
      readonly replay?: Replay;
    }
  /** Why the model declines, in its words. Never empty. */
  | { readonly type: "refusal_delta"; readonly text: string }
  /** Tokens so far. May come several times; the last one counts. */
  | { readonly type: "usage"; readonly usage: Usage }
  /** Something went otherwise than expected, and the answer goes on all the same. Before `finish`. */
  | ({ readonly type: "warning" } & Warning)
  /** The provider's terminal signal. Exactly one in a complete answer; without it the answer is cut short. */
  | { readonly type: "finish"; readonly reason: FinishReason };

/** A request as a provider would send it, without anything that may be a key. */
export interface RenderedRequest {
  readonly method: string;
  /** The values of its query are hidden, but for those of a version. */
  readonly url: string;
  /** By name, in lower case and sorted; `null` where the value may be a secret. */
  readonly headers: Readonly<Record<string, string | null>>;
  readonly body: Json;
}

/**
 * Turns a call into parts, and does nothing else: the runtime handles retries, timeouts and validation.
 *
 * - Parts come in batches, all that one network read brought, so that a chunk costs no promise.
 *   An empty one says that the provider is alive and said nothing: a keep-alive, a piece of an event.
 * - It fails with an `AgentError`: `authentication`, `rate_limited`, `provider_rejected`,
 *   `provider_unavailable`, `config_invalid` (no key), or `interrupted` for an error frame or a
 *   malformed frame in the middle of the stream. What came before the failure was delivered.
 * - An iterator that ends without a `finish` part says that the socket ended early.
 * - Leaving the iteration, or aborting `call.signal`, closes the socket.
 * - Nothing is loaded or connected before the first call of `load` or `stream`.
 */
export interface Provider {
  /** The adapter: `"openai"`, `"anthropic"`, `"fake"`. A config may know it under another name. */
  readonly kind: string;
  /**
   * Loads what `stream` needs (an SDK). The runtime calls it before it sends a request, so that the
   * time to first token is the provider's and not the module loader's.
   */
  load?(): Promise<unknown>;
  /**
   * Whether its server holds a model, by the provider's own id, to a schema. The build says what of a
   * schema cannot be enforced only where something is. Absent: it does.
   */
  enforcesSchemas?(model: string): boolean;
  /**
   * Whether it heeds {@link ModelCall.connection}. Absent: a call that brings a connection of its own fails with
   * `config_invalid`, so that it is never made with the key of another.
   */
  readonly takesConnection?: boolean;
  stream(call: ModelCall): AsyncIterable<readonly ModelStreamPart[]>;
  /**
   * A text that differs where an answer may: another server, account or setting of the provider. It is
   * part of the key of a cache, which several configs and processes may share. Never a key in clear:
   * give a hash. Absent: every object is a connection of its own, so that no other process finds what
   * it answered.
   */
  connection?(): Promise<string>;
  /**
   * Gives the request that `stream` would send, and sends nothing. Needs no key. Absent: the provider
   * sends none, or does not write it itself.
   *
   * Fails with an `AgentError` where `stream` would before it sends: `config_invalid` (a base URL that is
   * none), `invalid_attachment`.
   */
  render?(call: ModelCall): Promise<RenderedRequest>;
}
