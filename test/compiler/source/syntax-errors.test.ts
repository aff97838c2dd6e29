import { expect, test } from "vitest";
import { pointedAt, useProject } from "../compiled-project.js";

test.each([
  [
    "a block that is not closed",
    "\nif (true) {\n  console.log();\n",
    'expected. The "{" in line 2 is not closed.',
    "",
  ],
  [
    "a template that is not closed",
    "export const a = `b ${1} c;\n\n\n",
    "Unterminated template",
    "`",
  ],
  ["a template without holes", "export const a = `b;\n\n", "Unterminated template", "`"],
])("%s is reported where it is", async (_, text, reason, at) => {
  const { diagnostics } = await useProject({ "agents/a.ts": text }).build();
  const [first] = diagnostics;
  expect([first?.message.replaceAll("'", ""), first && pointedAt(first)]).toEqual([
    expect.stringContaining(reason),
    at,
  ]);
});
