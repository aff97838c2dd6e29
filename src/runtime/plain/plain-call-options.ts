import type { ResolvedConfig } from "../../config/config.js";
import type { Tool } from "../../dsl/define-tool.js";
import type { OutputOf, ZodSchema } from "../../dsl/zod-schema.js";
import type { Message } from "../../model/message.js";
import type { CallOptions } from "../call/caller.js";
import type { InputOf, PartialOf } from "./partial-of.js";

/** What `complete` and `stream` take. Only `model` and `messages` have no default. */
export interface PlainCallOptions<Schema extends ZodSchema | undefined = undefined> extends Omit<
  CallOptions,
  "model" | "streaming" | "cache" | "call"
> {
  /** `"provider/model"`: `"openai/gpt-4o"`. */
  readonly model: string;
  /**
   * What the model is told. Check messages that come from outside first: an image or a file
   * with a `path` is read from this machine.
   */
  readonly messages: readonly Message[];
  /** Zod, of any version: what is asked for and validated. Default: the output is the model's text. */
  readonly schema?: Schema | undefined;
  /** Tools that `defineTool` made. Default: none. */
  readonly tools?: readonly Tool[] | undefined;
  /**
   * What `defineConfig` made: its providers and its defaults hold. Default: the providers that are
   * built in, with their environment variables.
   */
  readonly config?: ResolvedConfig | undefined;
  /** What events and the record have as `agent`. Default: `"complete"`, `"stream"`. */
  readonly name?: string | undefined;
}

/** Options of a plain call, whatever its schema. */
export type AnyPlainCallOptions = PlainCallOptions<ZodSchema | undefined>;

/** What a plain call gives: what its schema makes of the answer, and without one the text. */
export type PlainOutput<Schema> = Schema extends ZodSchema ? OutputOf<Schema> : string;

/** The JSON that the schema makes it of: what events and the record have. */
export type PlainJson<Schema> = Schema extends ZodSchema ? InputOf<Schema> : string;

/** What can be seen of it while it streams. */
export type PlainPartial<Schema> = Schema extends ZodSchema ? PartialOf<InputOf<Schema>> : string;
