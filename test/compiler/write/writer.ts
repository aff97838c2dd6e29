/**
 * A process that writes one state of an output after the other, to be killed or to meet others:
 * `node writer.js <root> <rounds>`. Says "ready" when it begins. Bundled by the tests that start it.
 */
import { writeTree } from "../../../src/compiler/write/write-tree.js";
import { states } from "./states.js";

const [root = "", rounds = ""] = process.argv.slice(2);
process.stdout.write("ready\n");
for (let round = 0; round < Number(rounds); round++) {
  const tree = round % 2 === 0 ? states.one : states.other;
  const { diagnostics } = await writeTree(tree, { root, output: "generated", check: false });
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
}
