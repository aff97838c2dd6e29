import { AgentError, isAgentError } from "../../errors.js";
import { redactCause } from "../../errors/redact/redact-cause.js";
import type { AiSdkModel, AiSdkProvider, AiSdkSource } from "./options.js";
import { specVersions, type SpecModel, type SpecVersion } from "./spec.js";

/** Finds the models of a source by their ids. */
export interface ModelSource {
  /** Loads what a function without a parameter loads. */
  load(): Promise<unknown>;
  /** Fails with `config_invalid` for what is no model, and with what the source itself throws. */
  find(modelId: string): Promise<SpecModel>;
}

/** Makes the source of models; nothing is called before `load` or `find`. */
export function createModelSource(source: AiSdkSource): ModelSource {
  let loading: Promise<unknown> | undefined;
  const load = async (): Promise<unknown> => {
    if (!isLoader(source)) return source;
    loading ??= loadSource(source);
    try {
      return await loading;
    } catch (error) {
      loading = undefined;
      throw error;
    }
  };
  return {
    load,
    async find(modelId) {
      const loaded = await load();
      if (isModel(loaded)) return toSpecModel(loaded);
      if (isProvider(loaded)) return toSpecModel(loaded.languageModel(modelId));
      if (typeof loaded === "function") return toSpecModel(await loaded(modelId));
      throw refuse(
        isLoader(source)
          ? "The function given to aiSdk did not return a provider of the AI SDK."
          : "aiSdk was given something that is not a provider of the AI SDK.",
      );
    },
  };
}

/** A provider may be a function itself; one with a parameter is asked for each model. */
function isLoader(source: unknown): source is () => unknown {
  return (
    typeof source === "function" && source.length === 0 && !isProvider(source) && !isModel(source)
  );
}

async function loadSource(load: () => unknown): Promise<unknown> {
  try {
    return await load();
  } catch (error) {
    if (isAgentError(error)) throw error;
    throw new AgentError(
      "config_invalid",
      "The function given to aiSdk could not load its provider; see the cause. Check that the package is installed.",
      { cause: redactCause(error, []) },
    );
  }
}

function isProvider(value: unknown): value is AiSdkProvider {
  return hasMethod(value, "languageModel");
}

function isModel(value: unknown): value is AiSdkModel {
  return hasMethod(value, "doStream") && hasMethod(value, "doGenerate");
}

function hasMethod(value: unknown, name: string): boolean {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
  return typeof (value as Record<string, unknown>)[name] === "function";
}

function toSpecModel(model: unknown): SpecModel {
  if (!isModel(model)) throw refuse("The provider given to aiSdk did not return a language model.");
  const { specificationVersion } = model;
  if (!(specVersions as readonly string[]).includes(specificationVersion)) {
    throw new AgentError(
      "config_invalid",
      `aiSdk was given a model of version ${String(specificationVersion)} of the AI SDK's specification. It supports ${specVersions.join(", ")} (AI SDK 5 to 7): install a version of the provider's package that has one of them.`,
    );
  }
  return model as AiSdkModel & { specificationVersion: SpecVersion };
}

function refuse(what: string): AgentError {
  return new AgentError(
    "config_invalid",
    `${what} Pass a provider such as google of @ai-sdk/google, one of its models, or a function that loads it: () => import("@ai-sdk/google").then((module) => module.google).`,
  );
}
