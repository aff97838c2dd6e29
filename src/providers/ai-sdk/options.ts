import { callback, oneOf, someText } from "../../internal/options/rules.js";
import { shape } from "../../internal/options/shape.js";

/**
 * A language model of the AI SDK, from any package: what this library uses of `LanguageModelV4` (AI SDK
 * 7), `LanguageModelV3` (6) and `LanguageModelV2` (5).
 */
export interface AiSdkModel {
  /** `"v4"`, `"v3"` or `"v2"`; a call to a model of another version fails. */
  readonly specificationVersion: string;
  /** The model's provider: `"google.generative-ai"`. */
  readonly provider: string;
  readonly modelId: string;
  // `never` takes the options of every version; what is passed is checked in spec.ts.
  doGenerate(options: never): PromiseLike<unknown>;
  doStream(options: never): PromiseLike<unknown>;
}

/** A provider of the AI SDK: what a package such as `@ai-sdk/google` exports, or its `create…` makes. */
export interface AiSdkProvider {
  languageModel(modelId: string): AiSdkModel;
}

/**
 * Where models of the AI SDK come from. It is one of:
 *
 * - a provider;
 * - a single model, which answers for every id;
 * - a function without a parameter that loads one of the two, called with the first request, and
 *   again with the next one when it failed;
 * - a function of the model's id, called with every request.
 */
export type AiSdkSource =
  | AiSdkProvider
  | AiSdkModel
  | (() => AiSdkProvider | AiSdkModel | PromiseLike<AiSdkProvider | AiSdkModel>)
  | ((modelId: string) => AiSdkModel | PromiseLike<AiSdkModel>);

/** What `aiSdk` takes in addition to the provider. */
export interface AiSdkOptions {
  /**
   * How to send an agent's schema: for the provider to enforce (`json_schema`), as a request for any
   * JSON (`json_object`), or only in words (`none`). With the last two, the prompt contains the schema.
   * Zod validates the answer in any case. Default: `json_schema`, or `json_object` for a model that
   * says that it does not support structured outputs.
   */
  readonly structuredOutput?: "json_schema" | "json_object" | "none" | undefined;
  /**
   * The name under which the AI SDK's provider expects its options; an agent's `providerOptions` are
   * passed on under it. Default: the beginning of the model's `provider`, `"google"` for
   * `"google.generative-ai"`.
   */
  readonly optionsName?: string | undefined;
  /**
   * A name for the source's server and account, such as `"azure-eu"`, so that several processes can
   * share a cache. Not a key. Default: only this source finds its cached answers again.
   */
  readonly connection?: string | undefined;
  /**
   * Called with each warning of the model's provider, for example that it ignores the temperature.
   * Errors that it throws are ignored. Default: warnings are ignored.
   */
  readonly onWarning?: ((warning: string) => void) | undefined;
}

/** What {@link AiSdkOptions} may say. */
export const aiSdkOptionsRule = shape<AiSdkOptions>({
  structuredOutput: oneOf("json_schema", "json_object", "none"),
  optionsName: someText,
  onWarning: callback,
  connection: someText,
});
