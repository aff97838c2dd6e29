import { moduleOf, treeOf, withBelow } from "./tree-of.js";

const names = Array.from({ length: 16 }, (_, index) => `agent${index}`);
const odd = names.filter((_, index) => index % 2 === 1);

/** Two states of one output: of its files, some are in both alike, some differ, some are in one. */
export const states = {
  one: withBelow(treeOf(...names), {
    "sources/agents/alike.js": moduleOf("alike"),
    "sources/agents/changed.js": moduleOf("changed"),
    "sources/old/gone.js": moduleOf("gone"),
  }),
  other: withBelow(
    new Map([
      ...treeOf(...odd, "added0", "added1", "added2"),
      ...odd.slice(2).map((name) => [`${name}.ts`, moduleOf(name, 2)] as const),
    ]),
    {
      "sources/agents/alike.js": moduleOf("alike"),
      "sources/agents/changed.js": moduleOf("changed", 2),
      "sources/new/added.js": moduleOf("added"),
    },
  ),
} as const;
