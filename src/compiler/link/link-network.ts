import type { NetworkDeclaration } from "../analyze/declaration/network-declaration.js";
import type { LinkedNetwork, LinkedState } from "../program/linked-network.js";
import { linkCallable, type LinkedSource } from "./link-callable.js";

/**
 * Joins the source of a network, what its decorators recorded, and the config's defaults. Leaves out the schema of
 * the params.
 */
export function linkNetwork(declaration: NetworkDeclaration, source: LinkedSource): LinkedNetwork {
  const { concurrency, maxCalls } = source.recorded ?? {};
  const { timeout, ...common } = linkCallable("network", declaration, source);
  const { total } = timeout;
  return {
    kind: "network",
    declaration,
    ...common,
    // The other limits are for the answer of a model.
    timeout: total === undefined ? {} : { total },
    streaming: declaration.run?.isGenerator ?? false,
    ...(concurrency !== undefined && { concurrency }),
    ...(maxCalls !== undefined && { maxCalls }),
    states: linkStates(declaration, source),
  };
}

function linkStates(
  { fields }: NetworkDeclaration,
  { recorded }: LinkedSource,
): readonly LinkedState[] {
  return fields
    .filter(({ name }) => Object.hasOwn(recorded?.states ?? {}, name))
    .map(({ name, span, type, description, faults, typeDiagnostics }) => ({
      name,
      span,
      ...(type && { type }),
      ...(description !== undefined && { description }),
      faults,
      typeDiagnostics,
    }));
}
