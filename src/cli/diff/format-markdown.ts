import { codeSpan } from "../../internal/code-span.js";
import type { ManifestChange } from "../../diff/diff-manifests.js";
import { countText, effects, titleOf, valuesOf } from "./describe-change.js";
import type { ChangeReport } from "./change-report.js";

/** A report as GitHub's Markdown: a table for each kind of change. */
export function formatMarkdown(report: ChangeReport): string {
  const tables = effects.flatMap((effect) => {
    const rows = report.changes.filter((change) => change.effect === effect).map(toRow);
    if (rows.length === 0) return [];
    const head = ["| agent | what | from → to | why |", "| --- | --- | --- | --- |"];
    return [[`#### ${titleOf(effect)}`, "", ...head, ...rows].join("\n")];
  });
  const note = report.stale === undefined ? [] : [`> ${escape(report.stale)}`];
  return `${[`### ${escape(countText(report))}`, ...tables, ...note].join("\n\n")}\n`;
}

function toRow(change: ManifestChange): string {
  const { agent, place, title, reason } = change;
  const what = place === "" ? escape(title) : `${code(place)} ${escape(title)}`;
  const values = valuesOf(change);
  const cells = [code(agent), what, values === undefined ? "" : code(values), escape(reason)];
  return `| ${cells.join(" | ")} |`;
}

/** Any text, for use in a cell. */
function code(text: string): string {
  return codeSpan(text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|"));
}

function escape(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|~]/g, "\\$&").replaceAll(/\s+/g, " ");
}
