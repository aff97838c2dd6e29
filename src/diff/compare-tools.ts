import type { HostedTool } from "../model/hosted-tool.js";
import type { ToolSpec } from "../manifest/manifest.js";
import { compareLowered } from "./compare-lowered.js";
import { isSameJson } from "./compare-values.js";
import type { FoundChange } from "./found-change.js";

/** The changes of an agent's tools, by name. Their order does not matter. */
export function compareTools(
  before: readonly ToolSpec[] = [],
  after: readonly ToolSpec[] = [],
): readonly FoundChange[] {
  const [from, to] = [byName(before), byName(after)];
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((name): readonly FoundChange[] => {
    const place = `tools.${name}`;
    const [was, is] = [from.get(name), to.get(name)];
    if (!was) return [{ code: "tool/added", place }];
    if (!is) return [{ code: "tool/removed", place }];
    const changed = (["description", "schema", "timeoutMs", "final", "approve", "run"] as const)
      .filter((field) => !isSameJson(was[field], is[field]))
      .map((field) => ({ code: "tool/changed", place: `${place}.${field}` }) as const);
    if (!isSameJson(was.schema, is.schema)) return changed;
    return [...changed, ...compareLowered("tool/changed", place, was.lowered, is.lowered)];
  });
}

/** The same of tools that the provider runs: what they have are the settings. */
export function compareHostedTools(
  before: readonly HostedTool[] = [],
  after: readonly HostedTool[] = [],
): readonly FoundChange[] {
  const [from, to] = [byName(before), byName(after)];
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((name): readonly FoundChange[] => {
    const place = `tools.${name}`;
    const [was, is] = [from.get(name), to.get(name)];
    if (!was) return [{ code: "tool/added", place }];
    if (!is) return [{ code: "tool/removed", place }];
    return isSameJson(was, is) ? [] : [{ code: "tool/changed", place }];
  });
}

function byName<Named extends { readonly name: string }>(
  tools: readonly Named[],
): ReadonlyMap<string, Named> {
  return new Map(tools.map((tool) => [tool.name, tool]));
}
