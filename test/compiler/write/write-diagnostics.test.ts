import { expect, test } from "vitest";
import { staleDiagnostics } from "../../../src/cli/stale/stale-diagnostics.js";
import { projectCatalogue } from "../../../src/compiler/diagnostics/project-catalogue.js";
import { LockedError } from "../../../src/compiler/write/lock-owner.js";
import { reportLocked, reportWriteError } from "../../../src/compiler/write/report-write-error.js";
import { WriteError } from "../../../src/compiler/write/write-error.js";
import { agentModule, pointedAt, useProject } from "../compiled-project.js";
import { noteCodes, story } from "../diagnostics/catalogue-tests.js";

const codes = noteCodes();
const { remember } = codes;

test("an output folder that is a file is reported, and the file stays", async () => {
  const project = useProject({ "agents/story.ts": story, generated: "mine" });
  const { diagnostics, ok } = remember(await project.build());
  expect(ok).toBe(false);
  expect(diagnostics).toMatchObject([
    {
      code: "write/failed",
      message: "generated cannot be written: a file is in the place of a folder",
    },
  ]);
  expect(await project.build({ check: true })).toMatchObject({ ok: false, diagnostics, stale: [] });
  expect(project.read("generated")).toBe("mine");
});

test("a file that no build wrote is reported, and stays", async () => {
  const project = useProject({ "agents/story.ts": story, "generated/story.ts": "mine" });
  expect(remember(await project.build())).toMatchObject({
    ok: false,
    diagnostics: [{ code: "write/foreign-file" }],
    written: [],
  });
  expect(project.read("generated/story.ts")).toBe("mine");
  expect(() => project.read("generated/index.ts")).toThrow("ENOENT");
});

test("a file that was edited after the build is named, and written anew", async () => {
  const project = useProject({ "agents/story.ts": story });
  await project.build();
  const built = project.read("generated/story.ts");
  // Git's line ends are no edit.
  project.write({
    "generated/index.ts": project.read("generated/index.ts").replaceAll("\n", "\r\n"),
  });
  expect(await project.build()).toMatchObject({ diagnostics: [], written: [] });

  project.write({ "generated/story.ts": `${built}// mine\n` });
  const edited = {
    ok: true,
    diagnostics: [
      {
        code: "write/edited",
        severity: "warning",
        message:
          "generated/story.ts differs from what the last build wrote: it was edited by hand, or merged.",
      },
    ],
  };
  expect(await project.build({ check: true })).toMatchObject({
    ...edited,
    stale: ["generated/story.ts"],
  });
  expect(remember(await project.build())).toMatchObject({
    ...edited,
    written: ["generated/story.ts"],
  });
  expect(project.read("generated/story.ts")).toBe(built);
  expect(await project.build()).toMatchObject({ diagnostics: [], written: [] });
});

test("what is stale is said for programs, at the module of the agent that changed", async () => {
  const project = useProject({ "agents/story.ts": story });
  await project.build();
  project.write({ "agents/story.ts": story.replace("user()", "user(): string") });
  // One of its code alone is said as such.
  expect(staleDiagnostics(await project.build({ check: true }))).toMatchObject([
    {
      message: expect.stringContaining("story changed in its prompts or its code; callers are not"),
    },
  ]);
  project.write({
    "agents/story.ts": story.replace("export class", "@temperature(0) export class"),
  });
  const stale = staleDiagnostics(await project.build({ check: true }));
  remember({ diagnostics: stale });
  expect(stale).toMatchObject([
    {
      code: "write/stale",
      message: "generated/story.ts is stale: story: temperature changed (nothing → 0).",
      span: { file: "agents/story.ts" },
    },
  ]);
});

test("reports a section of the agents that cannot be found, at the marker", async () => {
  const project = useProject({
    "agents/story.ts": agentModule(""),
    "AGENTS.md": "# Mine\n<!-- agents:begin -->\n",
  });
  const { diagnostics, ok } = remember(await project.build({ agentsMd: "AGENTS.md" }));
  expect(ok).toBe(false);
  expect(diagnostics.map((found) => [found.code, pointedAt(found)])).toEqual([
    ["write/section", "<!-- agents:begin -->"],
  ]);
  expect(() => project.read("generated/index.ts")).toThrow("ENOENT");
});

test("files that could not be put back are named", () => {
  const error = new WriteError("/p/generated/b.ts", new Error("no"), ["/p/generated/a.ts"]);
  const diagnostic = reportWriteError(error, "/p");
  remember({ diagnostics: [diagnostic] });
  expect(diagnostic.message).toBe(
    "generated/b.ts cannot be written (no), and these files could not be put back: generated/a.ts.",
  );
});

test("a build that is writing is named", () => {
  const owner = { pid: 12, host: "elsewhere", startTicks: null };
  const diagnostic = reportLocked(new LockedError("/p/generated", 10_011, owner), "/p");
  remember({ diagnostics: [diagnostic] });
  expect(diagnostic.message).toBe(
    "Another build, process 12 on elsewhere, is writing generated and has made no progress for 10 s.",
  );
});

test("every code of this room has been seen above", () => {
  expect(codes.unseen(projectCatalogue).filter((code) => code.startsWith("write/"))).toEqual([]);
});
