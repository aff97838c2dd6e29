import { isSameJson } from "./compare-values.js";
import { diffManifests, type ManifestChange } from "./diff-manifests.js";
import type { Manifest, ParamSpec } from "../manifest/manifest.js";
import { specsOf, type AnySpec } from "../manifest/specs-of.js";
import { findOwn } from "../internal/find-own.js";

/** One difference between two builds of a project. */
export type ManifestDifference = Pick<
  ManifestChange,
  "agent" | "source" | "place" | "title" | "before" | "after"
>;

/**
 * All differences between two builds: those of {@link diffManifests}, and those that it ignores because
 * they do not affect callers, such as a doc comment or the module of an agent. Sorted by the agent's name;
 * within an agent, what callers see comes first.
 *
 * @param before - absent: there was no build
 */
export function findDifferences(
  before: Manifest | undefined,
  after: Manifest,
): readonly ManifestDifference[] {
  const from = before ?? { version: after.version, agents: {} };
  const changes = diffManifests(from, after);
  const known = specsOf(from);
  const quiet = Object.values(specsOf(after)).flatMap((spec) => {
    const old = findOwn(known, spec.name);
    if (!old) return [];
    const found = changes.filter(({ agent }) => agent === spec.name);
    return findQuiet(old, spec, new Set(found.map(({ place }) => place)));
  });
  // A changed doc comment, or place of a class, is also a change of its code.
  const isSaid = new Set(quiet.map(({ agent }) => agent));
  const loud = changes
    .filter(({ code, agent }) => code !== "code/changed" || !isSaid.has(agent))
    .map(({ code: _code, effect: _effect, reason: _reason, ...change }) => change);
  return [...loud, ...quiet].toSorted(
    (a, b) => Number(a.agent > b.agent) - Number(a.agent < b.agent),
  );
}

/** @param places - the places of the known differences */
function findQuiet(
  before: AnySpec,
  after: AnySpec,
  places: ReadonlySet<string>,
): ManifestDifference[] {
  const { name: agent, source } = after;
  const found: ManifestDifference[] = [];
  const differ = (place: string, title: string, from?: string, to?: string) => {
    const values = {
      ...(from !== undefined && { before: from }),
      ...(to !== undefined && { after: to }),
    };
    if (from !== to || from === undefined) found.push({ agent, source, place, title, ...values });
  };
  for (const field of ["description", "className", "source"] as const) {
    if (before[field] !== after[field]) differ(field, "changed", before[field], after[field]);
  }
  for (const param of after.params) {
    const place = `params.${param.name}`;
    const isKnown = [...places].some((known) => known === place || known.startsWith(`${place}.`));
    const old = before.params.find(({ name }) => name === param.name);
    if (old && !isKnown && !isSameJson(toldOf(old), toldOf(param)))
      differ(place, "has another description");
  }
  if (isReordered(before.params, after.params)) differ("params", "are in another order");
  for (const field of ["exportName", "source"] as const) {
    const [from, to] = [before.output?.[field], after.output?.[field]];
    if (from && to) differ(`output.${field}`, "changed", from, to);
  }
  // Every difference must be reported.
  const isSame = JSON.stringify(before) === JSON.stringify(after);
  if (found.length + places.size === 0 && !isSame) differ("", "is written differently");
  return found;
}

/** The descriptions of a param; its type may contain comments too. */
function toldOf({ description, type, constraints }: ParamSpec): unknown {
  return { description, type, constraints };
}

function isReordered(before: readonly ParamSpec[], after: readonly ParamSpec[]): boolean {
  const names = (params: readonly ParamSpec[], others: readonly ParamSpec[]) =>
    params.map(({ name }) => name).filter((name) => others.some((other) => other.name === name));
  return !isSameJson(names(before, after), names(after, before));
}
