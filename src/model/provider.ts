import type { Json, JsonObject } from "../internal/json.js";
import type { CallConnection } from "./call-connection.js";
import type { FinishReason } from "./finish-reason.js";
import type { HostedTool } from "./hosted-tool.js";
import type { LoweredSchema } from "./lowered-schema.js";
import type { ModelMessage, Replay } from "./message.js";
import type { PromptCacheRequest } from "./prompt-cache.js";
import type { Source, TextRange } from "./source.js";
import type { ModelTool, ToolChoice } from "./tool.js";
import type { Usage } from "./usage.js";
import type { Warning } from "./warning.js";

/** The structured output that a model is asked for. */
export interface OutputRequest {
  /** The agent's name, because providers require a name for a schema. Matches `[A-Za-z0-9_]+`. */
  readonly name: string;
  /** JSON Schema (draft 2020-12) of what the author declared. */
  readonly schema: JsonObject;
  /**
   * The forms for strict modes that the build made. An answer may have either form, because the runtime
   * changes it back. Absent: the provider lowers the schema, or sends it unchanged.
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
  /** Tools that the provider runs itself; {@link Provider.hostedToolFault} refused none. Absent: none. */
  readonly hostedTools?: readonly HostedTool[];
  /** Default: `"auto"`. Ignored without tools. */
  readonly toolChoice?: ToolChoice;
  /** A hint for the provider's prompt cache. It does not affect the answer. Absent: none. */
  readonly promptCache?: PromptCacheRequest;
  /**
   * Additional options for the body, in the provider's own format; they are sent unchanged and override
   * what the provider would write itself.
   */
  readonly providerOptions?: JsonObject;
  /**
   * Overrides the provider's own connection. Set only if the provider declares {@link
   * Provider.takesConnection}.
   */
  readonly connection?: CallConnection;
  /**
   * Whether a provider's own words about a failure may be in errors and warnings: they can quote the
   * prompt. Default: they may.
   */
  readonly providerMessages?: boolean;
  /**
   * Receives the secrets of this request: its key, headers and anything else that must not be shown. A
   * provider calls it before it sends the request; the runtime then removes the secrets, in every usual
   * form, from everything that comes back. The function is called when there is something to show.
   */
  readonly hideSecrets?: (secrets: () => readonly string[]) => void;
  /** Aborted when the answer is no longer wanted; the provider closes its socket. */
  readonly signal: AbortSignal;
  /**
   * Called when the model has said why it stopped, and the provider only waits for details such as the
   * usage; before it gives the batch of that read. From then on no time limit fails the answer, so the
   * provider must limit this wait itself, to a few seconds. Text that still arrives reverses this.
   */
  readonly onSettled?: () => void;
}

/** A part of a provider's answer. */
export type ModelStreamPart =
  /**
   * The provider accepted the request. Comes first, if the provider says anything at all, and again when
   * more is known.
   */
  | {
      readonly type: "response_start";
      /** The provider's id of the request, for its support. */
      readonly requestId?: string;
      /** The exact model that answers. */
      readonly model?: string;
    }
  /** Text of the answer, as it arrived; concatenated, it is exactly the answer. Never empty. */
  | { readonly type: "text_delta"; readonly text: string }
  /** The model's reasoning, if the provider shows it. Never empty. */
  | { readonly type: "reasoning_delta"; readonly text: string }
  /** The text so far is complete; another part of the message follows. */
  | { readonly type: "text_end"; readonly replay?: Replay }
  /** The reasoning so far is complete. Without a delta before it, it is not shown. */
  | { readonly type: "reasoning_end"; readonly replay?: Replay }
  /** A tool call begins. Ids differ within an answer; several calls may be open at the same time. */
  | { readonly type: "tool_call_start"; readonly id: string; readonly name: string }
  /** Text of a call's arguments, as it arrived. Never empty. */
  | { readonly type: "tool_call_delta"; readonly id: string; readonly text: string }
  /** The arguments are complete. Optional, because all are complete at `finish`. */
  | {
      readonly type: "tool_call_end";
      readonly id: string;
      /** The final arguments, if they differ from the deltas. */
      readonly arguments?: string;
      readonly replay?: Replay;
    }
  /** The provider begins to run a tool of its own. Its ids are none of `tool_call_start`. */
  | {
      readonly type: "hosted_call";
      readonly id: string;
      readonly name: string;
      /** The arguments, where they are known by then. */
      readonly input?: Json;
    }
  /** A tool of the provider's own has ended. Its call may be one of an earlier answer. */
  | {
      readonly type: "hosted_result";
      readonly id: string;
      readonly name: string;
      /** The arguments, where the call did not have them. */
      readonly input?: Json;
      /** What it gave, or what went wrong, as far as the provider shows it. */
      readonly output?: Json;
      readonly failed?: true;
    }
  /** A source of what the model says. After the text that it supports, and before its `text_end`. */
  | ({
      readonly type: "source";
      /**
       * What it supports: a range of the text since the last `text_end`, or all of that. Absent: the provider
       * does not say.
       */
      readonly place?: TextRange | "text";
    } & Source)
  /** Why the model declines, in its words. Never empty. */
  | { readonly type: "refusal_delta"; readonly text: string }
  /** Tokens so far. May come several times; the last one counts. */
  | { readonly type: "usage"; readonly usage: Usage }
  /** Something unexpected happened, but the answer continues. Comes before `finish`. */
  | ({ readonly type: "warning" } & Warning)
  /**
   * The provider's terminal signal. Exactly one in a complete answer; without it, the answer is cut short.
   */
  | { readonly type: "finish"; readonly reason: FinishReason };

