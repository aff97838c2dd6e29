/** What the package exports, read from its sources. */
import { fileURLToPath } from "node:url";
import { Node, Project, type ExportedDeclarations } from "ts-morph";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The file of each public entry, by the name that applications import it by. */
const entries = {
  troupe: "src/index.ts",
  "troupe/json-schema": "src/json-schema/index.ts",
  "troupe/compiler": "src/compiler/index.ts",
  "troupe/bundler": "src/bundler/index.ts",
  "troupe/vite": "src/vite/index.ts",
  "troupe/runtime": "src/runtime/index.ts",
} as const;

export type Entry = keyof typeof entries;
export const entryNames = Object.keys(entries) as readonly Entry[];

/** A name that an entry exports. */
export interface ExportedName {
  readonly name: string;
  /** A class is a value, too. */
  readonly kind: "value" | "type";
  /** The first sentence of its doc comment. */
  readonly summary: string;
}

// The entries and what they import: to read all that the tsconfig includes takes seconds.
const project = new Project({
  tsConfigFilePath: `${root}tsconfig.json`,
  skipAddingFilesFromTsConfig: true,
});
// All at once: a file that is added later has everything checked anew.
project.addSourceFilesAtPaths(Object.values(entries).map((file) => root + file));

/** The declarations of each name that an entry exports. */
export function declarationsOf(entry: Entry): ReadonlyMap<string, ExportedDeclarations[]> {
  return project.getSourceFileOrThrow(root + entries[entry]).getExportedDeclarations();
}

/** What an entry exports, by name. */
export function readExports(entry: Entry): readonly ExportedName[] {
  return [...declarationsOf(entry)]
    .map(([name, declarations]) => ({
      name,
      kind: declarations.every(isType) ? ("type" as const) : ("value" as const),
      summary: declarations.map(summaryOf).find((summary) => summary !== "") ?? "",
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function isType(declaration: Node): boolean {
  return Node.isInterfaceDeclaration(declaration) || Node.isTypeAliasDeclaration(declaration);
}

function summaryOf(declaration: Node): string {
  const owner = Node.isVariableDeclaration(declaration)
    ? declaration.getVariableStatement()
    : declaration;
  if (!Node.isJSDocable(owner)) return "";
  const [paragraph = ""] = (owner.getJsDocs()[0]?.getDescription().trim() ?? "").split("\n\n");
  const text = paragraph.replaceAll(/\s+/g, " ").replaceAll(/\{@link ([\w.]+)\}/g, "`$1`");
  return /^.*?\.(?= [A-Z`]|$)/.exec(text)?.[0] ?? text;
}
