import { changeRules, type ChangeCode, type ChangeRule } from "./change-rules.js";
import { compareSpecs } from "./compare-specs.js";
import type { FoundChange } from "./found-change.js";
import type { Manifest } from "../manifest/manifest.js";
import { specsOf, type AnySpec } from "../manifest/specs-of.js";

/** One change from one build of a project to another. */
export interface ManifestChange extends FoundChange, ChangeRule {
  /** The name of the agent or network; of a removed one, its former name. */
  readonly agent: string;
  /** The module that declares it, or did. */
  readonly source: string;
  readonly code: ChangeCode;
}

/**
 * The changes between two builds for the callers of agents and networks: breaking ones first, then compatible ones, then
 * the others, each sorted by the agent's name. The rules are data, in `change-rules.ts`. A change of a doc
 * comment, or of an agent's place, is reported only as a change of its code (`code/changed`).
 */
export function diffManifests(before: Manifest, after: Manifest): readonly ManifestChange[] {
  const [from, to] = [byName(before), byName(after)];
  const removed = [...from.values()].filter(({ name }) => !to.has(name));
  const changes: ManifestChange[] = [];
  for (const spec of to.values()) {
    const same = from.get(spec.name);
    const renamed = same ? undefined : removed.find((other) => isSameClass(other, spec));
    if (renamed) {
      removed.splice(removed.indexOf(renamed), 1);
      const names = { before: renamed.name, after: spec.name };
      changes.push(judge(spec, { code: "agent/renamed", place: "", ...names }));
    }
    const old = same ?? renamed;
    const found = old ? compareSpecs(old, spec) : [{ code: "agent/added", place: "" } as const];
    changes.push(...found.map((change) => judge(spec, change)));
  }
  changes.push(...removed.map((spec) => judge(spec, { code: "agent/removed", place: "" })));
  return changes.toSorted(byUrgency);
}

function byName(manifest: Manifest): ReadonlyMap<string, AnySpec> {
  return new Map(Object.entries(specsOf(manifest)));
}

function isSameClass(a: AnySpec, b: AnySpec): boolean {
  return a.className === b.className && a.source === b.source;
}

function judge({ name, source }: AnySpec, change: FoundChange): ManifestChange {
  return { agent: name, source, ...change, ...changeRules[change.code] };
}

const urgency = { breaking: 0, compatible: 1, behaviour: 2 };

function byUrgency(a: ManifestChange, b: ManifestChange): number {
  if (a.effect !== b.effect) return urgency[a.effect] - urgency[b.effect];
  if (a.agent === b.agent) return 0;
  return a.agent < b.agent ? -1 : 1;
}
