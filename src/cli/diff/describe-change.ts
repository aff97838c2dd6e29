import type { ChangeEffect } from "../../diff/change-rules.js";
import type { ManifestChange } from "../../diff/diff-manifests.js";
import type { ChangeReport } from "./change-report.js";

/** In the order of importance for a review. */
export const effects: readonly ChangeEffect[] = ["breaking", "compatible", "behaviour"];

/** Longer values are cut. */
const maxLength = 160;

/** The title of a group of changes. */
export function titleOf(effect: ChangeEffect): string {
  return { breaking: "Breaking", compatible: "Compatible", behaviour: "Behaviour" }[effect];
}

/** `"story: params.tone takes less"` */
export function describeChange({
  agent,
  place,
  title,
}: Pick<ManifestChange, "agent" | "place" | "title">): string {
  return place === "" ? `${agent} ${title}` : `${agent}: ${place} ${title}`;
}

/** `"\"warm\" | \"dry\" → \"warm\""`; `undefined` if there is nothing to show. */
export function valuesOf({
  before,
  after,
}: Pick<ManifestChange, "before" | "after">): string | undefined {
  if (before === undefined && after === undefined) return undefined;
  return `${cut(before ?? "nothing")} → ${cut(after ?? "nothing")}`;
}

/** The headline: how many changes of each kind there are, and since which revision. */
export function countText({ against, commit, first, changes }: ChangeReport): string {
  const since = `since ${against} (${commit.slice(0, 7)})`;
  const counts = effects.flatMap((effect) => {
    const { length } = changes.filter((change) => change.effect === effect);
    return length === 0 ? [] : [`${length} ${effect === "behaviour" ? "of behaviour" : effect}`];
  });
  if (first) return `Everything is new ${since}, which has no manifest`;
  return counts.length === 0 ? `No changes ${since}` : `Changes ${since}: ${counts.join(", ")}`;
}

function cut(text: string): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}
