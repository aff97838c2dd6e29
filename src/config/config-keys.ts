import type { AgentDefaults, AgentsConfig, EmitConfig, ToolsConfig } from "./config.js";

/** What a config may say. */
export const configKeys: ReadonlySet<string> = new Set(
  Object.keys({
    agents: true,
    output: true,
    emit: true,
    standalone: true,
    agentsMd: true,
    defaults: true,
    providers: true,
    models: true,
    tools: true,
    cache: true,
    highWaterMark: true,
    readerPatience: true,
    onSubscriberError: true,
    clock: true,
    createId: true,
  } satisfies Record<keyof AgentsConfig, true>),
);

/** What the `defaults` of a config may say. */
export const defaultsKeys: ReadonlySet<string> = new Set(
  Object.keys({
    model: true,
    streaming: true,
    timeout: true,
    retry: true,
    temperature: true,
    maxTokens: true,
    maxSteps: true,
  } satisfies Record<keyof AgentDefaults, true>),
);

/** What the `emit` of a config may say. */
export const emitKeys: ReadonlySet<string> = new Set(
  Object.keys({ imports: true, jsonSchemas: true } satisfies Record<keyof EmitConfig, true>),
);

/** What the `tools` of a config may say. */
export const toolsKeys: ReadonlySet<string> = new Set(
  Object.keys({ timeout: true, concurrency: true } satisfies Record<keyof ToolsConfig, true>),
);
