import { manifestVersion, type Manifest } from "../../manifest/manifest.js";
import { callableModule } from "./callable-module.js";
import { checksumOf } from "./checksum.js";
import type { EmitInput, FileTree } from "./emit-input.js";
import { fileNameOf } from "./file-name.js";
import { indexModule } from "./index-module.js";
import { orderSpec } from "./order-spec.js";
import { schemaFiles } from "./schema-files.js";
import { jsonDocument } from "./source-text.js";

/**
 * Writes a linked project as files, in memory: `index.ts`, `manifest.json`, a module for each agent, JSON
 * Schemas if they are requested, and copies of sources in a standalone output. The same project gives the
 * same bytes, whatever the order of its agents.
 */
export function emit(project: EmitInput): FileTree {
  const agents = [...project.agents].sort((a, b) => (a.spec.name < b.spec.name ? -1 : 1));
  const specs = agents.map(({ spec }) => spec);
  const files = [
    ...agents.map((agent) => {
      return [`${fileNameOf(agent.spec.name)}.ts`, callableModule(agent, project)] as const;
    }),
    ...(project.standalone?.copies ?? []),
    ["index.ts", indexModule(agents, project)] as const,
    ...(project.jsonSchemas ? agents.flatMap(schemaFiles) : []),
  ];
  const manifest: Manifest = {
    version: manifestVersion,
    agents: Object.fromEntries(specs.map((spec) => [spec.name, orderSpec(spec)])),
    checksums: Object.fromEntries(files.map(([file, text]) => [file, checksumOf(file, text)])),
  };
  return new Map([...files, ["manifest.json", jsonDocument(manifest)] as const]);
}
