import type { CallableSpec } from "../../manifest/manifest.js";
import { sumOfText } from "../cache/sum.js";
import { orderSpec } from "../emit/order-spec.js";
import type { ProjectCode } from "../program/module-code.js";

/**
 * A hash that identifies a version of an agent or network: of its spec, and of the code that it runs, wherever that
 * is.
 *
 * @param module - that of its class, from the root
 */
export function fingerprintCallable(spec: CallableSpec, module: string, code: ProjectCode): string {
  const { source: _source, output, ...facts } = orderSpec(spec);
  const { source: _module, ...outputFacts } = output ?? {};
  const said = [facts, outputFacts, sumsOf(module, code)];
  return sumOfText(JSON.stringify(said)).slice(0, 16);
}

/** The hashes of a module and of everything that it runs, in the order of their imports. */
function sumsOf(module: string, code: ProjectCode): readonly string[] {
  const sums = new Map<string, string>();
  const pending = [module];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const found = sums.has(name) ? undefined : code.get(name);
    if (found === undefined) continue;
    sums.set(name, found.sum);
    pending.push(...found.imports.toReversed());
  }
  return [...sums.values()];
}
