import type { HostedKind, HostedTool } from "../../model/hosted-tool.js";

/** Which tools a server runs itself, each with the options that it takes. */
export type HostedSupport = { readonly [Kind in HostedKind]?: readonly string[] };

const ownKeys: readonly string[] = ["hosted", "name"];

/** Why a server does not run a tool, as the end of a sentence; `undefined`: it does. */
export function findUnsupported(
  label: string,
  support: HostedSupport,
  tool: HostedTool,
): string | undefined {
  const what = tool.hosted.replace("_", " ");
  const options = support[tool.hosted];
  if (options === undefined) return `${label} has no ${what}`;
  const unknown = Object.keys(tool).find((key) => ![...ownKeys, ...options].includes(key));
  return unknown === undefined ? undefined : `the ${what} of ${label} has no option ${unknown}`;
}
