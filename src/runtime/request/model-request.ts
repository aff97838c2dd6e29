import { AgentError } from "../../errors.js";
import { findNonJson } from "../../internal/find-non-json.js";
import { findHostedToolFault } from "../../model/find-hosted-tool-fault.js";
import type { HostedTool } from "../../model/hosted-tool.js";
import type { ModelMessage } from "../../model/message.js";
import type { ModelCall, Provider } from "../../model/provider.js";
import { wrapRoot } from "../../schema/strict/wrap-root.js";
import { providerOf, type Call } from "../call/call.js";
import { findOwn } from "../../internal/find-own.js";

/** A request to a model, addressed: everything that shapes the answer, and who is asked. */
export interface ModelRequest {
  /** `"provider/model"`. */
  readonly id: string;
  readonly provider: Provider;
  readonly call: Omit<ModelCall, "signal">;
}

/**
 * The requests to the model of a call and to its fallbacks, in order, as the first step makes them but
 * for its tool choice. Throws `config_invalid` for a provider nobody knows.
 */
export function toModelRequests(
  call: Call,
  messages: readonly ModelMessage[],
): readonly ModelRequest[] {
  const fallback = call.options.fallback ?? call.binding.spec.fallback ?? [];
  // Each once: models are told apart by their names when one has failed for good.
  const models = new Set([call.model, ...fallback]);
  return [...models].map((model) => toModelRequest(call, model, messages));
}

function toModelRequest(call: Call, id: string, messages: readonly ModelMessage[]): ModelRequest {
  const { spec, config } = call.binding;
  const slash = id.indexOf("/");
  const name = providerOf(id);
  const provider = Object.hasOwn(config.providers, name) ? config.providers[name] : undefined;
  if (!provider || slash === id.length - 1) {
    const known = Object.keys(config.providers).sort().join(", ");
    throw new AgentError(
      "config_invalid",
      `The model "${id}" has no provider. Write "provider/model", with one of these providers: ${known}. Add others under "providers" in agents.config.ts.`,
    );
  }
  const connection = call.connection?.provider === name ? call.connection.given : undefined;
  if (connection && !provider.takesConnection) {
    throw new AgentError(
      "config_invalid",
      `The provider "${name}" cannot be called with a connection of the call's own. Leave out the call option connection, or choose a model of another provider.`,
    );
  }
  const tools = spec.tools?.map(({ name, description, schema, lowered }) => ({
    name,
    description,
    schema: wrapRoot(schema),
    ...(lowered && { lowered }),
  }));
  const { hostedTools = [] } = spec;
  assertHosted(hostedTools, provider, id);
  const { temperature = spec.temperature, maxTokens = spec.maxTokens } = call.options;
  const { promptCache = spec.promptCache } = call.options;
  const wireName = toWireName(spec.name);
  const options = {
    ...findOwn(spec.providerOptions, name),
    ...findOwn(call.options.providerOptions, name),
  };
  assertWritable(options, name);
  return {
    id,
    provider,
    call: {
      model: id.slice(slash + 1),
      messages,
      stream: call.streamed,
      ...(spec.output && {
        output: {
          name: wireName,
          schema: spec.output.schema,
          ...(spec.output.lowered && { lowered: spec.output.lowered }),
        },
      }),
      ...(connection && { connection }),
      ...(temperature !== undefined && { temperature }),
      ...(maxTokens !== undefined && { maxTokens }),
      ...(tools && tools.length > 0 && { tools }),
      ...(hostedTools.length > 0 && { hostedTools }),
      ...(promptCache && { promptCache: { ttl: promptCache, key: wireName } }),
      ...(Object.keys(options).length > 0 && { providerOptions: options }),
    },
  };
}

/** The build says it of the agent's own models; a call may choose another. */
function assertHosted(tools: readonly HostedTool[], provider: Provider, id: string): void {
  for (const tool of tools) {
    const fault = findHostedToolFault(provider, tool, id.slice(id.indexOf("/") + 1));
    if (fault === undefined) continue;
    throw new AgentError(
      "config_invalid",
      `The model "${id}" cannot be asked with the tool "${tool.name}": ${fault}. Choose another model or fallback, or leave out the tool.`,
    );
  }
}

/** Those of a decorator come from the author's code, which may hold anything. */
function assertWritable(options: object, provider: string): void {
  const path = findNonJson(options);
  if (path === undefined) return;
  throw new AgentError(
    "config_invalid",
    `providerOptions cannot be sent: ${["providerOptions", provider, ...path].join(".")} is not JSON. Use strings, numbers, true, false, null, arrays and plain objects.`,
  );
}

/** A name that every provider takes: they want ASCII letters, digits and `_`, and at most 64 of them. */
function toWireName(name: string): string {
  return name.replace(/\W/g, "_").slice(0, 64);
}
