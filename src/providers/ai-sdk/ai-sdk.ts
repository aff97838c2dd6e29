import { AgentError } from "../../errors.js";
import { assertOptions } from "../../errors/assert-options.js";
import type { Provider } from "../../model/provider.js";
import { lazyProvider } from "../call/lazy-provider.js";
import { aiSdkOptionsRule, type AiSdkOptions, type AiSdkSource } from "./options.js";

/**
 * Turns any provider of the AI SDK into a provider, so that its models get this library's retries, time
 * limits, tools, validation and detection of incomplete answers. The AI SDK itself is not needed and
 * not imported.
 *
 * An agent's `providerOptions` go to the model's provider, in its own format; the AI SDK's settings for
 * every model (`topP`, `topK`, `presencePenalty`, `frequencyPenalty`, `stopSequences`, `seed`) may be
 * among them. Files that a model gives are ignored.
 *
 * Throws `config_invalid` at once for an invalid source or option. A call fails with `config_invalid`
 * for a model that the source does not have, or when the AI SDK's provider has no key.
 *
 * @example
 * defineConfig({ agents: "agents/*.agent.ts", providers: { google: aiSdk(google) } }); // "google/gemini-3-pro"
 */
export function aiSdk(source: AiSdkSource, options: AiSdkOptions = {}): Provider {
  if (typeof source !== "function" && (typeof source !== "object" || source === null)) {
    throw new AgentError(
      "config_invalid",
      `aiSdk was given ${source === null ? "null" : `a ${typeof source}`}. Pass a provider of the AI SDK, such as google of @ai-sdk/google, one of its models, or a function that loads it.`,
    );
  }
  assertOptions("aiSdk()", options, aiSdkOptionsRule);
  const { connection, structuredOutput, optionsName } = options;
  const speaker = lazyProvider("ai-sdk", async () => {
    const { createAiSdkProvider } = await import("./ai-sdk-provider.js");
    const made = createAiSdkProvider(source, options);
    // A source that cannot be loaded is what the call reports, in its own words.
    await made.load?.().catch(() => {});
    return made;
  });
  const enforces = structuredOutput === undefined || structuredOutput === "json_schema";
  const provider: Provider = {
    ...speaker,
    enforcesSchemas: () => enforces,
    hostedToolFault: ({ hosted }) =>
      hosted === "provider_tool"
        ? undefined
        : "providers of aiSdk run the tools of their own packages, which providerTool() declares",
  };
  if (connection === undefined) return provider;
  const name = JSON.stringify([connection, structuredOutput, optionsName]);
  return { ...provider, connection: () => Promise.resolve(name) };
}
