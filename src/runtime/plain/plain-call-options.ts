import type { ResolvedConfig } from "../../config/config.js";
import type { ZodSchema } from "../../dsl/zod-schema.js";
import type { Message } from "../../model/message.js";
import type { CallOptions } from "../call/caller.js";

/** What `complete` and `stream` take. Only `model` and `messages` have no default. */
export interface PlainCallOptions<Schema extends ZodSchema | undefined = undefined> extends Omit<
  CallOptions,
  "model" | "streaming" | "cache" | "call"
> {
  /** `"provider/model"`: `"openai/gpt-4o"`. */
  readonly model: string;
  /**
   * The messages to the model. Check messages from outside first: an image or a file with a `path` is
   * read from this machine.
   */
  readonly messages: readonly Message[];
  /**
   * A Zod schema of any version for the answer, which is validated with it. Default: the output is the
   * model's text.
   */
  readonly schema?: Schema;
  /**
   * Live objects for {@link tools}, which read them as `context` of their `ToolContext`. They are part of no
   * record, event, request or log. Default: none.
   */
  readonly context?: Readonly<Record<string, unknown>> | undefined;
  /**
   * A config made with `defineConfig`, for its providers and defaults. Default: the built-in providers,
   * with their environment variables.
   */
  readonly config?: ResolvedConfig | undefined;
  /** What events and the record have as `agent`. Default: `"complete"`, `"stream"`. */
  readonly name?: string | undefined;
}

/** Options of a plain call, whatever its schema. */
export type AnyPlainCallOptions = PlainCallOptions<ZodSchema | undefined>;
