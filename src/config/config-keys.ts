import type { AgentDefaults, AgentsConfig, ToolsConfig } from "./config.js";

/** What a config may say. */
export const configKeys: ReadonlySet<string> = new Set(
  Object.keys({
    agents: true,
    output: true,
    standalone: true,
    agentsMd: true,
    defaults: true,
    providers: true,
    models: true,
    tools: true,
    cache: true,
    highWaterMark: true,
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

/** What the `tools` of a config may say. */
export const toolsKeys: ReadonlySet<string> = new Set(
  Object.keys({ timeout: true, concurrency: true } satisfies Record<keyof ToolsConfig, true>),
);
