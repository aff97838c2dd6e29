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

## Turn a warning off

A comment turns off one warning, by its code, on its own line or, where it stands alone, on the line below. It says why:

\`\`\`typescript
@streaming()
// troupe-ignore agent/streaming-cache -- the nightly job calls it without streaming
@cache("1h")
\`\`\`

Several of them may stand above one line, and comments of other tools between. A comment without a reason, of an unknown code, or that turns nothing off is a warning itself (\`ignore/…\`), which no comment turns off. Errors cannot be turned off. A warning without a place in a file, such as \`write/edited\`, has no line for a comment.

## Take warnings as errors

\`agents build --strict\` takes every warning that is left as an error: it exits with 1 and writes nothing, not over a generated file that was edited by hand either. For CI: \`agents build --check --strict\`.

## What is never shown

What looks like a key (\`source/secret\`) is masked in every message, hint and code frame, of other diagnostics too, and in what \`build()\` of \`troupe/compiler\` returns.

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
