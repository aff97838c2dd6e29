import type { HostedTool } from "./hosted-tool.js";
import type { Provider } from "./provider.js";

/** Why a provider does not run a tool for a model, as the end of a sentence; `undefined`: it does. */
export function findHostedToolFault(
  provider: Provider,
  tool: HostedTool,
  model: string,
): string | undefined {
  if (provider.hostedToolFault) return provider.hostedToolFault(tool, model);
  return "its provider runs no tools itself";
}
