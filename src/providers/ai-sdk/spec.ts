import type { Json, JsonObject } from "../../internal/json.js";

/**
 * What this library passes to a `LanguageModelV4`, in the AI SDK's own words: the part of
 * `@ai-sdk/provider` that is used here, so that its types are not needed. Arrays are mutable because
 * they are there. Older models get the same, but for what `toOlderPrompt` changes.
 */
export interface SpecCallOptions {
  prompt: SpecMessage[];
  maxOutputTokens?: number;
  temperature?: number;
  responseFormat?: { type: "json"; schema?: JsonObject; name?: string };
  tools?: (SpecTool | SpecProviderTool)[];
  toolChoice?: SpecToolChoice;
  providerOptions?: SpecMetadata;
  abortSignal: AbortSignal;
}

/** What a provider wants to be told, or back: by its own name, objects of its own. */
export type SpecMetadata = Record<string, JsonObject>;

/** What its provider may be told something of. */
export interface SpecTold {
  providerOptions?: SpecMetadata;
}

/** A function that the model may ask for. */
export interface SpecTool extends SpecTold {
  type: "function";
  name: string;
  description?: string;
  inputSchema: JsonObject;
}

/** A tool that the model's provider runs itself. */
export interface SpecProviderTool extends SpecTold {
  type: "provider";
  /** `"google.google_search"`. */
  id: `${string}.${string}`;
  name: string;
  args: JsonObject;
}

export type SpecToolChoice =
  | { type: "auto" | "none" | "required" }
  | { type: "tool"; toolName: string };

export type SpecMessage =
  | SpecSystemMessage
  | { role: "user"; content: (SpecTextPart | SpecFilePart)[] }
  | { role: "assistant"; content: SpecAssistantPart[] }
  | { role: "tool"; content: SpecToolResultPart[] };

export type SpecAssistantPart =
  | SpecTextPart
  | SpecReasoningPart
  | SpecToolCallPart
  | SpecToolResultPart;

export interface SpecSystemMessage extends SpecTold {
  role: "system";
  content: string;
}

export interface SpecTextPart extends SpecTold {
  type: "text";
  text: string;
}

/** An image or a file; which, the media type says. */
export interface SpecFilePart extends SpecTold {
  type: "file";
  data: SpecFileData;
  mediaType: string;
  filename?: string;
}

/** Base64, or an address. */
export type SpecFileData = { type: "data"; data: string } | { type: "url"; url: URL };

export interface SpecReasoningPart extends SpecTold {
  type: "reasoning";
  text: string;
}

export interface SpecToolCallPart extends SpecTold {
  type: "tool-call";
  toolCallId: string;
  toolName: string;
  input: unknown;
  /** Whether the provider ran it: then its result follows in the same message. */
  providerExecuted?: true;
}

export interface SpecToolResultPart extends SpecTold {
  type: "tool-result";
  toolCallId: string;
  toolName: string;
  output:
    | { type: "text" | "error-text"; value: string }
    | { type: "json"; value: Json }
    | { type: "content"; value: (SpecTextPart | SpecFilePart)[] };
}

/** The versions of the AI SDK's models that can be called. */
export const specVersions = ["v2", "v3", "v4"] as const;

export type SpecVersion = (typeof specVersions)[number];

/** A model as it is called. What it gives is hostile until it is read. */
export interface SpecModel {
  readonly specificationVersion: SpecVersion;
  readonly provider: string;
  readonly modelId: string;
  /** Of models of compatible servers: whether they take a schema. */
  readonly supportsStructuredOutputs?: unknown;
  /** The addresses that the provider fetches itself, by media type: patterns. */
  readonly supportedUrls?: unknown;
  doGenerate(options: object): PromiseLike<unknown>;
  doStream(options: object): PromiseLike<unknown>;
}
