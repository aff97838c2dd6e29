import { callback, oneOf, someText } from "../../internal/options/rules.js";
import { shape } from "../../internal/options/shape.js";

/**
 * A language model of the AI SDK, whatever its package: what this library uses of `LanguageModelV4`
 * (AI SDK 7), `LanguageModelV3` (6) and `LanguageModelV2` (5).
 */
export interface AiSdkModel {
  /** `"v4"`, `"v3"` or `"v2"`; others are refused when they are called. */
  readonly specificationVersion: string;
  /** Whose it is: `"google.generative-ai"`. */
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
 * - a single model, which answers under whatever id it is asked for;
 * - a function without a parameter that loads one of the two, called with the first request, and
 *   again with the next one when it failed;
 * - a function of the model's id, called with every request.
 */
export type AiSdkSource =
  | AiSdkProvider
  | AiSdkModel
  | (() => AiSdkProvider | AiSdkModel | PromiseLike<AiSdkProvider | AiSdkModel>)
  | ((modelId: string) => AiSdkModel | PromiseLike<AiSdkModel>);

/** What `aiSdk` takes beside the provider. */
export interface AiSdkOptions {
  /**
   * How the model is told of an agent's schema: handed to its provider to be enforced (`json_schema`), as
   * JSON that is not held to the schema (`json_object`), or in words alone (`none`). With the last two
   * the schema is part of the prompt. Zod validates the answer in any case. Default: `json_schema`,
   * and `json_object` for a model that says that it does not support structured outputs.
   */
  readonly structuredOutput?: "json_schema" | "json_object" | "none" | undefined;
  /**
   * The name under which the AI SDK's provider looks for its options; an agent's `providerOptions` are
   * passed on under it. Default: what the model's `provider` begins with, `"google"` for
   * `"google.generative-ai"`.
   */
  readonly optionsName?: string | undefined;
  /**
   * What tells the source's server and account from others, such as `"azure-eu"`, for a cache that several
   * processes share: the source itself does not say it. Not a key. Default: what a source answered is
   * found again by this one alone.
   */
  readonly connection?: string | undefined;
  /**
   * Called with each warning of the model's provider, such as that it leaves out the temperature. What
   * it throws is dropped. Default: warnings are passed over.
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
