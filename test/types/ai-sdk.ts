import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI, openai } from "@ai-sdk/openai";
import type {
  LanguageModelV2,
  LanguageModelV3,
  LanguageModelV4,
  LanguageModelV4CallOptions,
  ProviderV2,
  ProviderV3,
  ProviderV4,
} from "@ai-sdk/provider";
import { aiSdk, type AiSdkModel, type AiSdkProvider } from "troupe";
import type { SpecCallOptions } from "../../src/providers/ai-sdk/spec.js";

// What this library passes is what the AI SDK's models take.
declare const passed: SpecCallOptions;
passed satisfies LanguageModelV4CallOptions;

// The models and providers of each of its majors are what this library takes.
declare const models: readonly [LanguageModelV4, LanguageModelV3, LanguageModelV2];
models satisfies readonly AiSdkModel[];
declare const providers: readonly [ProviderV4, ProviderV3, ProviderV2];
providers satisfies readonly AiSdkProvider[];

// Whatever the form.
aiSdk(openai);
aiSdk(createAnthropic({ apiKey: "k" }), { onWarning: (warning) => warning.length });
aiSdk(openai("gpt-5"));
aiSdk(() => createOpenAI());
aiSdk(() => import("@ai-sdk/openai").then((module) => module.openai));
aiSdk((id) => openai.chat(id));

// @ts-expect-error -- An id is no model; the AI SDK's gateway knows it, this library does not.
aiSdk("openai/gpt-5");
// @ts-expect-error -- A module is no provider.
aiSdk(() => import("@ai-sdk/openai"));
// @ts-expect-error -- An embedding model answers nothing.
aiSdk(openai.embedding("text-embedding-3-small"));