/** A request as a provider would send it, without anything that may be a key. */
export interface RenderedRequest {
  readonly method: string;
  /** The values of its query are hidden, except versions. */
  readonly url: string;
  /** By name, in lower case and sorted; `null` if the value may be secret. */
  readonly headers: Readonly<Record<string, string | null>>;
  readonly body: Json;
}

/**
 * Turns a call into parts, and does nothing else; the runtime handles retries, timeouts and validation.
 *
 * - Parts come in batches, each with everything from one network read, so that a chunk costs no promise. An
 *   empty batch is a sign of life: a keep-alive, or a piece of an event.
 * - It fails with an `AgentError`: `authentication`, `rate_limited`, `provider_rejected`,
 *   `provider_unavailable`, `config_invalid` (no key), or `interrupted` for an error frame or a malformed
 *   frame in the middle of the stream. Everything before the failure was delivered.
 * - An iterator that ends without a `finish` part means that the answer was cut short.
 * - Leaving the iteration, or aborting `call.signal`, closes the socket.
 * - Nothing is loaded or connected before the first call of `load` or `stream`.
 */
export interface Provider {
  /** The adapter: `"openai"`, `"anthropic"`, `"fake"`. A config may use another name for it. */
  readonly kind: string;
  /**
   * Loads what `stream` needs (an SDK). The runtime calls it before it sends a request, so that the
   * time to first token is the provider's and not the module loader's.
   */
  load?(): Promise<unknown>;
  /**
   * Whether its server enforces schemas for a model, given by the provider's own id. If not, the build does
   * not report parts of a schema that cannot be enforced. Absent: it does.
   */
  enforcesSchemas?(model: string): boolean;
  /**
   * Why its server does not run a tool for a model, by the provider's own id, as the end of a sentence:
   * `"Anthropic has no file search"`. `undefined`: it does. Absent: it runs no tools.
   */
  hostedToolFault?(tool: HostedTool, model: string): string | undefined;
  /**
   * Whether it uses {@link ModelCall.connection}. Absent: a call with its own connection fails with
   * `config_invalid`, so that it is never made with another key.
   */
  readonly takesConnection?: boolean;
  stream(call: ModelCall): AsyncIterable<readonly ModelStreamPart[]>;
  /**
   * A text that identifies the server, the account and the settings of the provider, on which an answer may
   * depend. It is part of the cache's key, which several configs and processes may share. Never contains a
   * key; use a hash. Absent: every provider object is separate, so that no other process finds its answers.
   */
  connection?(): Promise<string>;
  /**
   * Gives the request that `stream` would send, and sends nothing. Needs no key. Absent: the provider sends
   * no request, or does not write it itself.
   *
   * Fails with an `AgentError` if `stream` would fail before it sends: `config_invalid` (an invalid base
   * URL), `invalid_attachment`.
   */
  render?(call: ModelCall): Promise<RenderedRequest>;
}
