import { manifestVersion, type CallableSpec, type Manifest } from "../../manifest/manifest.js";
import { callableModule } from "./callable-module.js";
import { checksumOf } from "./checksum.js";
import type { EmitCallable, EmitInput, FileTree } from "./emit-input.js";
import { fileNameOf } from "./file-name.js";
import { indexModule } from "./index-module.js";
import { orderSpec } from "./order-spec.js";
import { schemaFiles } from "./schema-files.js";
import { jsonDocument } from "./source-text.js";

/**
 * Writes a linked project as files, in memory: `index.ts`, `manifest.json`, a module for each agent and network, JSON
 * Schemas if they are requested, and copies of sources in a standalone output. The same project gives the
 * same bytes, whatever the order of its agents.
 */
export function emit(project: EmitInput): FileTree {
  const agents = byName(project.agents);
  const networks = byName(project.networks);
  const all = byName([...agents, ...networks]);
  const files = [
    ...all.map((one) => {
      return [`${fileNameOf(one.spec.name)}.ts`, callableModule(one, project)] as const;
    }),
    ...(project.standalone?.copies ?? []),
    ["index.ts", indexModule(all, project)] as const,
    ...(project.jsonSchemas ? all.flatMap(schemaFiles) : []),
  ];
  const manifest: Manifest = {
    version: manifestVersion,
    agents: specsOf(agents),
    ...(networks.length > 0 && { networks: specsOf(networks) }),
    checksums: Object.fromEntries(files.map(([file, text]) => [file, checksumOf(file, text)])),
  };
  return new Map([...files, ["manifest.json", jsonDocument(manifest)] as const]);
}

function byName<One extends EmitCallable>(callables: readonly One[]): readonly One[] {
  return callables.toSorted((a, b) => (a.spec.name < b.spec.name ? -1 : 1));
}

function specsOf<Spec extends CallableSpec>(
  callables: readonly { readonly spec: Spec }[],
): Readonly<Record<string, Spec>> {
  return Object.fromEntries(callables.map(({ spec }) => [spec.name, orderSpec(spec)]));
}
