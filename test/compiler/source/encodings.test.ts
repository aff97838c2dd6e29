import { expect, test } from "vitest";
import { positionOf } from "../../../src/compiler/diagnostics/position.js";
import { agentModule, pointedAt, useProject } from "../compiled-project.js";

const text = agentModule(
  "  /** Two\n   * lines. */\n  @param() größe = 3;\n  @param() 名前!: string;",
  {
    name: "ÉcrivainAgent",
  },
);

test("files with CRLF, with a byte order mark and with names beyond ASCII give the same manifest", async () => {
  const plain = await useProject({ "agents/a.ts": text }).build();
  const other = await useProject({
    "agents/a.ts": `\uFEFF${text.replaceAll("\n", "\r\n")}`,
  }).build();
  expect(plain.diagnostics).toEqual([]);
  expect(plain.manifest?.agents["écrivain"]?.params).toEqual([
    {
      name: "größe",
      type: { kind: "number" },
      required: false,
      default: 3,
      description: "Two\nlines.",
    },
    { name: "名前", type: { kind: "string" }, required: true },
  ]);
  expect(other.manifest).toEqual(plain.manifest);
});

test("places in them are right", async () => {
  const broken = text.replace("名前!: string", "名前!: URL");
  const marked = `\uFEFF${broken.replaceAll("\n", "\r\n")}`;
  for (const module of [broken, marked]) {
    const { diagnostics } = await useProject({ "agents/a.ts": module }).build();
    const [diagnostic] = diagnostics;
    expect(diagnostics).toHaveLength(1);
    expect(diagnostic && pointedAt(diagnostic)).toBe("URL");
    const position = positionOf(diagnostic?.span?.text ?? "", diagnostic?.span?.start ?? 0);
    expect(position).toEqual({ line: 10, column: 17 });
  }
});
