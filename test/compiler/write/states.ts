import { moduleOf, treeOf, withSchemas } from "./tree-of.js";

const names = Array.from({ length: 16 }, (_, index) => `agent${index}`);
const odd = names.filter((_, index) => index % 2 === 1);

/** Two states of one output: of its files, some are in both alike, some differ, some are in one. */
export const states = {
  one: treeOf(...names),
  other: new Map([
    ...withSchemas(treeOf(...odd, "added0", "added1", "added2"), "added0", "added1"),
    ...odd.slice(2).map((name) => [`${name}.ts`, moduleOf(name, 2)] as const),
  ]),
} as const;
