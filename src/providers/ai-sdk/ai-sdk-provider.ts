import type { Provider } from "../../model/provider.js";
import { openStream } from "../call/open-stream.js";
import { createModelSource } from "./find-model.js";
import type { AiSdkOptions, AiSdkSource } from "./options.js";
import { readModel } from "./read-model.js";

/** Calls models of the AI SDK. */
export function createAiSdkProvider(
  source: AiSdkSource,
  options: AiSdkOptions,
): Provider & Required<Pick<Provider, "load">> {
  const models = createModelSource(source);
  return {
    kind: "ai-sdk",
    load: () => models.load(),
    stream: (call) => openStream(call.signal, (scope) => readModel(call, models, options, scope)),
  };
}
