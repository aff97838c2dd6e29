/** `npm run docs`: writes docs/diagnostics.md from the compiler's catalogue. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { catalogue } from "../src/compiler/diagnostics/catalogue.js";
import type { CatalogueEntry } from "../src/compiler/diagnostics/catalogue-entry.js";
import { fill, type Message } from "../src/compiler/diagnostics/message.js";

const file = fileURLToPath(new URL("../docs/diagnostics.md", import.meta.url));

/** The page, to the byte. */
export function documentDiagnostics(): string {
  const entries = Object.entries<CatalogueEntry>(catalogue).sort(([a], [b]) => (a < b ? -1 : 1));
  const areas = new Set(entries.map(([code]) => areaOf(code)));
  const sections = [...areas].map((area) => {
    const ofArea = entries.filter(([code]) => areaOf(code) === area);
    return `## ${area}\n\n${ofArea.map(toSection).join("\n")}`;
  });
  return `# Diagnostics

What \`agents build\` says. All of it at once, each with its place and a code frame; nothing is written while there is an error. \`--format json\` and \`--format github\` are for tools.

This page is written from the compiler's catalogue by \`npm run docs\`. A word in ‹ › stands for a value.

${sections.join("\n")}`;
}

function areaOf(code: string): string {
  return code.slice(0, code.indexOf("/"));
}

function toSection([code, entry]: [string, CatalogueEntry]): string {
  const hint = entry.hint ? `\n\n${toText(entry.hint)}` : "";
  return `### ${code}\n\n**${entry.severity}**: ${toText(entry.message)}${hint}\n`;
}

/** A message with its holes named, safe in Markdown. */
function toText(message: Message): string {
  const names = Object.fromEntries(message.keys.map((key) => [key, `‹${key}›`]));
  return fill(message, names).replace(/[<>|*_]/g, String.raw`\$&`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file, documentDiagnostics());
