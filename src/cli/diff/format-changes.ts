import { workflowCommand } from "../../internal/workflow-command.js";
import type { ManifestChange } from "../../diff/diff-manifests.js";
import type { Paint } from "../terminal/paint.js";
import type { ChangeReport } from "./change-report.js";
import { formatMarkdown } from "./format-markdown.js";
import { countText, describeChange, effects, titleOf, valuesOf } from "./describe-change.js";

/** How changes are written: for people, for programs, as annotations of GitHub Actions, or for a comment. */
export type ChangeFormat = "text" | "json" | "github" | "markdown";

/** Formats a report. The result ends in a line break, except for no annotations at all. */
export function formatChanges(report: ChangeReport, format: ChangeFormat, paint: Paint): string {
  switch (format) {
    case "text":
      return toText(report, paint);
    case "json":
      return `${JSON.stringify(toJson(report), undefined, 2)}\n`;
    case "github":
      return report.changes.map((change) => `${toAnnotation(change, report)}\n`).join("");
    case "markdown":
      return formatMarkdown(report);
  }
}

function toText(report: ChangeReport, paint: Paint): string {
  const { changes } = report;
  const colors = { breaking: paint.red, compatible: paint.green, behaviour: paint.yellow };
  const blocks = effects.flatMap((effect) => {
    const group = changes.filter((change) => change.effect === effect);
    if (group.length === 0) return [];
    const lines = group.map((change) => changeText(change, paint));
    return [`${colors[effect](paint.bold(titleOf(effect)))}\n${lines.join("\n")}`];
  });
  return `${[countText(report), ...blocks].join("\n\n")}\n`;
}

function changeText(change: ManifestChange, paint: Paint): string {
  const values = valuesOf(change);
  return [
    `  ${describeChange(change)}`,
    ...(values === undefined ? [] : [`    ${values}`]),
    `    ${paint.dim(change.reason)}`,
  ].join("\n");
}

function toJson({ against, commit, first, stale, changes }: ChangeReport): unknown {
  const counts = effects.map((effect) => [
    effect,
    changes.filter((change) => change.effect === effect).length,
  ]);
  return {
    against,
    commit,
    first,
    stale: stale !== undefined,
    ...Object.fromEntries(counts),
    changes,
  };
}

function toAnnotation(change: ManifestChange, { failsOnBreaking }: ChangeReport): string {
  const severity = failsOnBreaking ? "error" : "warning";
  const text = [describeChange(change), valuesOf(change), change.reason].filter(Boolean).join("\n");
  const place = { file: change.source, title: `agents diff (${change.code})` };
  return workflowCommand(change.effect === "breaking" ? severity : "notice", place, text);
}
