import { acceptsMember } from "./accepts.js";
import type { LiteralMember, Member, ObjectMember, Shape } from "./shape.js";

/** How the alternatives of a shape changed. */
export interface PairedMembers {
  /** Alternatives that count as the same one, changed. `label` distinguishes it from others of its kind. */
  readonly pairs: readonly {
    readonly before: Member;
    readonly after: Member;
    readonly label: string;
  }[];
  readonly removed: readonly Member[];
  readonly added: readonly Member[];
}

/**
 * Finds which alternative became which. Leaves out equal ones. Pairs objects by a property that tells them
 * apart (`kind: "circle"`), and alternatives of a kind that both sides have once.
 */
export function pairMembers(before: Shape, after: Shape): PairedMembers {
  const isIn = (shape: Shape) => (member: Member) =>
    shape.members.some(
      (other) =>
        acceptsMember({ members: [other] }, member) && acceptsMember({ members: [member] }, other),
    );
  const removed = before.members.filter((member) => !isIn(after)(member));
  const added = after.members.filter((member) => !isIn(before)(member));
  const pairs: PairedMembers["pairs"][number][] = [];
  const pair = (from: Member, to: Member, label: string): void => {
    pairs.push({ before: from, after: to, label });
    removed.splice(removed.indexOf(from), 1);
    added.splice(added.indexOf(to), 1);
  };
  pairByTag([...removed], [...added], pair);
  for (const kind of ["string", "number", "array", "object"] as const) {
    const [from, ...furtherFrom] = removed.filter((member) => member.kind === kind);
    const [to, ...furtherTo] = added.filter((member) => member.kind === kind);
    if (from && to && furtherFrom.length + furtherTo.length === 0) pair(from, to, "");
  }
  return { pairs, removed, added };
}

function pairByTag(
  removed: readonly Member[],
  added: readonly Member[],
  pair: (from: Member, to: Member, label: string) => void,
): void {
  const left = added.filter((member) => member.kind === "object");
  for (const from of removed.filter((member) => member.kind === "object")) {
    for (const [name, tag] of tagsOf(from)) {
      const index = left.findIndex((to) => tagsOf(to).get(name) === tag);
      const [to] = index < 0 ? [] : left.splice(index, 1);
      if (to === undefined) continue;
      pair(from, to, `(${name}: ${JSON.stringify(tag)})`);
      break;
    }
  }
}

/** The properties with only one possible value. */
function tagsOf({ properties }: ObjectMember): ReadonlyMap<string, LiteralMember["value"]> {
  const tags = new Map<string, LiteralMember["value"]>();
  for (const [name, { shape, required }] of properties) {
    const [only, ...others] = shape.members;
    if (required && others.length === 0 && only?.kind === "literal") tags.set(name, only.value);
  }
  return tags;
}
