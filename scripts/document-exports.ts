/** `npm run docs`: writes docs/reference.md, the names that each entry of the package exports. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { entryNames, readExports, type Entry } from "./read-exports.js";

const file = fileURLToPath(new URL("../docs/reference.md", import.meta.url));

const intros: Readonly<Record<Entry, string>> = {
  troupe: "What applications and the modules of agents import.",
  "troupe/json-schema": "Schemas from JSON Schema: [more](schemas.md#json-schema).",
  "troupe/compiler": "The build, from a program: [more](build.md#from-a-program).",
  "troupe/bundler":
    "The plugin for esbuild, Rolldown, Rollup, Rspack, tsdown and webpack: [more](build.md#in-other-bundlers).",
  "troupe/vite": "The plugin for Vite and Vitest: [more](build.md#in-vite).",
  "troupe/runtime":
    "What generated code imports. Applications need nothing of it: types that are of use to them are exported by `troupe` as well.",
};

/** The page, as the doc comments say it. */
export function documentExports(): string {
  const sections = entryNames.map((entry) => {
    const exported = readExports(entry);
    const list = (kind: "value" | "type") =>
      exported
        .filter((each) => each.kind === kind)
        .map(({ name, summary }) => `- \`${name}\`: ${summary}`)
        .join("\n");
    return `## ${entry}\n\n${intros[entry]}\n\n${list("value")}\n\nTypes:\n\n${list("type")}\n`;
  });
  return `# Reference

Every name that the package exports, with the first sentence of its doc comment; an editor shows the rest. The pages by task, in [the README](../README.md#more), tell how to use them.

${sections.join("\n")}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file, documentExports());
